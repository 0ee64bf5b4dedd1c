import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits } from '../engine/edit/edits.js';
import { flowOf, type FileFacts } from '../engine/facts/facts.js';
import { readPython } from '../engine/facts/python/reader.js';
import { readTypeScript } from '../engine/facts/typescript/reader.js';
import type { Flow } from '../engine/flow/flow.js';
import type { AwaitStep, CallStep, Value } from '../engine/flow/step.js';
import type { Finding, Fix, TextEdit } from '../engine/rule.js';
import { openSession, type Session } from '../engine/session.js';
import { defaultSettings } from '../engine/settings.js';
import { TypeScriptSyntax } from '../engine/syntax/typescript/adapter.js';
import { languageOf, type Span } from '../engine/text.js';
import { slashed } from '../host/files.js';
import { librariesOf } from '../host/libraries.js';
import { rules } from '../rules/index.js';
import { lintedFiles } from './linted-files.js';

/** Breaks right code of real projects, one place at a time, and counts what safe fixes make of it. */
const usage = `Usage: node --import tsx bench/restored.ts FOLDER... [--most N] [--kind KIND]... [--list]

Takes the files of each folder as right, and writes one mistake at a time into the text that the session has (nothing is
written to the folders):

  dropped    the \`await\` of a statement that is \`await f(…)\` and nothing else goes        (floating-promise)
  used       the \`await\` of a call whose result is used goes                              (missing-await)
  together   the calls that \`gather\` or \`Promise.all\` gets are awaited one by one         (await-inside-gather)
  thread     \`await asyncio.to_thread(f, a)\` becomes \`f(a)\`                               (blocking-call)

Then all safe fixes that the file had not before are carried out, as --fix does. Counted are: mistakes; those that a rule
tells of; those with a safe fix; and of these the files whose text is to the letter as the author wrote it.

  --most N     so many mistakes of a kind in each folder at most, spread evenly; 200 by default
  --kind KIND  only this kind; may be repeated
  --list       print what became of each file that is not as the author wrote it, for someone to read
`;

const kinds = ['dropped', 'used', 'together', 'thread'] as const;
type Kind = (typeof kinds)[number];

/** A mistake to be written into a file. */
interface Mistake {
  readonly kind: Kind;
  readonly path: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}

interface Count {
  mistakes: number;
  found: number;
  safe: number;
  restored: number;
}

