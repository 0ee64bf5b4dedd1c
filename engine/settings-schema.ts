import type { Node } from 'jsonc-parser';
import type { ArgumentRef, ArgumentTest, Library, SymbolFact } from './knowledge/knowledge.js';
import type { Span } from './text.js';
import { suggestion } from './spelling.js';

/**
 * The form of asynclint.json, as data in the words of JSON Schema. Editors get it as a file (schema.json, written by
 * scripts/schema.ts); `validate` below reads the same data, so that both say the same.
 */
export interface Schema {
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly default?: string;
  /** A regular expression that a text has to match, with examples of such texts. */
  readonly pattern?: string;
  readonly examples?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** What keys without a name of their own hold; false where there may be none. */
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  /** Alternatives, told apart by their `type` or by their values. */
  readonly anyOf?: readonly Schema[];
}

/** Something wrong in the text of a configuration. */
export interface SettingsProblem extends Span {
  readonly message: string;
}

const text: Schema = { type: 'string' };
const yes: Schema = { const: true };
const one = (...names: readonly string[]): Schema => ({ enum: names });
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema =>
  ({ type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false });
/** A version that a program has to run on, or a range of them. */
const version = (example: string, what: string): Schema => (
  { type: 'string', pattern: '^[<>=~^ ]*\\d+(\\.\\d+)*([, <>=!.*\\d]|\\|\\|)*$', examples: [example], description: what }
);
const list = (items: Schema): Schema => ({ type: 'array', items });

/** The fields of a form of knowledge; the compiler sees to it that none is missing here. */
type Fields<T> = Readonly<Record<keyof T, Schema>>;

const argument: Fields<ArgumentRef> = { name: text, position: { type: 'integer' }, keys: list(text), rest: yes };
const test: Fields<ArgumentTest> = { ...argument, is: text, flag: text, form: one('function') };
const blocking = one('sleep', 'network', 'database', 'subprocess', 'lock', 'join', 'result', 'input', 'copy', 'file', 'start', 'path', 'cpu');

const timeout: Fields<NonNullable<SymbolFact['timeout']>> = {
  default: { anyOf: [{ const: 'none' }, { type: 'number' }] },
  by: list(object(argument)),
  platform: { type: 'number' }, off: list(text),
  onClient: list(object(argument)),
  set: list(text),
  kind: one('network', 'queue', 'event', 'lock', 'stream', 'process'),
};

const call: Fields<NonNullable<SymbolFact['calls']>[number]> = {
  ...argument, when: one('now', 'loop', 'thread', 'process'), many: yes, awaited: yes,
  gives: list(text), givesIf: object(test),
};

const fact: Fields<Omit<SymbolFact, 'declared'>> = {
  class: yes,
  bases: list(text),
  onInstance: yes,
  blocks: blocking,
  blocksUnless: list(object(test)),
  idleIf: list(object(test)),
  blocksIf: list(object(test)),
  exitBlocks: blocking,
  awaitable: one('coroutine', 'promise', 'task', 'lazy', 'future', 'context'),
  awaitableUnless: list(object(test)),
  mayBeDropped: yes,
  mayBeDroppedIf: list(object(test)),
  neverFails: yes,
  failsAsGiven: yes,
  returns: text,
  returnsIf: object({ ...test, returns: text }, ['returns']),
  promise: text,
  tuple: list(text),
  passes: object(argument),
  makes: object({ default: text, by: object(argument) }, ['default']),
  enters: text,
  yields: text,
  opaque: yes,
  is: text,
  property: yes,
  timeout: object(timeout, ['default', 'kind']),
  bounds: { anyOf: [{ const: 'scope' }, object(argument)] },
  calls: list(object(call, ['when'])),
  takes: one('together', 'task', 'handles'),
  paces: one('sleep', 'limiter', 'semaphore', 'lock', 'queue', 'event'),
  connection: { anyOf: [yes, { const: 'queued' }] },
  client: yes,
  does: one('read', 'change'),
  io: yes,
  local: yes,
  decorates: one('transparent', 'sync', 'async', 'register', 'manager'),
  keeps: yes,
  remembers: yes,
  context: one('loop', 'thread', 'process', 'startup', 'request', 'event', 'test', 'main', 'item'),
  serves: yes,
  reportsRejections: list(object(test)),
  reportsExceptions: list(object(test)),
  reportsRequests: list(object(test)),
  limitsRequests: list(text),
  instead: text,
};

const library: Fields<Library> = {
  language: one('python', 'typescript'),
  package: { type: 'string', description: 'The name under which the package is installed.' },
  versions: { type: 'string', description: 'The versions that the facts hold for.', default: '*' },
  source: { type: 'string', description: 'Where the facts come from.' },
  modules: {
    type: 'object',
    description: 'Facts by module, then by the path of a symbol within it (`Client.get`). A string names the symbol that is meant: `module:path`.',
    additionalProperties: { type: 'object', additionalProperties: { anyOf: [text, object(fact)] } },
  },
};

