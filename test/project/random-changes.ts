import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { textOf } from '../../engine/project/origins.js';
import { defaultSettings } from '../../engine/settings.js';
import { RememberingSyntax } from '../harness/shared-syntax.js';
import { probe } from './probe.js';

/** A generator of numbers below `n` that always gives the same ones for a seed (mulberry32). */
function seeded(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A package that has pages, and what serves them: where a file runs is said by those that import it. */
export const manifest = JSON.stringify({ dependencies: { express: '5', react: '19' } });

type Edit = (text: string, all: readonly string[], random: (n: number) => number) => string;

const identifier = /[A-Za-z_]\w*/g;

/** What typing does to a text: lines come, go and move, names change, characters are typed. */
const edits: readonly Edit[] = [
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 1)),
  (text, all, random) => withLines(text, (lines) => lines.splice(random(lines.length + 1), 0, oneOf(oneOf(all, random).split('\n'), random))),
  (text, _all, random) => withLines(text, (lines) => lines.splice(random(lines.length), 0, lines[random(lines.length)]!)),
  (text, all, random) => {
    const names = [...text.matchAll(identifier)];
    const others = [...oneOf(all, random).matchAll(identifier)];
    const at = names[random(names.length)];
    return at === undefined || others.length === 0 ? text : text.slice(0, at.index) + others[random(others.length)]![0] + text.slice(at.index + at[0].length);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + oneOf([' ', '(', ')', '\n', '.', 'x', '#', ':', '"', ',', 'é', '{', '}', 'await ', 'async '], random) + text.slice(at);
  },
  (text, _all, random) => {
    const at = random(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random(4));
  },
  (text) => (text.includes('async ') ? text.replace('async ', '') : text),
  (text) => `\n${text}`,
  // Statements come, go and change within a function.
  (text, _all, random) => withLines(text, (lines) => {
    const at = random(lines.length);
    const indent = /^\s*/.exec(lines[at]!)![0];
    lines.splice(at, 0, indent + oneOf(statements, random));
  }),
  // A name is another one everywhere in the file.
  (text, _all, random) => {
    const names = [...text.matchAll(identifier)].map(([name]) => name);
    const [from, to] = [oneOf(names, random), oneOf([...names, 'typed'], random)];
    return text.replace(new RegExp(`\\b${from}\\b`, 'g'), to);
  },
  // A decorator comes, goes or becomes another one.
  (text, _all, random) => withLines(text, (lines) => {
    const at = random(lines.length);
    const decorator = /^\s*/.exec(lines[at]!)![0] + oneOf(decorators, random);
    lines.splice(at, /^\s*@/.test(lines[at]!) ? 1 : 0, ...random(3) === 0 ? [] : [decorator]);
  }),
  // A block moves to another place.
  (text, _all, random) => withLines(text, (lines) => {
    const block = blockAt(lines, random(lines.length));
    const taken = lines.splice(block.at, block.length);
    lines.splice(random(lines.length + 1), 0, ...taken);
  }),
  // A class, a function or a condition stands around a block, or no longer.
  (text, _all, random) => withLines(text, (lines) => {
    const { at, length, indent } = blockAt(lines, random(lines.length));
    const block = lines.slice(at, at + length);
    const [open, close] = oneOf(text.includes('{') ? [['class Around {', '}'], ['function around() {', '}'], ['if (x) {', '}']] : [['class Around:'], ['def around():'], ['if x:']], random);
    if (random(4) === 0) lines.splice(at, length, ...block.slice(1).map((line) => line.replace(/^ {2,4}/, '')));
    else lines.splice(at, length, indent + open!, ...block.map((line) => `    ${line}`), ...close === undefined ? [] : [indent + close]);
  }),
];

const statements = [
  'typed = load(1)', 'return load()', 'self.client = load()', 'this.client = load();', 'await load()', 'raise Denied("permission")', 'throw new Error("denied");', 'load.run = typed',
  'global session', 'nonlocal n', 'yield 1', 'def inner(): return typed', 'const inner = () => typed;', 'x = lambda: load()', 'import time', '# typed', 'for typed in load(): pass', 'const typed: Data = load();',
];
const decorators = ['@logged', '@retried(2)', '@property', '@staticmethod', '@contextmanager', '@job', '@overload'];

/** A line and those after it that are indented deeper. */
function blockAt(lines: readonly string[], at: number): { readonly at: number; readonly length: number; readonly indent: string } {
  const indent = /^\s*/.exec(lines[at]!)![0];
  let end = at + 1;
  while (end < lines.length && (lines[end]!.trim() === '' || /^\s*/.exec(lines[end]!)![0].length > indent.length)) end++;
  return { at, length: end - at, indent };
}

function withLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function oneOf<T>(list: readonly T[], random: (n: number) => number): T {
  return list[random(list.length)]!;
}

/** What happens to the files of a project: texts that are new, and paths that are gone. */
interface Change {
  readonly files: ReadonlyMap<string, string>;
  readonly gone: readonly string[];
}

type Happen = (current: ReadonlyMap<string, string>, random: (n: number) => number) => Change;

