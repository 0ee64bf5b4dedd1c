import { levels, type Settings } from '../engine/settings.js';
import { suggestion } from '../engine/spelling.js';
import { languageOf } from '../engine/text.js';
import type { Level, Rule } from '../engine/rule.js';

/**
 * What a user has set in the editor, under `asynclint`, for one folder or for what lies in none. It goes over the
 * project's asynclint.json, which holds for everybody who works on it.
 */
export interface EditorSettings {
  readonly enable: boolean;
  /** Whether findings follow the text as it is typed, or as it was last saved. */
  readonly run: 'onType' | 'onSave';
  readonly rules: Readonly<Record<string, Level | 'off'>>;
  /** Patterns in the form of .gitignore, relative to the folder. */
  readonly exclude: readonly string[];
  /** Whether documents that were never saved are linted. */
  readonly untitled: boolean;
  readonly silenceReportedBy: readonly Linter[];
  /** The virtual environment, absolute or relative to the folder; empty where the project is to say. */
  readonly environment: string;
}

/** Linters that a user may have beside this one. */
export type Linter = 'ruff' | 'eslint';

export const defaultEditorSettings: EditorSettings = {
  enable: true, run: 'onType', rules: {}, exclude: [], untitled: true, silenceReportedBy: [], environment: '',
};

const runs: readonly EditorSettings['run'][] = ['onType', 'onSave'];
const linters: readonly Linter[] = ['ruff', 'eslint'];

/**
 * Reads what the editor holds under `asynclint`. What is wrong is told, one sentence each, and the default holds for it;
 * keys that are the extension's alone are passed over.
 * @param value as the client sent it; null and undefined where nothing is set.
 * @param ruleIds the ids that may stand in `rules`.
 */
export function readEditorSettings(value: unknown, ruleIds: readonly string[]): { readonly settings: EditorSettings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = isRecord(value) ? value : {};
  if (value !== null && value !== undefined && !isRecord(value)) problems.push(`\`asynclint\` in the editor's settings is ${shown(value)}; it has to be an object`);

  function read<T>(holder: Readonly<Record<string, unknown>>, key: string, name: string, otherwise: T, expected: string, fits: (value: unknown) => boolean): T {
    const found = holder[key];
    if (found === undefined || found === null) return otherwise;
    if (fits(found)) return found as T;
    problems.push(`the setting \`asynclint.${name}\` is ${shown(found)}; it has to be ${expected}`);
    return otherwise;
  }
  const { enable, run, exclude, untitled, silenceReportedBy, environment } = defaultEditorSettings;
  const isText = (one: unknown): boolean => typeof one === 'string';
  const isFlag = (one: unknown): boolean => typeof one === 'boolean';
  const python = read<Record<string, unknown>>(given, 'python', 'python', {}, 'an object', isRecord);
  return {
    settings: {
      enable: read(given, 'enable', 'enable', enable, 'true or false', isFlag),
      run: read(given, 'run', 'run', run, '"onType" or "onSave"', (one) => runs.some((known) => known === one)),
      rules: readRules(read(given, 'rules', 'rules', {}, 'an object of levels by rule', isRecord), ruleIds, problems),
      exclude: read(given, 'exclude', 'exclude', exclude, 'a list of patterns', (one) => Array.isArray(one) && one.every(isText)),
      untitled: read(given, 'untitled', 'untitled', untitled, 'true or false', isFlag),
      silenceReportedBy: read(given, 'silenceReportedBy', 'silenceReportedBy', silenceReportedBy, 'a list of "ruff" and "eslint"',
        (one) => Array.isArray(one) && one.every((name) => linters.some((known) => known === name))),
      environment: read(python, 'environment', 'python.environment', environment, 'the path of a folder', isText),
    },
    problems,
  };
}

/** The settings of a folder's session: the project's, and the editor's over them. */
export function overlaid(settings: Settings, editor: EditorSettings, root: string): Settings {
  const { environment } = editor;
  const isAbsolute = /^(?:\/|[A-Za-z]:|\\)/.test(environment);
  return {
    ...settings,
    rules: { ...settings.rules, ...editor.rules },
    ...(environment === '' ? {} : { environment: isAbsolute ? environment : `${root}/${environment}` }),
  };
}

/**
 * Whether a finding of a rule is left to another linter: one that the user has named, that reads files like this, and that
 * has a relative of the rule. Ruff reads Python, ESLint the others.
 */
export function isReportedBy(others: readonly Linter[], rule: Pick<Rule, 'related'>, path: string): boolean {
  switch (languageOf(path)) {
    case 'python': return others.includes('ruff') && rule.related.some((name) => ofRuff.test(name));
    case 'typescript': return others.includes('eslint') && rule.related.some((name) => !ofRuff.test(name) && !ofTypeChecker.test(name));
    case undefined: return false;
  }
}

/** The form of a code of Ruff: `RUF006`. */
const ofRuff = /^[A-Z]+[0-9]+$/;

/** Rules of Pyright (`reportUnusedCoroutine`) and of mypy, which have no common form. */
const ofTypeChecker = /^(?:report[A-Z]\w*|unused-coroutine)$/;

function readRules(given: Readonly<Record<string, unknown>>, ids: readonly string[], problems: string[]): EditorSettings['rules'] {
  const rules: Record<string, Level | 'off'> = {};
  for (const [id, level] of Object.entries(given)) {
    if (!ids.includes(id)) {
      problems.push(`\`asynclint.rules\` in the editor's settings names \`${id}\`, and there is no such rule${suggestion(id, ids)}`);
    } else if (level !== 'off' && !levels.some((known) => known === level)) {
      problems.push(`\`asynclint.rules\` in the editor's settings gives \`${id}\` the level ${shown(level)}; it has to be "error", "warning", "info" or "off"`);
    } else {
      rules[id] = level as Level | 'off';
    }
  }
  return rules;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
