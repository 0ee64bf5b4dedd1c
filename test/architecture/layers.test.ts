import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rooms, violations } from './layers.js';

const folders = ['engine', 'rules', 'host', 'server', 'cli', 'client'];

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.[cm]?tsx?$/.test(path)).sort();
}

describe('architecture', () => {
  const sources = folders.flatMap(sourcesIn);

  it('reads the sources of every folder', () => {
    for (const folder of folders) assert.ok(sources.some((path) => path.startsWith(`${folder}/`)), folder);
  });

  for (const path of sources) {
    it(path, () => assert.deepEqual(violations(path, readFileSync(path, 'utf8')), []));
  }
});

describe('architecture: the check itself', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['engine/flow/path.ts', "import { x } from '../project/project.js';", /must not import '\.\.\/project\/project\.js'/],
    ['engine/facts/facts.ts', "import type { Rule } from '../rule.js';", /must not import types of '\.\.\/rule\.js'/],
    ['engine/project/values.ts', "import { ruleOf } from '../rule.js';", /must not import '\.\.\/rule\.js'/],
    ['engine/project/values.ts', "export { ruleOf } from '../rule.js';", /must not import/],
    ['engine/session.ts', "import { rules } from '../rules/index.js';", /must not import '\.\.\/rules\/index\.js'/],
    ['engine/session.ts', "import { readFileSync } from 'node:fs';", /must not import 'node:fs'/],
    ['engine/session.ts', "const { x } = await import('node:fs');", /must not import 'node:fs'/],
    ['engine/session.ts', "import 'vscode-languageserver';", /must not import 'vscode-languageserver'/],
    ['engine/facts/typescript/reader.ts', "import { API } from 'typescript/unstable/sync';", /must not import 'typescript\/unstable\/sync'/],
    ['rules/one/rule.ts', "import { two } from '../two/rule.js';", /must not import '\.\.\/two\/rule\.js'/],
    ['rules/one/rule.ts', "import type { Settings } from '../../engine/settings.js';", /must not import types of/],
    ['client/extension.ts', "import { x } from '../server/protocol.js';", /must not import '\.\.\/server\/protocol\.js'/],
    ['client/extension.ts', "import { type X, y } from '../server/protocol.js';", /must not import '\.\.\/server\/protocol\.js'/],
    ['cli/main.ts', "import type { Diagnostic } from 'vscode-languageserver';", /must not import types of 'vscode-languageserver'/],
    ['engine/session.ts', 'const started = performance.now();', /reads the clock: performance\.now/],
    ['engine/session.ts', 'console.log(1);', /reaches for the process, the terminal/],
    ['engine/flow/path.ts', 'const seen = new Map<string, number>();', /keeps state in its module: const seen = new Map/],
    ['rules/one/rule.ts', 'let count = 0;', /keeps state in its module: let count/],
    ['engine/flow/path.ts', 'export const cache: string[] = [];', /keeps state in its module/],
    ['engine/flow/path.ts', 'const quote = /["`]/;\nlet at = 0;\nconst other = `x`;', /keeps state in its module: let at/],
    ['elsewhere/a.ts', '', /stands in no room/],
  ];
  for (const [path, text, failure] of wrong) {
    it(`refuses in ${path}: ${text}`, () => assert.match(violations(path, text).join('\n'), failure));
  }

  const right: readonly (readonly [string, string])[] = [
    ['engine/flow/path.ts', "import { x } from './graph.js';\nimport type { Span } from '../text.js';"],
    ['engine/project/values.ts', "import type { StepPlace } from '../rule.js';"],
    ['engine/session.ts', '// console.log(Date.now()) is for others.\nexport const text = "setTimeout(fetch(), 1)";'],
    ['engine/flow/path.ts', "const names: ReadonlySet<string> = new Set(['a']);\nfunction f() {\n  let n = 0;\n  return n;\n}"],
    ['rules/one/rule.ts', "import { a } from '../squiggle.js';\nimport { b } from './python.js';\nimport type { Rule } from '../../engine/rule.js';"],
    ['rules/index.ts', "import { one } from './one/rule.js';"],
    ['client/extension.ts', "import type { Status } from '../server/protocol.js';\nimport { type X } from '../server/protocol.js';\nimport * as vscode from 'vscode';"],
  ];
  for (const [path, text] of right) it(`accepts in ${path}: ${text}`, () => assert.deepEqual(violations(path, text), []));

  it('names only rooms that there are in its table', () => {
    const names = new Set(rooms.map((room) => room.path));
    for (const room of rooms) for (const other of [...room.imports, ...(room.types ?? [])]) assert.ok(names.has(other), `${room.path} imports from ${other}`);
  });
});