/** An edit of one file. From time to time one is put back, or the texts would only decay. */
export function edited(texts: Readonly<Record<string, string>>): Happen {
  const originals = Object.values(texts);
  return (current, random) => {
    const path = oneOf([...current.keys()], random);
    const original = texts[path.slice('/p/'.length)];
    const text = random(12) === 0 && original !== undefined ? original : oneOf(edits, random)(current.get(path)!, originals, random);
    return { files: new Map([[path, text]]), gone: [] };
  };
}

/** Files are made, deleted, moved and put back, between edits of one or several. */
export function moved(texts: Readonly<Record<string, string>>): Happen {
  const edit = edited(texts);
  const originals = Object.keys(texts).map((path) => `/p/${path}`);
  const folders = [...new Set(originals.map((path) => path.slice(0, path.lastIndexOf('/')))), '/p', '/p/other'];
  return (current, random) => {
    const missing = originals.filter((path) => !current.has(path));
    const back = missing.length === 0 ? [] : [oneOf(missing, random)];
    const file = (path: string): readonly [string, string] => [path, texts[path.slice('/p/'.length)]!];
    const one = oneOf([...current.keys()], random);
    switch (random(6)) {
      case 0: return { files: new Map(), gone: current.size > 2 ? [one] : [] };
      case 1: return { files: new Map(back.map(file)), gone: [] };
      case 2: {
        const to = `${oneOf(folders, random)}/${oneOf(originals, random).split('/').at(-1)!}`;
        return to === one ? { files: new Map(), gone: [] } : { files: new Map([[to, current.get(one)!]]), gone: [one] };
      }
      case 3: return { files: new Map(missing.map(file)), gone: [...current.keys()].filter((path) => !originals.includes(path)) };
      case 4: return { files: new Map([...edit(current, random).files, ...edit(current, random).files, ...back.map(file)]), gone: [] };
      default: return edit(current, random);
    }
  };
}

/** All that a session knows of the values of a file: what others see of it, and of each step of its functions what it may be. */
export function known(session: LiveSession, path: string): readonly string[] {
  const project = session.linked();
  // What is told of names that others have asked for depends on who was asked.
  const seen = project.interfaceText(path).split('\n').filter((line) => !/^[km] /.test(line));
  const values = project.file(path)!.functions.map((fn) => `${fn.qualifiedName}: ${Array.from({ length: fn.flow.length }, (_, i) => textOf(project.origins(fn, i))).join('; ')}`);
  return [...seen, ...values];
}

/** Makes `count` changes in a session that is kept, and compares with a session opened anew after each. */
export function checkChanges(texts: Readonly<Record<string, string>>, count: number, seed: number, happen: Happen): void {
  const random = seeded(seed);
  const syntax = new RememberingSyntax();
  const open = (prompt: boolean): LiveSession => new LiveSession({ root: '/p', readText: (path) => (path === '/p/package.json' ? manifest : undefined), prompt }, [probe], { ...defaultSettings, preset: 'strict' }, syntax);
  const current = new Map(Object.entries(texts).map(([path, text]) => [`/p/${path}`, text]));
  const kept = open(false);
  // This one answers at once, at any time, and is compared where it says that it has looked after everything.
  const prompt = open(true);
  for (const session of [kept, prompt]) {
    session.update([...current].map(([path, text]) => ({ path, text })));
    for (const path of current.keys()) session.findings(path);
  }
  for (let i = 0; i < count; i++) {
    const { files, gone } = happen(current, random);
    const before = [...files.keys(), ...gone].map((path) => `${path}\n${current.get(path)}`).join('\n\n');
    for (const path of gone) current.delete(path);
    for (const [path, text] of files) current.set(path, text);
    for (const session of [kept, prompt]) {
      session.remove(gone);
      session.update([...files].map(([path, text]) => ({ path, text })));
    }
    const paths = [...current.keys()];
    // In what order files are read, and which is asked for first, must not matter.
    const order = random(2) === 0 ? paths : [...paths].reverse();
    const cold = open(false);
    cold.update([...order].reverse().map((path) => ({ path, text: current.get(path)! })));
    const shown = (session: LiveSession, path: string): unknown => session.findings(path).map(({ start, end, message, related }) => ({ start, end, message, related }));
    const what = `after change ${i} (seed ${seed}); gone: ${gone.join()}\n--- before\n${before}\n--- after\n${[...files].map((file) => file.join('\n')).join('\n\n')}`;
    for (const path of order) assert.deepEqual(shown(kept, path), shown(cold, path), `${path} ${what}`);
    const changed = [...files.keys()].filter((path) => current.has(path));
    for (const path of changed) assert.deepEqual(known(kept, path), known(cold, path), `${path} ${what}`);
    for (let slices = random(4); slices > 0 && !prompt.advance(1); slices--) prompt.findings(oneOf(paths, random));
    if (random(3) > 0) continue;
    while (!prompt.advance(1)) if (random(3) === 0) prompt.findings(oneOf(paths, random));
    for (const path of order) assert.deepEqual(shown(prompt, path), shown(cold, path), `answering at once: ${path} ${what}`);
    for (const path of changed) assert.deepEqual(known(prompt, path), known(cold, path), `answering at once: ${path} ${what}`);
  }
  syntax.close();
}
