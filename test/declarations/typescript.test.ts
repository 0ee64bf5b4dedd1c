import { checkClaims } from '../project/claims.js';

const manifest = (types: string): string => JSON.stringify({ name: 'x', types });

describe('declarations: TypeScript', () => {
  it('tells what functions, methods and properties of a package yield', () => checkClaims({
    'node_modules/acme/package.json': manifest('./index.d.ts'),
    'node_modules/acme/index.d.ts': `
export declare class Base { ping(): Promise<number>; self(): this; }
export interface Reply extends Base { readonly text: string; parent: Reply; body?: Reply; next: () => Promise<Reply>; (times: number): Promise<void>; }
export declare class Client extends Base {
  constructor(url: string);
  static create(): Promise<Client>;
  get(name: string): Promise<Reply>;
  all(): Promise<Reply[]>;
  maybe(): Promise<Reply | undefined>;
  name(): string;
  any(): any;
  generic<T>(): Promise<T>;
  bare<T>(): T;
}
type Later<T> = Promise<T>;
export declare function connect(): Later<Client>;
export declare const client: Client;
export declare const send: (text: string) => Promise<void>;
export type Handle = Client;
export declare function handle(): Handle;
export declare enum Level { low, high }
export declare function level(): Level;
export declare namespace tools { function run(): Promise<void>; namespace inner { function go(): Promise<Reply>; } }
`,
    'a.ts': `import { Client, client, connect, handle, level, send, tools } from 'acme';
import * as acme from 'acme';
new Client('');  //? external acme:Client
Client.create();  //? promise of (external acme:Client)
client.get('x');  //? promise of (external acme:Reply)
client.all();  //? promise of (collection of (external acme:Reply))
client.maybe();  //? promise of (external acme:Reply or none)
client.name();  //? plain
client.any();  //? unknown
client.generic();  //? promise of (unknown)
client.bare();  //? unknown
client.ping();  //? promise of (plain)
client.self();  //? external acme:Client
connect();  //? promise of (unknown)
acme.connect();  //? promise of (unknown)
send('x');  //? promise of (none)
handle().ping();  //? promise of (plain)
level();  //? plain
tools.run();  //? promise of (none)
tools.inner.go();  //? promise of (external acme:Reply)
export async function main() {
  const reply = await client.get('x');
  reply.parent.ping();  //? promise of (plain)
  reply.next();  //? promise of (external acme:Reply)
  reply(2);  //? promise of (none)
  reply.body;  //? external acme:Reply or none
}
class Own extends Client {
  run() {
    this.ping();  //? promise of (plain)
  }
}
`,
  }));

  it('never takes a thenable for a promise: it may be a query that is executed by hand', () => checkClaims({
    'node_modules/acme/package.json': manifest('./index.d.ts'),
    'node_modules/acme/index.d.ts': `
export interface Query<T> { then: Promise<T>['then']; exec(): Promise<T>; where(): this; }
export interface Chained<T> extends Promise<T> { more(): Chained<T>; }
export interface Lost extends Pick<Promise<void>, 'then'> { plain(): string; }
export declare function find(): Query<string>;
export declare function chain(): Chained<string>;
export declare function lost(): Lost;
export declare function both(): Promise<string> & { cancel(): void };
export declare function like(): PromiseLike<string>;
export declare function maybe(): Promise<string> | string;
`,
    'a.ts': `import { both, chain, find, like, lost, maybe } from 'acme';
find();  //? external acme:Query
find().where().exec();  //? promise of (unknown)
chain().more();  //? external acme:Chained
lost();  //? external acme:Lost
both();  //? promise of (plain)
like();  //? future of (plain)
maybe();  //? promise of (plain) or plain
export async function main() {
  (await find());  //? unknown
  (await lost());  //? unknown
}
`,
  }));

  it('joins overloads, but lets none that takes a callback pass for one that yields a promise', () => checkClaims({
    'node_modules/acme/package.json': manifest('./index.d.ts'),
    'node_modules/acme/index.d.ts': `
export declare function read(size: number): Promise<number>;
export declare function read(size: string): Promise<string[]>;
export declare function query(text: string): Promise<number>;
export declare function query(text: string, done: () => void): void;
`,
    'a.ts': `import { query, read } from 'acme';
read(1);  //? promise of (collection of (plain) or plain)
query('');  //? promise of (plain) or none or unknown
`,
  }));

  it('follows re-exports, default exports, export =, and imports of types', () => checkClaims({
    'node_modules/acme/package.json': JSON.stringify({
      name: 'acme', exports: {
        '.': { import: { types: './dist/index.d.mts' }, require: { types: './dist/index.d.cts' } }, './sub/*': { types: './dist/sub/*.d.ts' },
      },
    }),
    'node_modules/acme/dist/index.d.mts': `
export * from './a.js';
export { inner as outer } from './b.js';
export * as b from './b.js';
import Thing from './thing.js';
export { Thing };
export default Thing;
export declare function typed(): import('./b.js').Other;
export declare const again: typeof made;
declare const made: import('./b.js').Other;
`,
    'node_modules/acme/dist/index.d.cts': 'export declare function wrong(): void;\n',
    'node_modules/acme/dist/a.d.ts': 'export declare function a(): Promise<void>;\n',
    'node_modules/acme/dist/b.d.ts': 'import { Dependency } from "dependency";\nexport declare function inner(): Promise<Other>;\nexport interface Other { run(): Promise<void>; dependency: Dependency }\n',
    'node_modules/acme/dist/thing.d.ts': 'export default class Thing { go(): Promise<void> }\n',
    'node_modules/acme/dist/sub/deep.d.ts': 'export declare function deep(): Promise<void>;\n',
    'node_modules/acme/node_modules/dependency/package.json': manifest('index.d.ts'),
    'node_modules/acme/node_modules/dependency/index.d.ts': 'export interface Dependency { start(): Promise<void> }\n',
    'node_modules/@types/whole/package.json': '{}',
    'node_modules/@types/whole/index.d.ts': 'declare function whole(): Promise<whole.Result>;\ndeclare namespace whole { interface Result { end(): Promise<void> } function part(): Promise<void>; }\nexport = whole;\n',
    'node_modules/@types/scope__typed/index.d.ts': 'export function f(): Promise<void>;\n',
    'node_modules/@types/scope__typed/package.json': '{}',
    'a.ts': `import Thing, { a, again, b, outer, typed } from 'acme';
import { deep } from 'acme/sub/deep';
import { f } from '@scope/typed';
import whole from 'whole';
import * as all from 'whole';
a();  //? promise of (none)
outer();  //? promise of (external acme/dist/b.d.ts:Other)
b.inner();  //? promise of (external acme/dist/b.d.ts:Other)
typed().run();  //? promise of (none)
again.run();  //? promise of (none)
typed().dependency.start();  //? promise of (none)
new Thing().go();  //? promise of (none)
deep();  //? promise of (none)
f();  //? promise of (none)
whole();  //? promise of (external whole:default.Result)
whole.part();  //? promise of (none)
all.part();  //? promise of (none)
export async function main() {
  (await whole()).end();  //? promise of (none)
}
`,
  }));

  it('reads modules that are declared by name, with the files that belong to them, and those of Node', () => checkClaims({
    'node_modules/@types/editor/package.json': manifest('index.d.ts'),
    'node_modules/@types/editor/index.d.ts': '/// <reference path="./more.d.ts" />\ndeclare module "editor" { export let Promise: any; export namespace window { function show(): Thenable<string>; function ask(): Promise<string>; } }\ninterface Thenable<T> extends PromiseLike<T> {}\n',
    'node_modules/@types/editor/more.d.ts': 'declare module "editor" { export function more(): Promise<void>; }\n',
    'node_modules/@types/node/package.json': manifest('index.d.ts'),
    'node_modules/@types/node/index.d.ts': '',
    'node_modules/@types/node/events.d.ts': 'declare module "events" { class EventEmitter { static once(): Promise<any[]>; } interface EventEmitter extends NodeJS.EventEmitter {}\n global { namespace NodeJS { interface EventEmitter { emit(): boolean; } } }\n export = EventEmitter; }\ndeclare module "node:events" { import events = require("events"); export = events; }\n',
    'node_modules/@types/node/repl.d.ts': 'declare module "repl" { import { EventEmitter } from "node:events"; class Server extends EventEmitter { finish(): Promise<void>; } function start(): Server; }\n',
    'a.ts': `import { more, window } from 'editor';
import { start } from 'repl';
more();  //? promise of (none)
window.show();  //? external editor:Thenable
window.ask();  //? promise of (plain)
start().finish();  //? promise of (none)
start();  //? external node:repl:Server
`,
  }));

  it('finds the packages of a package of the project, and leaves the word to hand-written knowledge', () => checkClaims({
    'packages/shop/package.json': '{"name": "shop"}',
    'packages/shop/node_modules/acme/package.json': manifest('index.d.ts'),
    'packages/shop/node_modules/acme/index.d.ts': 'export declare function go(): Promise<void>;\n',
    'packages/shop/a.ts': `import { go } from 'acme';
import axios from 'axios';
go();  //? promise of (none)
axios.get('');  //? promise of (external axios:AxiosResponse)
axios.added();  //? promise of (none)
`,
    'node_modules/axios/package.json': manifest('index.d.ts'),
    'node_modules/axios/index.d.ts': 'export interface AxiosInstance { get(): string; added(): Promise<void>; }\ndeclare const axios: AxiosInstance;\nexport default axios;\n',
  }));

  it('survives what is broken, circular, or its own base', () => checkClaims({
    'node_modules/ring/package.json': '{ broken',
    'node_modules/ring/index.d.ts': 'export * from "./b";\nexport * from "./index";\nimport { x } from "./b";\nexport { x };\nexport interface I extends I { go(): Promise<void> }\nexport type A = B; export type B = A;\nexport declare function i(): I;\nexport declare function a(): A;\nexport declare function (: string;\n',
    'node_modules/ring/b.d.ts': 'export { x } from "./index";\nexport * from "./nowhere";\n/// <reference path="./b.d.ts" />\n',
    'a.ts': 'import { a, i, nothing, x } from "ring";\nx();  //? unknown\ni().go();  //? promise of (none)\na();  //? unknown\nnothing();  //? unknown\n',
  }));
});
