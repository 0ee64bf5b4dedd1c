import type { Level } from './rule.js';
import type { Library } from './knowledge/knowledge.js';

/**
 * Settings are what a user decided, from asynclint.json[c], the command line or the editor, after validation. This
 * room holds their form, their defaults and the validation of a parsed configuration; reading files is the host's.
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
}

export const defaultSettings: Settings = { preset: 'recommended', rules: {}, exclude: [], knowledge: [] };
