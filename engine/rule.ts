import type { Span, Language } from './text.js';
import type { Value } from './flow/step.js';
import type { FileUnit, FunctionUnit } from './project/unit.js';
import type { Project } from './project/project.js';

/**
 * A rule is a value and a pure function: `check(file, project)` yields findings, and silences for those who ask why there
 * is none. It knows nothing of editors, terminals, settings or suppressions; policy comes after, in one place.
 */

/** error: wrong today. warning: slow, leaks or fails under load. info: likely, a fact is missing. */
export type Level = 'error' | 'warning' | 'info';

export type FixKind = 'safe' | 'suggestion';

/** A replacement of text in one file; `start === end` inserts. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A cure on offer. All edits are of the finding's own file; they do not overlap. */
export interface Fix {
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly TextEdit[];
  /** Its edits without those that take away what it leaves unused, where there are such: what is used at last only all fixes together tell. */
  readonly own?: readonly TextEdit[];
}

/**
 * A place that a finding points to, without a position: a step of a function, looked up when the finding is shown, so
 * that an edit elsewhere in that file moves nothing here.
 */
export interface StepPlace {
  readonly path: string;
  /** The function's qualified name with its number among equals (`Service.load`, `load#1`). */
  readonly function: string;
  /** The callee as written, and which of the calls of that name within the function it is; null for the function's name itself. */
  readonly call: { readonly callee: string; readonly occurrence: number } | null;
}

export interface Related {
  readonly place: StepPlace;
  readonly message: string;
}

/** What a rule yields. Message texts come from the rule's `messages`, with `{name}` replaced by `data.name`. */
export interface RuleFinding {
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Absent: the rule's own level. */
  readonly level?: Level;
  /** A key of the rule's `reasons`: why the level is lower than the rule's own, where the message does not say it. */
  readonly lowered?: string;
  readonly span: Span;
  readonly related?: readonly Related[];
  /** The cures on offer, the most likely first. Asked for only where the finding is shown, and at once: it may ask the project. */
  readonly fixes?: () => readonly Fix[];
}

/**
 * A candidate that a rule examined and let go, for those who ask why it is silent. It costs a run nothing but itself:
 * what is shown of it is worked out only for `asynclint why`. In the text of its reason `{callee}` stands for the callee
 * of the step `at`, and `{unknown}` for what keeps it from being known.
 */
export interface Silence {
  /** A key of the rule's `reasons`. */
  readonly silent: string;
  readonly fn: FunctionUnit;
  /** The step that was examined: a call, or a region such as a loop. */
  readonly at: Value;
  readonly data?: Readonly<Record<string, string>>;
}

export interface Message {
  /** What is wrong here. */
  readonly text: string;
  /** What to do. */
  readonly help: string;
}

export interface Rule {
  readonly id: string;
  /** One sentence, in the user's words, for tables and hovers. */
  readonly summary: string;
  readonly family: 'lost-work' | 'blocking' | 'shape' | 'time' | 'errors' | 'state' | 'resources' | 'protocol';
  readonly languages: readonly Language[];
  readonly level: Level;
  /** The kinds of fixes it may offer. */
  readonly fixes: readonly FixKind[];
  /** The version of asynclint that brought it. */
  readonly since: string;
  /** Rules of other tools that find the same; their suppressions are honoured: `RUF006`, `@typescript-eslint/no-floating-promises`. */
  readonly related: readonly string[];
  /** The snippets that avoid the pitfall, by prefix, the most likely first; absent where there is none. Its page links them. */
  readonly snippets?: readonly string[];
  readonly messages: Readonly<Record<string, Message>>;
  /**
   * The messages of which no other file of the project refutes an error or a warning: the language or a library says all that
   * they rest on. An editor shows these before it has read the project.
   */
  readonly early?: readonly string[];
  /** What it looks at, to complete "It examines …". */
  readonly examines: string;
  /** Why a candidate is let go, or told at a lower level: one sentence each, without a full stop, that names the fact. */
  readonly reasons: Readonly<Record<string, string>>;
  check(file: FileUnit, project: Project): Iterable<RuleFinding | Silence>;
  /** Further silences that cost a search of their own: asked for only when somebody wants to know why. */
  silences?(file: FileUnit, project: Project): Iterable<Silence>;
}

/** A finding as doors show it: the text filled in, places looked up. */
export interface Finding extends Span {
  readonly path: string;
  readonly rule: string;
  readonly messageId: string;
  readonly level: Level;
  readonly message: string;
  readonly help: string;
  readonly related: readonly (Span & { readonly path: string; readonly message: string })[];
  readonly fixes: readonly Fix[];
}
