import { parseArgs } from 'node:util';
import type { Level } from '../engine/rule.js';
import { presets, type Preset } from '../engine/settings.js';
import { nearest, suggestion } from '../engine/spelling.js';
import { unusedSuppression } from '../engine/suppressions.js';
import type { Suggestions } from './choice.js';

/**
 * The arguments of the command line: one table of options, from which both parsing and the help text come.
 */
export interface Arguments {
  readonly paths: readonly string[];
  readonly format: Format;
  /** The rules to run alone; empty: all that the settings turn on. */
  readonly rules: readonly string[];
  readonly preset: Preset | undefined;
  readonly level: Level | undefined;
  readonly config: string | undefined;
  /** The fixes that are asked for, to be written or only shown; null for none. */
  readonly fix: FixRequest | null;
  readonly ignore: boolean;
  readonly timing: boolean;
}

export interface FixRequest {
  readonly form: 'write' | 'diff';
  /** What is asked for beyond the safe fixes. */
  readonly suggestions: Suggestions;
}

export type Format = 'text' | 'json' | 'github';

/** What `asynclint why` is asked. */
export interface WhyArguments {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The rules that are asked for. */
  readonly rules: readonly string[];
  /** Whether they were named, rather than all. */
  readonly named: boolean;
  readonly format: 'text' | 'json';
  readonly preset: Preset | undefined;
  readonly level: Level | undefined;
  readonly config: string | undefined;
}

/** What the user asked for, or what is wrong with how they asked. */
export type Request =
  | { readonly form: 'lint'; readonly arguments: Arguments }
  | { readonly form: 'why'; readonly arguments: WhyArguments }
  | { readonly form: 'help'; readonly of: 'lint' | 'why' }
  | { readonly form: 'version' }
  | { readonly form: 'wrong'; readonly message: string };

interface Option {
  readonly name: string;
  readonly short?: string;
  /** The placeholder of its value; absent for a switch. */
  readonly value?: string;
  /** The values it takes, where they are few. */
  readonly of?: readonly string[];
  readonly many?: true;
  readonly help: string;
}

const formats: readonly Format[] = ['text', 'json', 'github'];

const options: readonly Option[] = [
  { name: 'format', value: 'NAME', of: formats, help: 'text (default), json, or github (annotations of a workflow)' },
  { name: 'rule', value: 'ID', many: true, help: 'run only this rule; may be repeated, or several with commas' },
  { name: 'preset', value: 'NAME', of: presets, help: 'recommended (default: errors and warnings), strict (everything), performance (blocking, concurrency, resources), off (only rules that the configuration turns on)' },
  { name: 'level', value: 'LEVEL', of: ['error', 'warning', 'info'], help: 'the least level shown (default: what the preset shows)' },
  { name: 'fix', help: 'apply the safe fixes to the files, then show what is left' },
  { name: 'fix-suggestions', value: 'NAME', many: true, help: 'apply suggested fixes as well, which change what the code does or are one of several cures: those of a rule (its id), those of a title ("Add await"), or all; of several for one finding the first; may be repeated, or several with commas' },
  { name: 'diff', help: 'write nothing: show as a unified diff what --fix, with or without --fix-suggestions, would change' },
  { name: 'config', value: 'FILE', help: 'use this configuration (default: the nearest asynclint.json or asynclint.jsonc upward from the paths)' },
  { name: 'no-ignore', help: 'lint what .gitignore and `exclude` leave out as well' },
  { name: 'timing', help: 'tell on stderr how long each layer took' },
  { name: 'help', short: 'h', help: 'show this text' },
  { name: 'version', short: 'v', help: 'show the version' },
];

/** The options of `asynclint why`. */
const ofWhy: readonly Option[] = options.filter(({ name }) => ['preset', 'level', 'config', 'help'].includes(name));
const whyOptions: readonly Option[] = [{ name: 'format', value: 'NAME', of: ['text', 'json'], help: 'text (default) or json' }, ...ofWhy];