/** The form of a configuration, given the rules that there are. */
export function settingsSchema(rules: readonly { readonly id: string; readonly summary: string }[]): Schema {
  return object({
    $schema: { type: 'string', description: 'The address of this schema, for editors.' },
    preset: {
      enum: ['recommended', 'strict', 'performance', 'off'],
      default: 'recommended',
      description: 'recommended: errors and warnings. strict: everything. performance: everything about blocking, concurrency and resources. off: only the rules turned on in `rules`.',
    },
    rules: {
      ...object(Object.fromEntries(rules.map(({ id, summary }) =>
        [id, { ...(summary === '' ? {} : { description: summary }), enum: ['error', 'warning', 'info', 'off'] }]))),
      description: 'The level of a rule\'s findings, or off. A level does not raise findings of level info, which rest on a likely fact.',
    },
    exclude: { ...list(text), description: 'Patterns in the form of .gitignore, relative to the folder of this file.' },
    python: {
      ...object({
        environment: { type: 'string', description: 'The virtual environment of the project, relative to the folder of this file; without it `VIRTUAL_ENV`, `.venv`, `venv` and `env` are tried. Its packages are read, never executed.' },
        version: version('3.11', 'The least version of Python that the code has to run on, for fixes; without it what the manifests say (`requires-python` and its like), else 3.11.'),
      }),
      description: 'Where the installed packages of Python are, and which Python they run on.',
    },
    node: {
      ...object({ version: version('20', 'The least version of Node that the code has to run on, for fixes; without it what `engines`, `.nvmrc` or the version of `@types/node` says, else 20.') }),
      description: 'Which Node the code runs on.',
    },
    knowledge: { ...list(object(library, ['language', 'modules'])), description: 'What asynclint should know of your own libraries.' },
  });
}

/** What is wrong with a parsed value, measured by a schema; spans are those of the value or key in the text. */
export function validate(node: Node, schema: Schema): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  check(node, schema, problems);
  return problems;
}

function check(node: Node, schema: Schema, problems: SettingsProblem[]): void {
  const tell = (message: string): void => void problems.push({ start: node.offset, end: node.offset + node.length, message });
  if (schema.anyOf !== undefined) {
    const chosen = schema.anyOf.find((alternative) => fits(node, alternative));
    if (chosen === undefined) tell(`expected ${schema.anyOf.map(expectation).join(' or ')}, found ${found(node)}`);
    else check(node, chosen, problems);
    return;
  }
  if (!fits(node, schema)) {
    const hint = typeof node.value === 'string' && schema.enum !== undefined ? suggestion(node.value, schema.enum) : '';
    tell(`expected ${expectation(schema)}, found ${found(node)}${hint}`);
    return;
  }
  if (schema.type === 'object') checkKeys(node, schema, problems);
  if (schema.items !== undefined) for (const item of node.children ?? []) check(item, schema.items, problems);
}

function checkKeys(node: Node, schema: Schema, problems: SettingsProblem[]): void {
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    const [key, value] = property.children!;
    const name = key!.value as string;
    const tell = (message: string): void => void problems.push({ start: key!.offset, end: key!.offset + key!.length, message });
    if (seen.has(name)) tell(`the key \`${name}\` stands here a second time`);
    seen.add(name);
    const own = schema.properties !== undefined && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const inner = own ?? schema.additionalProperties;
    if (inner === false || inner === undefined) tell(`unknown key \`${name}\`${keyHint(name, Object.keys(schema.properties ?? {}))}`);
    else if (value !== undefined) check(value, inner, problems);
  }
  for (const name of schema.required ?? []) {
    if (!seen.has(name)) problems.push({ start: node.offset, end: node.offset + 1, message: `the key \`${name}\` is missing here` });
  }
}

/** The key that was meant; where none is close, all that there are, as far as that is a short list. */
function keyHint(name: string, names: readonly string[]): string {
  const hint = suggestion(name, names);
  if (hint !== '' || names.length === 0 || names.length > 12) return hint;
  return `; known here are ${names.map((known) => `\`${known}\``).join(', ')}`;
}

function fits(node: Node, schema: Schema): boolean {
  if (schema.const !== undefined) return node.value === schema.const;
  if (schema.enum !== undefined) return typeof node.value === 'string' && schema.enum.includes(node.value);
  if (schema.pattern !== undefined) return typeof node.value === 'string' && new RegExp(schema.pattern).test(node.value);
  if (schema.type === 'integer') return node.type === 'number' && Number.isInteger(node.value);
  return schema.type === undefined || node.type === schema.type;
}

function expectation(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return `one of ${schema.enum.map((name) => `\`${name}\``).join(', ')}`;
  if (schema.pattern !== undefined) return `a text such as \`${schema.examples!.join('` or `')}\``;
  const article = schema.type === 'object' || schema.type === 'array' || schema.type === 'integer' ? 'an' : 'a';
  return `${article} ${schema.type}`;
}

function found(node: Node): string {
  if (node.type === 'string' || node.type === 'number' || node.type === 'boolean') return `\`${String(node.value)}\``;
  return node.type === 'null' ? '`null`' : `an ${node.type}`;
}