const { values, positionals } = parseArgs({
  options: { most: { type: 'string', default: '200' }, kind: { type: 'string', multiple: true }, list: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}
const wanted = kinds.filter((kind) => values.kind?.includes(kind) ?? true);
console.log('| project | language | mistake | written | found | with a safe fix | restored |\n|---|---|---|---|---|---|---|');
for (const folder of positionals) measure(slashed(resolve(folder)));

function measure(root: string): void {
  const texts = lintedFiles(root);
  const session = openSession({ root, libraries: librariesOf(root, root, undefined), readText: textOf }, rules, { ...defaultSettings, preset: 'strict' });
  try {
    session.update(texts);
    const sources = factsOf(texts);
    for (const language of ['python', 'typescript'] as const) {
      const mistakes = sources.filter(({ path }) => languageOf(path) === language && session.problems(path).length === 0).flatMap((source) => [...mistakesIn(source)]);
      for (const kind of wanted) {
        const own = mistakes.filter((mistake) => mistake.kind === kind);
        const most = Number(values.most);
        const tried = own.filter((_, i) => own.length <= most || Math.floor((i * most) / own.length) !== Math.floor(((i - 1) * most) / own.length));
        if (tried.length === 0) continue;
        const count: Count = { mistakes: 0, found: 0, safe: 0, restored: 0 };
        for (const mistake of tried) tell(session, root, mistake, count);
        console.log(`| ${basename(root)} | ${language} | ${kind} | ${Object.values(count).join(' | ')} |`);
      }
    }
  } finally {
    session.close();
  }
}

function factsOf(texts: readonly { readonly path: string; readonly text: string }[]): readonly Source[] {
  const python = texts.filter(({ path }) => languageOf(path) === 'python').map(({ path, text }) => ({ path, text, facts: readPython(path, text) }));
  const syntax = new TypeScriptSyntax();
  try {
    const typescript = [...syntax.parse(texts.filter(({ path }) => languageOf(path) === 'typescript'))];
    return [...python, ...typescript.map(({ path, text, tree, problems }) => ({ path, text, facts: readTypeScript(path, text, tree, problems) }))];
  } finally {
    syntax.close();
  }
}

/** Writes one mistake, has it mended, and puts the author's text back. */
function tell(session: Session, root: string, { kind, path, text, edits }: Mistake, count: Count): void {
  const before = session.findings(path);
  const broken = applyEdits(text, edits);
  session.update([{ path, text: broken }]);
  const known = new Set(before.map((finding) => keyOf(finding, (offset) => moved(edits, offset))));
  const fresh = session.findings(path).filter((finding) => !known.has(keyOf(finding, (offset) => offset)));
  const safe = fresh.flatMap(({ fixes }): readonly Fix[] => fixes.filter((fix) => fix.kind === 'safe').slice(0, 1));
  const mended = safe.length === 0 ? broken : applyEdits(broken, session.together(path, safe).edits);
  count.mistakes++;
  if (fresh.length > 0) count.found++;
  if (safe.length > 0) count.safe++;
  if (mended === text) count.restored++;
  else if (safe.length > 0 && values.list) show(kind, relative(root, path), text, broken, mended, fresh);
  session.update([{ path, text }]);
}

/** What makes a finding the same one before and after a mistake, which moves it and may call it by another name. */
function keyOf({ rule, start, fixes }: Finding, at: (offset: number) => number): string {
  return `${rule} ${at(start)} ${fixes.find(({ kind }) => kind === 'safe')?.title ?? ''}`;
}

function moved(edits: readonly TextEdit[], offset: number): number {
  return edits.reduce((at, { start, end, text }) => (end <= offset ? at + text.length - (end - start) : at), offset);
}

function show(kind: Kind, path: string, text: string, broken: string, mended: string, fresh: readonly Finding[]): void {
  const [right, wrong, now] = [text, broken, mended].map((each) => each.split('\n'));
  const first = right!.findIndex((line, i) => line !== now![i]);
  const wrote = (mark: string, lines: readonly string[], others: readonly string[]): string => {
    let end = lines.length;
    while (end > first + 1 && others[others.length - (lines.length - end) - 1] === lines[end - 1]) end--;
    return lines.slice(first, Math.min(end, first + 12)).map((line) => `${mark} ${line}`).join('\n');
  };
  console.log(`=== ${kind} ${path}:${first + 1}: ${fresh.map(({ rule, message }) => `${rule}: ${message}`).join('; ')}`);
  console.log([wrote('author:', right!, now!), wrote('mistake:', wrong!, right!), wrote('mended:', now!, right!)].join('\n'));
}

function* mistakesIn({ path, text, facts }: Source): Iterable<Mistake> {
  for (const fact of facts.functions) {
    const flow = flowOf(facts, fact);
    for (const step of flow) {
      if (step.kind === 'await' && step.of >= 0 && flow.kind(step.of) === 'call' && text.startsWith('await', step.start)) {
        const edits = withoutAwait(text, step);
        const isDropped = [...flow].some((other) => other.kind === 'drop' && other.of === step.index);
        const thread = inPlace(text, flow, step);
        if (thread !== null) yield { kind: 'thread', path, text, edits: thread };
        yield { kind: isDropped ? 'dropped' : 'used', path, text, edits };
      }
      const items = step.kind === 'call' ? calledTogether(text, flow, step) : [];
      if (items.length > 1) yield { kind: 'together', path, text, edits: items.map(({ start }) => ({ start, end: start, text: 'await ' })) };
    }
  }
}

/** Takes an `await` away, and the brackets that only it needs. */
function withoutAwait(text: string, { start, end }: AwaitStep): readonly TextEdit[] {
  const after = start + /^await\s*/.exec(text.slice(start))![0].length;
  const needsBrackets = text[start - 1] === '(' && !/[\w$)\]]/.test(text[start - 2] ?? ' ') && text[end] === ')' && /^[.[?]/.test(text.slice(end + 1));
  return needsBrackets ? [{ start: start - 1, end: after, text: '' }, { start: end, end: end + 1, text: '' }] : [{ start, end: after, text: '' }];
}

/** The calls of a program that are handed on to run together, as items of a list or as arguments. */
function calledTogether(text: string, flow: Flow, call: CallStep): readonly Span[] {
  const callee = text.slice(flow.start(call.callee), flow.end(call.callee));
  const list = /^Promise\.all$/.test(callee) && call.arguments.length === 1 ? flow.step(call.arguments[0]!.value) : undefined;
  const items = /^(asyncio\.)?gather$/.test(callee) ? call.arguments : list?.kind === 'make' ? list.items : [];
  return items.flatMap(({ value, spread, name }) => (flow.kind(value) === 'call' && !spread && name === null ? [flow.step(value)] : []));
}

/** `await asyncio.to_thread(f, a)` becomes `f(a)`, which blocks. */
function inPlace(text: string, flow: Flow, { start, of }: AwaitStep): readonly TextEdit[] | null {
  const call = flow.step(of as Value);
  const first = call.kind === 'call' ? call.arguments[0] : undefined;
  if (call.kind !== 'call' || first === undefined || first.spread || flow.kind(first.value) !== 'read') return null;
  if (!/^asyncio\.to_thread$/.test(text.slice(flow.start(call.callee), flow.end(call.callee)))) return null;
  const f = flow.step(first.value);
  const between = /^\s*,?[ \t]*/.exec(text.slice(f.end))![0].length;
  return [{ start, end: f.start, text: '' }, { start: f.end, end: f.end + between, text: '(' }];
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
