import { parseTree, findNodeAtLocation, getNodeValue, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Library } from './knowledge/knowledge.js';
import type { Level, Rule } from './rule.js';
import type { Language } from './text.js';
import { settingsSchema, validate, type SettingsProblem } from './settings-schema.js';

/**
 * Settings are what a user decided, from asynclint.json[c], the command line or the editor, after validation. This
 * room holds their form, their defaults, what they mean for a finding (`levelOf`), and how they are read from the text of
 * a configuration file; reading files is the host's.
 */
export type Preset = 'recommended' | 'strict' | 'performance' | 'off';

export interface Settings {
  readonly preset: Preset;
  /** Levels by rule id; `off` silences a rule. */
  readonly rules: Readonly<Record<string, Level | 'off'>>;
  /** Patterns in the form of .gitignore, relative to the configuration's folder. */
  readonly exclude: readonly string[];
  /** The user's own knowledge of libraries. */
  readonly knowledge: readonly Library[];
  /** The folder of the virtual environment, relative to the configuration's. Absent: the host looks for one. */
  readonly environment?: string;
  /** The least versions of Python and Node that the code has to run on, or ranges of them. */
  readonly versions?: Partial<Readonly<Record<Language, string>>>;
  /** The only rules to run (`--rule`); they are on even where the preset or `rules` has them off. Absent: all. */
  readonly only?: readonly string[];
  /** The least level shown (`--level`). Absent: what the preset shows. */
  readonly level?: Level;
}

export const defaultSettings: Settings = { preset: 'recommended', rules: {}, exclude: [], knowledge: [] };

/** Levels from the least to the gravest. */
export const levels: readonly Level[] = ['info', 'warning', 'error'];

export const presets: readonly Preset[] = ['recommended', 'strict', 'performance', 'off'];

/** The least level that a preset shows. */
const leastLevel: Readonly<Record<Preset, Level>> = { recommended: 'warning', strict: 'info', performance: 'info', off: 'warning' };

/** The families that the preset `performance` consists of. */
const performanceFamilies: readonly Rule['family'][] = ['blocking', 'shape', 'resources'];

/** What policy needs to know of a rule. */
export type RulePolicy = Pick<Rule, 'id' | 'family' | 'level'>;

/**
 * The level under which a finding is shown, or null where it is not shown.
 *
 * - `recommended` shows errors and warnings of all rules; `strict` shows everything; `performance` shows everything of the
 *   families blocking, shape and resources; `off` shows only rules that `rules` turns on.
 * - A level given to a rule becomes the level of its findings. Findings of level info, where a fact is missing, are not
 *   raised by it, except of rules that are info by nature; `info` lowers all of a rule's findings and shows them.
 * - `level` is the least level shown, after all that.
 *
 * @param level the level that the rule gave this finding.
 */
export function levelOf(rule: RulePolicy, level: Level, settings: Settings): Level | null {
  const given = Object.hasOwn(settings.rules, rule.id) ? settings.rules[rule.id]! : undefined;
  if (!isOn(rule, given, settings)) return null;
  if (given === undefined || given === 'off') return shown(level, settings.level ?? leastLevel[settings.preset]);
  const doubtful = level === 'info' && rule.level !== 'info';
  return shown(doubtful ? 'info' : given, settings.level ?? (given === 'info' ? 'info' : leastLevel[settings.preset]));
}

/** Whether any finding of the rule can be shown: a rule of which this is false need not run. */
export function mayShow(rule: RulePolicy, settings: Settings): boolean {
  return levels.some((level) => levelOf(rule, level, settings) !== null);
}

/** Why a finding of a level is not shown, one sentence without a full stop; null where it is. */
export function whyHidden(rule: RulePolicy, level: Level, settings: Settings): string | null {
  if (levelOf(rule, level, settings) !== null) return null;
  const given = Object.hasOwn(settings.rules, rule.id) ? settings.rules[rule.id]! : undefined;
  if (settings.only === undefined && given === 'off') return 'the configuration turns this rule off';
  if (!isOn(rule, given, settings)) return settings.only !== undefined ? 'only other rules are asked for' : `the preset \`${settings.preset}\` leaves this rule out`;
  if (settings.level !== undefined) return `level ${level} is below \`--level ${settings.level}\``;
  return `the preset \`${settings.preset}\` shows nothing below level ${leastLevel[settings.preset]}`;
}

