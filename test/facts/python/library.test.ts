/**
 * The reader on every Python file of the installed interpreter's standard library: its facts are sound, and it finds
 * the functions, classes and scopes that CPython finds. Broken copies of these files must give sound facts as well.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { checkFacts } from '../../../engine/facts/check.js';
import { flowOf, type FileFacts, type FunctionFact } from '../../../engine/facts/facts.js';
import { readPython } from '../../../engine/facts/python/reader.js';
import { decodePython } from '../../../engine/syntax/python/decode.js';
import { positionAt } from '../../../engine/text.js';

type Described = {
  readonly path: string;
  readonly functions: readonly (readonly [line: number, name: string, async: boolean, generator: boolean])[];
  readonly classes: readonly (readonly [line: number, name: string])[];
  readonly scopes: readonly (readonly [line: number, name: string, form: string, variables: Readonly<Record<string, string>>])[] | null;
};

const script = fileURLToPath(new URL('describe-library.py', import.meta.url));

async function describeLibrary(): Promise<Described[]> {
  const files: Described[] = [];
  const child = spawn('python3', [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('exit', resolve);
    child.on('error', (error) => reject(new Error(`These tests compare with CPython and need 'python3' (${error.message}).`)));
  });
  for await (const line of createInterface({ input: child.stdout })) files.push(JSON.parse(line) as Described);
  assert.equal(await exited, 0, 'describe-library.py failed');
  return files;
}

function textOf(path: string): string {
  const decoded = decodePython(readFileSync(path));
  assert.ok(decoded.ok, path);
  return decoded.text;
}

const lineOf = (facts: FileFacts, offset: number): number => positionAt(facts.lineStarts, offset).line + 1;

function functionsIn(facts: FileFacts): string[] {
  return facts.functions.filter((f) => f.form !== 'module' && f.form !== 'class')
    .map((f) => `${lineOf(facts, f.start)} ${f.name}${f.async ? ' async' : ''}${f.generator ? ' generator' : ''}`).sort();
}

/** How a function's own steps use each variable: usually one way, several where a comprehension hides a name. */
function usesOf(facts: FileFacts, fact: FunctionFact): Map<string, Set<string>> {
  const uses = new Map<string, Set<string>>();
  for (const step of flowOf(facts, fact)) {
    if ((step.kind !== 'read' && step.kind !== 'write') || step.place.scope === 'value') continue;
    const known = uses.get(step.place.name);
    if (known === undefined) uses.set(step.place.name, new Set([step.place.scope]));
    else known.add(step.place.scope);
  }
  return uses;
}

/** Names as they are written: within a class CPython's tables hold `__x` as `_Class__x`. */
const unmangled = (name: string): string => name.replace(/^_[^_].*?(?=__)|^_(?=__)/, '');

function compareScopes(facts: FileFacts, described: Described): { compared: number; listed: number; differences: string[] } {
  const groups = new Map<string, Map<string, Set<string>>[]>();
  for (const fact of facts.functions) {
    if (fact.form === 'module') continue;
    const key = `${lineOf(facts, fact.start)} ${fact.name} ${fact.form === 'class' ? 'class' : 'function'}`;
    groups.set(key, [...(groups.get(key) ?? []), usesOf(facts, fact)]);
  }
  const result = { compared: 0, listed: 0, differences: [] as string[] };
  for (const [line, name, form, variables] of described.scopes!) {
    const own = groups.get(`${line} ${name} ${form}`);
    if (own === undefined) {
      result.differences.push(`${described.path}:${line} has no ${form} ${name}`);
      continue;
    }
    // Several lambdas of one line can't be told apart.
    if (own.length > 1) continue;
    for (const [variable, how] of Object.entries(variables)) {
      if (variable === '__class__') continue;
      result.listed++;
      const ours = own[0]!.get(variable) ?? own[0]!.get(unmangled(variable));
      if (ours === undefined) continue;
      result.compared++;
      if ([...ours].join() !== how) result.differences.push(`${described.path}:${line} ${name}: ${variable} is ${how}, not ${[...ours].join()}`);
    }
  }
  return result;
}

/** Random numbers that are the same in each run. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (;;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    yield seed / 2 ** 32;
  }
}

const scraps = ['(', ')', '[', ']', '{', '}', ':', '\n', '\n    ', '"', "'''", 'f"{', '=', ',', '.', ' async ', ' lambda ', ' for ', ' in ', '@', '*', '\\', 'def ', 'class ', ' if ', '\u0000', 'é'];

/** The text with one to four scraps put in or passages taken out. */
function broken(text: string, random: Generator<number, never>): string {
  const next = (below: number): number => Math.floor(random.next().value * below);
  for (let edits = 1 + next(4); edits > 0; edits--) {
    const at = next(text.length + 1);
    text = next(2) === 0 ? text.slice(0, at) + scraps[next(scraps.length)]! + text.slice(at) : text.slice(0, at) + text.slice(at + next(40));
  }
  return text;
}

describe('Python facts of the standard library', function () {
  this.timeout(240_000);
  let library: readonly Described[] = [];

  before(async () => {
    library = await describeLibrary();
    assert.ok(library.length > 500, `only ${library.length} files of the library were described`);
  });

  it('are sound, and find the functions, classes and scopes that CPython finds', () => {
    const differences: string[] = [];
    let compared = 0;
    let listed = 0;
    for (const described of library) {
      const facts = readPython(described.path, textOf(described.path));
      differences.push(...checkFacts(facts).map((violation) => `${described.path}: ${violation}`));
      const functions = described.functions.map(([line, name, async, generator]) => `${line} ${name}${async ? ' async' : ''}${generator ? ' generator' : ''}`);
      if (functions.sort().join('\n') !== functionsIn(facts).join('\n')) {
        const ours = new Set(functionsIn(facts));
        differences.push(`${described.path}: functions differ, such as ${functions.find((f) => !ours.has(f)) ?? 'one too many'}`);
      }
      const classes = facts.classes.filter((c) => c.form === 'class').map((c) => `${lineOf(facts, c.start)} ${c.name}`).sort();
      if (described.classes.map((c) => c.join(' ')).sort().join('\n') !== classes.join('\n')) differences.push(`${described.path}: classes differ`);
      if (described.scopes !== null) {
        const scopes = compareScopes(facts, described);
        differences.push(...scopes.differences);
        compared += scopes.compared;
        listed += scopes.listed;
      }
    }
    assert.deepEqual(differences.slice(0, 20), []);
    // The rest are names of annotations and of variables that only functions within use.
    assert.ok(compared > listed * 0.9, `only ${compared} of ${listed} variables were compared`);
  });

  it('are sound for broken copies too', () => {
    const random = randomNumbers(7);
    const differences: string[] = [];
    for (const { path } of library.filter((_, i) => i % 6 === 0)) {
      const text = broken(textOf(path), random);
      differences.push(...checkFacts(readPython(path, text)).map((violation) => `${path}: ${violation}`));
    }
    assert.deepEqual(differences.slice(0, 20), []);
  });
});
