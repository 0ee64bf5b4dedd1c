import { resolve } from 'node:path';
import type { Explanation } from '../engine/why/explanation.js';
import { languageOf, lineStartsOf } from '../engine/text.js';
import type { WhyArguments } from './arguments.js';
import { leftOut, slashed, statsOf } from '../host/files.js';
import { find, readAll, type FoundProject } from './project.js';
import { Places } from './report.js';
import { fill, open, type Surroundings } from './run.js';

/**
 * `asynclint why FILE:LINE [RULE]`: reads the project around the file as a run does, and asks the session to explain one
 * line. What is printed is the reporter's business (`reporters/why.ts`).
 */
export interface Answer {
  readonly version: string;
  /** Absolute, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The text of the line. */
  readonly code: string;
  /** Why the file is not linted, or null. */
  readonly notLinted: string | null;
  /** Why it is linted only where it is named itself, or null. */
  readonly onlyNamed: string | null;
  /** Null where the file is not linted. */
  readonly explanation: Explanation | null;
  /** Whether rules were named, rather than all asked for. */
  readonly named: boolean;
  readonly places: Places;
}

/** Thrown for a place that is none: a folder, a line that the file does not have. */
export class WrongPlace extends Error {}

/**
 * Explains.
 * @throws MissingPath, WrongPlace and BrokenConfiguration, for wrong use
 */
export function why(args: WhyArguments, around: Surroundings): Answer {
  const file = resolve(around.cwd, args.path);
  if (statsOf(file).isDirectory()) throw new WrongPlace(`${args.path} is a folder; name a file and a line: asynclint why FILE:LINE [RULE]`);
  const path = slashed(file);
  around.progress.tell('Looking for files');
  const asked = { paths: [file], config: args.config, preset: args.preset, level: args.level, rules: [], ignore: true };
  const project = find(asked, around);
  const read = readAll(project, around.progress);
  const text = read.sources.get(path)?.text;
  const answer = {
    version: around.version, path, line: args.line, code: text === undefined ? '' : lineOf(text, args), named: args.named,
    notLinted: read.targets.includes(path) ? null : read.problems.find((problem) => problem.path === path)?.message ?? 'it can\'t be read',
    onlyNamed: languageOf(path) === undefined ? null : whyOnlyNamed(project, file),
  };
  if (answer.notLinted !== null) return { ...answer, explanation: null, places: new Places(around.cwd, () => undefined) };
  const session = open(project, around);
  try {
    fill(session, read, around.progress);
    const explanation = session.explain(path, args.line - 1, args.rules) ?? null;
    const texts = new Map(session.paths().map((each) => [each, session.text(each)]));
    return { ...answer, explanation, places: new Places(around.cwd, (each) => texts.get(each)) };
  } finally {
    session.close();
  }
}

/** The text of the line that is asked for, without its end. */
function lineOf(text: string, { path, line }: WhyArguments): string {
  const starts = lineStartsOf(text);
  // What ends with a line's end has no line after it.
  const count = starts.length > 1 && starts.at(-1) === text.length ? starts.length - 1 : starts.length;
  if (line < 1 || line > count) throw new WrongPlace(`${path} has ${count} ${count === 1 ? 'line' : 'lines'}, and no line ${line}`);
  return text.slice(starts[line - 1]!, starts[line] ?? text.length).replace(/[\r\n]+$/, '');
}

function whyOnlyNamed({ base, top, exclude, root }: FoundProject, file: string): string | null {
  return leftOut(root ?? base, file, { exclude, ignore: true, top, most: Number.POSITIVE_INFINITY });
}
