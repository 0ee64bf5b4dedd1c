import { each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Small libraries of files, programs, mail and clouds. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
const read: SymbolFact = { ...promise, does: 'read' };
const change: SymbolFact = { ...promise, does: 'change' };
const fileRead: SymbolFact = { blocks: 'file', io: true, does: 'read' };
const fileChange: SymbolFact = { blocks: 'file', io: true, does: 'change' };

const library = (name: string, versions: string, source: string, facts: Library['modules'][string]): Library => (
  { language: 'typescript', package: name, versions, source, modules: { [name]: facts } }
);

export const rimraf = library('rimraf', '>=4', 'https://github.com/isaacs/rimraf#readme; dist/esm/index.d.ts of rimraf 6.1.4', {
  rimraf: change,
  ...each('native manual', change),
  ...each('rimrafSync nativeSync manualSync sync', { ...fileChange, instead: 'rimraf:rimraf' }),
});

export const glob = library('glob', '>=9', 'https://github.com/isaacs/node-glob#readme; dist/esm/index.d.ts of glob 14.0.6', {
  glob: { ...read, local: true },
  globSync: { ...fileRead, instead: 'glob:glob' },
  ...each('globStream globIterate hasMagic escape unescape', {}),
});

/** A program that is started may be left to run on; its failure is a rejection all the same. Given options alone they make a function. */
export const execa = library('execa', '>=5', 'https://github.com/sindresorhus/execa/blob/main/docs/api.md; index.d.ts and types/methods of execa 9.6.1', {
  ...each('execa execaCommand execaNode', { ...promise, timeout: { default: 'none', by: [{ position: -1, keys: ['timeout'] }], kind: 'process' } }),
  ...each('execaSync execaCommandSync', {
    blocks: 'subprocess', blocksUnless: [{ position: -1, keys: ['stdio'], is: 'inherit' }], io: true,
    timeout: { default: 'none', by: [{ position: -1, keys: ['timeout'] }], kind: 'process' },
  }),
});

const unlessCallback: SymbolFact = { ...promise, awaitableUnless: [{ position: -1, form: 'function' }] };

export const nodemailer = library('nodemailer', '>=6', 'https://nodemailer.com/usage; types/index.d.ts of nodemailer 10.6.0', {
  createTransport: { returns: 'nodemailer:Transporter' },
  Transporter: { class: true, client: true, bases: ['node:events:EventEmitter'] },
  'Transporter.sendMail': { ...unlessCallback, does: 'change' },
  'Transporter.verify': { ...unlessCallback, does: 'read' },
  ...members('Transporter', 'close isIdle use', {}),
});

const sends: SymbolFact = {
  ...promise, awaitableUnless: [{ position: -1, form: 'function' }],
};
const clients: readonly (readonly [string, string, string])[] = [
  ['@aws-sdk/client-s3', 'S3Client', '3.1169.0'], ['@aws-sdk/client-dynamodb', 'DynamoDBClient', '3.1162.0'],
  ['@aws-sdk/lib-dynamodb', 'DynamoDBDocumentClient', '3.1162.0'], ['@aws-sdk/client-sqs', 'SQSClient', '3.1169.0'],
];

/** What a command does is for its class to say. */
export const awsClients: readonly Library[] = clients.map(([name, client, version]) => library(
  name, '>=3', `https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest; dist-types of ${name} ${version}`, {
    [client]: { class: true, client: true },
    [`${client}.send`]: sends,
    [`${client}.destroy`]: {},
    ...(client === 'DynamoDBDocumentClient' ? { 'DynamoDBDocumentClient.from': { returns: '@aws-sdk/lib-dynamodb:DynamoDBDocumentClient' } } : {}),
  },
));