/** Parses arguments (without `node` and the script). Rule ids are checked against the rules there are. */
export function readArguments(args: readonly string[], ruleIds: readonly string[]): Request {
  if (args[0] === 'why') return readWhy(args.slice(1), ruleIds);
  const read = readOptions(args, options);
  if ('form' in read) return read;
  const { given, paths } = read;
  if (given.has('help')) return { form: 'help', of: 'lint' };
  if (given.has('version')) return { form: 'version' };
  const rules = (given.get('rule') ?? []).flatMap((ids) => ids.split(',')).map((id) => id.trim()).filter((id) => id !== '');
  const unknown = rules.find((id) => !ruleIds.includes(id));
  if (unknown !== undefined) return noRule(unknown, ruleIds);
  const suggestions = suggestionsOf(given.get('fix-suggestions') ?? [], ruleIds);
  if ('form' in suggestions) return suggestions;
  if (given.has('diff') && given.has('format')) return wrong('--diff shows a diff, and --format a report: use one of them');
  return {
    form: 'lint',
    arguments: {
      paths: paths.length === 0 ? ['.'] : paths,
      format: (given.get('format')?.[0] ?? 'text') as Format,
      rules,
      ...policyOf(given),
      fix: ['fix', 'fix-suggestions', 'diff'].some((name) => given.has(name)) ? { form: given.has('diff') ? 'diff' : 'write', suggestions } : null,
      ignore: !given.has('no-ignore'),
      timing: given.has('timing'),
    },
  };
}

/** What `--fix-suggestions` names. A title may hold commas; it is told apart once titles are known. */
function suggestionsOf(names: readonly string[], ruleIds: readonly string[]): Suggestions | (Request & { readonly form: 'wrong' }) {
  const known = (name: string): boolean => name === 'all' || ruleIds.includes(name);
  const parts = names.flatMap((name) => name.split(',').map((part) => part.trim()).some(known) ? name.split(',') : [name]).map((name) => name.trim());
  const misspelt = names.flatMap((name) => name.split(',')).map((name) => name.trim()).find((name) => /^[a-z]+(?:-[a-z]+)+$/.test(name) && !known(name));
  if (misspelt !== undefined) return noRule(misspelt, ruleIds);
  return { all: parts.includes('all'), rules: new Set(parts.filter((name) => ruleIds.includes(name))), titles: parts.filter((name) => name !== '' && !known(name)) };
}

/** `why FILE:LINE [RULE …]`; a column, as reports write it, may follow the line. */
function readWhy(args: readonly string[], ruleIds: readonly string[]): Request {
  const read = readOptions(args, whyOptions);
  if ('form' in read) return read;
  const { given, paths: [place, ...named] } = read;
  if (given.has('help')) return { form: 'help', of: 'why' };
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(place ?? '');
  if (match === null) {
    return wrong(place === undefined ? 'why needs a place: asynclint why FILE:LINE [RULE]' : `which line? asynclint why ${place}:LINE [RULE]`);
  }
  const all = ruleIds.filter((id) => id !== unusedSuppression.id);
  const rules = named.flatMap((id) => id.split(',')).map((id) => id.trim()).filter((id) => id !== '');
  const unknown = rules.find((id) => !all.includes(id));
  if (unknown === unusedSuppression.id) return wrong(`\`${unknown}\` tells of comments that silence nothing; of it there is nothing to explain`);
  if (unknown !== undefined) return noRule(unknown, all);
  return {
    form: 'why',
    arguments: {
      path: match[1]!, line: Number(match[2]), rules: rules.length > 0 ? [...new Set(rules)] : all, named: rules.length > 0,
      format: (given.get('format')?.[0] ?? 'text') as 'text' | 'json', ...policyOf(given),
    },
  };
}

/** The options that both forms have. */
function policyOf(given: ReadonlyMap<string, readonly string[]>): Pick<Arguments, 'preset' | 'level' | 'config'> {
  return {
    preset: given.get('preset')?.[0] as Preset | undefined, level: given.get('level')?.[0] as Level | undefined, config: given.get('config')?.[0],
  };
}

function noRule(id: string, ruleIds: readonly string[]): Request & { readonly form: 'wrong' } {
  return wrong(`there is no rule \`${id}\`${suggestion(id, ruleIds) || `; the rules are ${ruleIds.join(', ')}`}`);
}

