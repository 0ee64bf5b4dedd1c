/**
 * The house as data: which room may import from which, what no room of the engine may touch, and the check that reads
 * it out of a source text. The ways of the data and why imports point one way: ARCHITECTURE.md.
 */
export interface Room {
  /** A file, or a folder with a slash at its end. The longest path that a file begins with is its room. */
  readonly path: string;
  /** Rooms it may import from; its own always. */
  readonly imports: readonly string[];
  /** Rooms of which it may take types only. */
  readonly types?: readonly string[];
  /** Packages and modules of Node it may import: a name, or the beginning of one with `*`. */
  readonly packages?: readonly string[];
  /** It may reach out of its text, though it stands in the engine. */
  readonly open?: true;
}

const facts = ['engine/text.ts', 'engine/flow/', 'engine/facts/'];
const project = [...facts, 'engine/paths.ts', 'engine/knowledge/', 'engine/types/', 'engine/project/'];
const policy = ['engine/spelling.ts', 'engine/settings.ts', 'engine/settings-schema.ts', 'engine/suppressions.ts', 'engine/suppressions-of-others.ts', 'engine/baseline.ts'];
const engine = [
  ...project, ...policy, 'engine/declarations/', 'engine/edit/', 'engine/rule.ts', 'engine/syntax/python/', 'engine/syntax/typescript/adapter.ts', 'engine/facts/python/',
  'engine/facts/typescript/',
];
const doors = [...engine, 'engine/', 'engine/run.ts', 'engine/session.ts', 'engine/why/', 'rules/index.ts'];

export const rooms: readonly Room[] = [
  { path: 'engine/text.ts', imports: [] },
  { path: 'engine/paths.ts', imports: [] },
  { path: 'engine/spelling.ts', imports: [] },
  { path: 'engine/syntax/python/', imports: ['engine/text.ts'] },
  { path: 'engine/syntax/typescript/', imports: ['engine/text.ts'] },
  // The only file that knows TypeScript's interface, and the only one that reaches out: it finds and starts its process.
  { path: 'engine/syntax/typescript/adapter.ts', imports: ['engine/text.ts', 'engine/syntax/typescript/'], packages: ['typescript/*', 'node:*'], open: true },
  { path: 'engine/flow/', imports: ['engine/text.ts'] },
  { path: 'engine/facts/', imports: ['engine/text.ts', 'engine/flow/'] },
  { path: 'engine/facts/python/', imports: [...facts, 'engine/syntax/python/'] },
  { path: 'engine/facts/typescript/', imports: [...facts, 'engine/syntax/typescript/adapter.ts'] },
  { path: 'engine/knowledge/', imports: ['engine/text.ts'] },
  { path: 'engine/types/', imports: facts },
  {
    path: 'engine/declarations/',
    imports: [...facts, 'engine/paths.ts', 'engine/knowledge/', 'engine/syntax/python/', 'engine/syntax/typescript/adapter.ts', 'engine/facts/python/', 'engine/facts/typescript/'],
  },
  { path: 'engine/project/', imports: project, types: ['engine/rule.ts', 'engine/settings.ts', 'engine/session.ts'], packages: ['jsonc-parser'] },
  { path: 'engine/edit/', imports: [...facts, 'engine/knowledge/'], types: ['engine/rule.ts', 'engine/project/'] },
  { path: 'engine/rule.ts', imports: ['engine/text.ts'], types: ['engine/flow/', 'engine/project/'] },
  ...policy.filter((path) => path !== 'engine/spelling.ts').map((path) => ({
    path, imports: ['engine/text.ts', ...policy], types: ['engine/rule.ts', 'engine/facts/', 'engine/knowledge/', 'engine/session.ts'],
    packages: ['jsonc-parser'],
  })),
  // What opens, feeds and asks the rest: the session and the files beside it.
  ...['engine/', 'engine/run.ts', 'engine/session.ts'].map((path) => ({ path, imports: [...engine, 'engine/', 'engine/run.ts', 'engine/session.ts', 'engine/why/'] })),
  // Why a rule speaks or is silent: policy and project in words.
  { path: 'engine/why/', imports: [...engine, 'engine/run.ts'] },
  // Files beside the rules' folders hold what several rules say alike; a rule never imports another rule.
  { path: 'rules/', imports: [...project, 'engine/edit/', 'engine/rule.ts', 'engine/text.ts'] },
  { path: 'rules/index.ts', imports: ['engine/rule.ts', 'rules/*/'] },
  { path: 'rules/*/', imports: [...project, 'engine/edit/', 'engine/rule.ts', 'rules/'] },
  // What can be made of code on request: values and functions like rules, which a door hands to the session.
  { path: 'refactorings/', imports: [...project, 'engine/edit/', 'engine/', 'engine/rule.ts', 'engine/text.ts', 'rules/'] },
  // What both doors need of the machine: which files there are, their texts, the configuration.
  { path: 'host/', imports: ['engine/text.ts', 'engine/settings.ts', 'engine/syntax/python/'], types: ['engine/session.ts'], packages: ['ignore', 'node:*'] },
  { path: 'server/protocol.ts', imports: doors, packages: ['vscode-languageserver*'] },
  { path: 'server/', imports: [...doors, 'host/', 'snippets/', 'refactorings/', 'server/protocol.ts'], packages: ['vscode-languageserver*', 'node:*'] },
  { path: 'cli/', imports: [...doors, 'host/', 'server/'], packages: ['picocolors', 'picocolors/*', 'diff', 'jsonc-parser', 'ignore', 'node:*'] },
  { path: 'host/', imports: [...doors, 'server/protocol.ts'], packages: ['jsonc-parser', 'ignore', 'node:*'] },
  { path: 'snippets/', imports: [] },
  { path: 'client/', imports: [], types: ['server/protocol.ts'], packages: ['vscode', 'vscode-languageclient*', 'node:*'] },
];

