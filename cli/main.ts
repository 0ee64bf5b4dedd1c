import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { openSession } from '../engine/session.js';
import { rules } from '../rules/index.js';
import { helpText, readArguments, type Arguments, type WhyArguments } from './arguments.js';
import { diffAsText, diffInBytes, isPatchable } from './diff.js';
import { BrokenConfiguration } from '../host/configuration.js';
import { MissingPath } from '../host/files.js';
import { Progress } from './progress.js';
import { github } from './reporters/github.js';
import { json } from './reporters/json.js';
import { printable } from './reporters/frame.js';
import { fixedSentence, text } from './reporters/text.js';
import { nearest } from '../engine/spelling.js';
import { ruleIds } from './project.js';
import { whyJson, whyText } from './reporters/why.js';
import { run, type Run } from './run.js';
import { why, WrongPlace } from './why.js';

/**
 * The door to the terminal: `asynclint [paths]`. This room knows arguments, files, exit codes and how findings look on a
 * terminal, and nothing of languages or rules. The way through it: `arguments.ts` reads what is wanted, `run.ts` finds
 * the project, its files and their texts (the room `host/`), asks the session, and applies fixes (`fix.ts`); a reporter
 * of `reporters/` turns the report into text.
 *
 * Exit codes: 0 nothing found, 1 findings, 2 wrong use, broken configuration or a failure of asynclint itself.
 */
const exitCodes = { clean: 0, findings: 1, failure: 2 } as const;

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`asynclint | head`) is no failure; what else can't be written is one.
    if (error.code !== 'EPIPE') process.exit(exitCodes.failure);
  });
}

process.exitCode = main(process.argv.slice(2));

/**
 * The folder that the command was given in.
 * @throws MissingPath where that is gone.
 */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new MissingPath('the folder you are in is gone');
  }
}

function main(argv: readonly string[]): number {
  const request = readArguments(argv, ruleIds(rules));
  switch (request.form) {
    case 'help':
      process.stdout.write(helpText(request.of));
      return exitCodes.clean;
    case 'version':
      process.stdout.write(`asynclint ${version}\n`);
      return exitCodes.clean;
    case 'wrong': return refuse(request.message);
    case 'lint': return lint(request.arguments);
    case 'why': return explain(request.arguments);
  }
}

function lint(args: Arguments): number {
  const progress = progressOnTerminal();
  try {
    const result = run(args, { cwd: workingFolder(), version, rules, openSession, progress });
    progress.clear();
    if (args.fix?.form === 'diff') showDiff(result);
    else process.stdout.write(printed(result, args));
    for (const title of result.titles.unmet) process.stderr.write(`asynclint: ${printable(noSuchFix(title, result.titles.offered))}\n`);
    const { files, problems, skipped } = result.report.summary;
    if (files + problems + skipped === 0) process.stderr.write('asynclint: there are no files of Python, TypeScript or JavaScript in the given paths\n');
    if (args.timing) process.stderr.write(timing(result.measures));
    if (result.failed) return exitCodes.failure;
    if (args.fix?.form === 'diff') return result.changes.length > 0 ? exitCodes.findings : exitCodes.clean;
    return result.report.findings.length > 0 ? exitCodes.findings : exitCodes.clean;
  } catch (error) {
    progress.clear();
    return failed(error);
  }
}

/** The diff alone goes to stdout, where it may be piped on; what else there is to say goes to stderr. */
function showDiff({ changes, report: { problems, places, summary } }: Run): void {
  const colors = pc.createColors(colored());
  process.stdout.write(process.stdout.isTTY ? diffAsText(changes, colors) : diffInBytes(changes.filter(isPatchable), colors));
  const told = problems.filter(({ quiet }) => !quiet).map((problem) => `${places.shown(problem.path)}: ${places.told(problem)}`);
  const left = process.stdout.isTTY ? [] : changes.filter((change) => !isPatchable(change)).map(({ path }) => `${path}: not in the diff, since no patch can change a file in UTF-16; --fix can`);
  for (const line of [...told, ...left]) process.stderr.write(`asynclint: ${printable(line)}\n`);
  process.stderr.write(summary.fixed === 0 ? 'Nothing to fix.\n' : `${fixedSentence(summary, 'Would fix')}\n`);
}

function noSuchFix(title: string, offered: readonly string[]): string {
  const near = nearest(title, offered);
  const rest = near !== undefined ? `did you mean "${near}"?`
    : offered.length === 0 ? 'there are no fixes at all' : `there are ${offered.slice(0, 12).map((each) => `"${each}"`).join(', ')}${offered.length > 12 ? ' and others' : ''}`;
  return `no finding here has a fix titled "${title}"; ${rest}`;
}

function explain(args: WhyArguments): number {
  const progress = progressOnTerminal();
  try {
    const answer = why(args, { cwd: workingFolder(), version, rules, openSession, progress });
    progress.clear();
    process.stdout.write(args.format === 'json' ? whyJson(answer) : whyText(answer, pc.createColors(colored())));
    return exitCodes.clean;
  } catch (error) {
    progress.clear();
    return failed(error);
  }
}

function progressOnTerminal(): Progress {
  return new Progress(process.stderr, process.stderr.isTTY === true && process.env['TERM'] !== 'dumb', () => performance.now());
}

function failed(error: unknown): number {
  if (error instanceof MissingPath || error instanceof BrokenConfiguration || error instanceof WrongPlace) return refuse(error.message);
  return refuse(`asynclint failed (please report this): ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
}

function printed({ report, repairs }: Run, { format }: Arguments): string {
  switch (format) {
    case 'json': return json(report);
    case 'github': return github(report, process.env['GITHUB_WORKSPACE'] || report.places.cwd);
    case 'text': return text(report, repairs, pc.createColors(colored()), process.stdout.columns ?? 120);
  }
}

/** NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org), else whether anybody sees it. */
function colored(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return process.stdout.isTTY === true && TERM !== 'dumb';
}

function timing(measures: Readonly<Record<string, number>>): string {
  const width = Math.max(...Object.keys(measures).map((name) => name.length));
  return Object.entries(measures).map(([name, n]) => `${name.padEnd(width)}  ${Number.isInteger(n) ? n : n.toFixed(1)}\n`).join('');
}

function refuse(message: string): number {
  process.stderr.write(message.split('\n').map((line) => `asynclint: ${line}\n`).join(''));
  return exitCodes.failure;
}