function readOptions(
  args: readonly string[], options: readonly Option[],
): { readonly given: ReadonlyMap<string, readonly string[]>; readonly paths: readonly string[] } | (Request & { readonly form: 'wrong' }) {
  const given = new Map<string, string[]>();
  const paths: string[] = [];
  const { tokens } = parseArgs({
    args: [...args], strict: false, allowPositionals: true, tokens: true,
    options: Object.fromEntries(options.map(({ name, short, value }) =>
      [name, { type: value === undefined ? 'boolean' as const : 'string' as const, ...(short === undefined ? {} : { short }) }])),
  });
  for (const token of tokens) {
    // `asynclint "$FOLDER"` where nothing is set would lint, and mend, the folder that one happens to be in.
    if (token.kind === 'positional' && token.value === '') return wrong('a path is empty; is a variable not set?');
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) return wrong(`unknown option ${token.rawName}${optionHint(token.rawName, options)}`);
    const problem = valueProblem(option, token.value, token.inlineValue === true);
    if (problem !== undefined) return wrong(problem);
    const value = token.value ?? '';
    given.set(option.name, option.many ? [...given.get(option.name) ?? [], value] : [value]);
  }
  return { given, paths };
}

/** The text of `--help`, for a terminal of 80 columns. */
export function helpText(of: 'lint' | 'why' = 'lint'): string {
  return of === 'why' ? whyHelp() : lintHelp();
}

function rowsOf(options: readonly Option[]): readonly string[] {
  return options.map(({ name, short, value, help }) => {
    const head = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
    return `  ${head.padEnd(22)}${wrap(help, 56).join(`\n${' '.repeat(24)}`)}`;
  });
}

function whyHelp(): string {
  return `asynclint why tells why a rule speaks on a line and at which level, or which
condition keeps it silent there, and what asynclint knows of the calls on it.

Usage: asynclint why [options] FILE:LINE [RULE ...]   (default: all rules)

Options:
${rowsOf(whyOptions).join('\n')}

The project around the file is read as for linting. Exit code: 0 answered, 2 wrong
use, broken configuration, or a failure of asynclint itself.
`;
}

function lintHelp(): string {
  return `asynclint finds the pitfalls of asynchronous code in Python and
TypeScript/JavaScript.

Usage: asynclint [options] [paths]   lint files and folders (default: .)
       asynclint why FILE:LINE       why a rule speaks or is silent there
       asynclint lsp --stdio         serve an editor (a folder lsp or why: ./lsp)

Options:
${rowsOf(options).join('\n')}

Of the given paths findings are shown; the project around them is read as well,
since calls lead from file to file. A folder leaves out what .gitignore names,
dependencies, build output and virtual environments; a file that you name is
always linted. What can't be linted (syntax errors, binary, generated or minified
files, files over 2 MB) is told as a problem and changes no exit code.

Exit code: 0 nothing found, 1 at least one finding shown (of any level; --level
decides what is shown) or, with --diff, something to fix, 2 wrong use, broken
configuration, or a failure of asynclint itself.

Colours: on a terminal; NO_COLOR turns them off, FORCE_COLOR on.
`;
}

function wrong(message: string): Request & { readonly form: 'wrong' } {
  return { form: 'wrong', message };
}

function valueProblem(option: Option, value: string | undefined, inline: boolean): string | undefined {
  const { name, of } = option;
  if (option.value === undefined) return value === undefined ? undefined : `--${name} takes no value`;
  if (value === undefined || value === '' || (!inline && value.startsWith('-'))) return `--${name} needs a value: --${name} ${of?.join('|') ?? option.value}`;
  if (of !== undefined && !of.includes(value)) return `--${name} is one of ${of.join(', ')}, not \`${value}\`${suggestion(value, of)}`;
  return undefined;
}

function optionHint(rawName: string, options: readonly Option[]): string {
  const name = nearest(rawName.replace(/^-+/, ''), options.map((option) => option.name));
  return name === undefined ? '; `asynclint --help` shows all' : `; did you mean --${name}?`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]!;
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