/** Rooms whose code must not reach out of its text: no file, process, terminal, timer, clock or chance. */
const enclosed = /^(engine|rules)\//;
const outside: readonly (readonly [RegExp, string])[] = [
  [/\b(Date\.now|performance\.now|new Date\b|process\.hrtime)/, 'reads the clock'],
  [/\b(setTimeout|setInterval|setImmediate|queueMicrotask)\s*\(/, 'starts a timer'],
  [/\bMath\.random\b/, 'leaves something to chance'],
  [/(?<![.\w])(process|console|globalThis)\s*\./, 'reaches for the process, the terminal or globals'],
  [/(?<![.\w])(fetch|require|eval)\s*\(/, 'reaches out'],
];

/** State of a module: what one caller leaves behind, another finds. */
const state: readonly RegExp[] = [
  /^(?:export\s+)?(?:let|var)\s+\w+/m,
  /^(?:export\s+)?const\s+\w+[^=\n]*=\s*new\s+(?:(?:Map|Set)\b(?:<.*>)?\(\s*\)|Weak(?:Map|Set)\b)/m,
  /^(?:export\s+)?const\s+\w+\s*(?::(?!\s*readonly)\s*(?:[^=\n]*\[\]|(?:Array|Record)<[^=\n]*>)\s*)?=\s*(?:\[\s*\]|\{\s*\});?$/m,
];

/**
 * What is wrong with a file, one sentence each.
 * @param path relative to the repository, with `/`.
 */
export function violations(path: string, text: string): string[] {
  const room = roomOf(path);
  if (room === undefined) return [`${path} stands in no room`];
  const code = withoutComments(text);
  const wrong: string[] = [];
  for (const { specifier, typeOnly } of importsOf(code)) {
    if (!mayImport(path, room, specifier, typeOnly)) wrong.push(`${path} must not import ${typeOnly ? 'types of ' : ''}'${specifier}'`);
  }
  if (!enclosed.test(path)) return wrong;
  const bare = withoutStrings(code);
  for (const [pattern, what] of room.open ? [] : outside) {
    const match = pattern.exec(bare);
    if (match !== null) wrong.push(`${path} ${what}: ${match[0]}`);
  }
  for (const pattern of state) {
    const match = pattern.exec(bare);
    if (match !== null) wrong.push(`${path} keeps state in its module: ${match[0]}`);
  }
  return wrong;
}

function roomOf(path: string): Room | undefined {
  const fits = rooms.filter((room) => prefixOf(room.path).test(path));
  return fits.sort((a, b) => b.path.length - a.path.length)[0];
}

/** A room's path as a pattern; `*` stands for one folder's name. */
function prefixOf(path: string): RegExp {
  const pattern = path.replaceAll('.', '\\.').replaceAll('*', '[^/]+');
  return new RegExp(`^${pattern}${path.endsWith('/') ? '' : '$'}`);
}

function mayImport(path: string, room: Room, specifier: string, typeOnly: boolean): boolean {
  if (!specifier.startsWith('.')) {
    return (room.packages ?? []).some((name) => (name.endsWith('*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name));
  }
  const target = resolve(path, specifier);
  const other = roomOf(target);
  if (other === undefined) return false;
  if (other === room) return !room.path.includes('*') || sameFolder(path, target);
  return room.imports.includes(other.path) || (typeOnly && (room.types ?? []).includes(other.path));
}

function sameFolder(a: string, b: string): boolean {
  return a.split('/').slice(0, 2).join('/') === b.split('/').slice(0, 2).join('/');
}

function resolve(path: string, specifier: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(code: string): Import[] {
  const found: Import[] = [];
  for (const [, keyword, clause, specifier] of code.matchAll(/^\s*(import|export)\s([^;'"]*?)from\s*['"]([^'"]+)['"]/gm)) {
    const named = /^\s*\{([^}]*)\}\s*$/.exec(clause!);
    const eachType = named !== null && named[1]!.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
    found.push({ specifier: specifier!, typeOnly: /^type\b/.test(clause!.trim()) || (keyword !== undefined && eachType) });
  }
  for (const [, specifier] of code.matchAll(/(?:^\s*import\s*|\bimport\s*\(\s*|(?<![.\w])require\s*\(\s*)['"]([^'"]+)['"]/gm)) {
    found.push({ specifier: specifier!, typeOnly: false });
  }
  return found;
}

const literals = /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|`(?:\\[^]|[^`\\])*`|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|(?<=[(,=:[!&|?{};>\n]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;

function withoutComments(text: string): string {
  return text.replace(literals, (all, comment: string | undefined) => (comment === undefined ? all : ''));
}

function withoutStrings(code: string): string {
  return code.replace(literals, "''");
}