function isOn(rule: RulePolicy, given: Level | 'off' | undefined, settings: Settings): boolean {
  if (settings.only !== undefined) return settings.only.includes(rule.id);
  if (given !== undefined) return given !== 'off';
  switch (settings.preset) {
    case 'recommended':
    case 'strict': return true;
    case 'performance': return performanceFamilies.includes(rule.family);
    case 'off': return false;
  }
}

function shown(level: Level, least: Level): Level | null {
  return levels.indexOf(level) >= levels.indexOf(least) ? level : null;
}

/**
 * Reads the text of a configuration file: JSON with comments and trailing commas.
 *
 * Never fails: what is wrong is told in `problems` (spans in the text), and the settings hold whatever was right, with
 * defaults for the rest (for everything where the text is no JSON). The command line refuses a configuration with problems, the editor goes on.
 *
 * @param ruleIds the ids that may stand in `rules`.
 */
export function readSettings(
  text: string, ruleIds: readonly string[],
): { readonly settings: Settings; readonly problems: readonly SettingsProblem[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const problems: SettingsProblem[] = errors.map(({ error, offset, length }) => ({
    start: offset, end: offset + length, message: `this is not JSON: ${sentences[printParseErrorCode(error)] ?? printParseErrorCode(error)}`,
  }));
  if (root === undefined || errors.length > 0) {
    if (problems.length === 0) problems.push({ start: 0, end: 0, message: 'the file is empty; write `{}` for the defaults' });
    return { settings: defaultSettings, problems };
  }
  problems.push(...validate(root, settingsSchema(ruleIds.map((id) => ({ id, summary: '' })))));
  return { settings: settingsOf(root, problems), problems };
}

/** What jsonc-parser calls its errors, in words. */
const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a name or symbol that JSON does not have (strings stand in double quotes)',
  InvalidNumberFormat: 'a number is malformed',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'text follows after the end',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number breaks off',
  InvalidUnicode: 'a Unicode escape is malformed',
  InvalidEscapeCharacter: 'an escape in a string is not known to JSON',
  InvalidCharacter: 'a character that may not stand in a string (tab or control character)',
};

/** What a user's own library need not say. */
const ownLibrary: Pick<Library, 'package' | 'versions' | 'source'> = { package: '', versions: '*', source: 'asynclint.json' };

/** The settings that the sound parts of a configuration hold. */
function settingsOf(root: Node, problems: readonly SettingsProblem[]): Settings {
  const sound = (node: Node): boolean => !problems.some((p) => p.start >= node.offset && p.end <= node.offset + node.length);
  const preset = findNodeAtLocation(root, ['preset']);
  const items = (key: string, type: Node['type']): readonly Node[] => {
    const node = findNodeAtLocation(root, [key]);
    return node?.type === type ? node.children!.filter(sound) : [];
  };
  const text = (...path: readonly string[]): string | undefined => {
    const node = findNodeAtLocation(root, [...path]);
    return node !== undefined && sound(node) ? node.value as string : undefined;
  };
  const environment = text('python', 'environment');
  const python = text('python', 'version');
  const node = text('node', 'version');
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(python === undefined && node === undefined ? {} : {
      versions: { ...(python === undefined ? {} : { python }), ...(node === undefined ? {} : { typescript: node }) },
    }),
    preset: preset !== undefined && sound(preset) ? preset.value as Preset : defaultSettings.preset,
    rules: Object.fromEntries(items('rules', 'object').map(({ children }) => [children![0]!.value, children![1]!.value])) as Settings['rules'],
    exclude: items('exclude', 'array').map((node) => node.value as string),
    knowledge: items('knowledge', 'array').map((node) => ({ ...ownLibrary, ...getNodeValue(node) as Omit<Library, keyof typeof ownLibrary> })),
  };
}
