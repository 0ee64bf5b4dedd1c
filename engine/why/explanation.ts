import type { Finding, Level, Rule } from '../rule.js';
import type { Span } from '../text.js';

/**
 * What asynclint has to say of one line to somebody who asks why it speaks, or why it is silent. Sentences are without
 * a full stop; lines and offsets are those of the file's text.
 */
export interface Explanation {
  /** What the parser could not read, in the file. */
  readonly problems: readonly (Span & { readonly message: string })[];
  /** One for each rule that was asked for. */
  readonly rules: readonly RuleExplanation[];
  /** The innermost function on the line that holds a call, else the one around its end; `name` is '' for the module. */
  readonly function: { readonly name: string; readonly contexts: readonly ExplainedFact[] };
  /** The calls that begin on the line, in order of evaluation. */
  readonly calls: readonly ExplainedCall[];
}

export interface RuleExplanation {
  readonly rule: string;
  readonly level: Level;
  /** Why nothing of the rule is shown in this file, or null. */
  readonly off: string | null;
  /** What it examines, to complete "It examines …". */
  readonly examines: string;
  readonly findings: readonly ExplainedFinding[];
  readonly silences: readonly ExplainedSilence[];
}

export interface ExplainedFinding {
  /** At the level at which it is or would be shown. */
  readonly finding: Finding;
  /** Why it is not shown, or null where it is. */
  readonly hidden: string | null;
  /** Why its level is lower than the rule's own, where the message does not say it; or null. */
  readonly lowered: Reason | null;
}

/** A reason of a rule, by its key, in words. */
export interface Reason {
  readonly id: string;
  readonly text: string;
}

export interface ExplainedSilence extends Span {
  /** What was examined, as it is written: a callee, `this loop`, `this statement`. */
  readonly subject: string;
  readonly reason: Reason;
}

/** A fact of a call or function. */
export interface ExplainedFact {
  readonly about: 'reaches' | 'yields' | 'blocks' | 'io' | 'writes' | 'timeout' | 'runs';
  readonly text: string;
  /** Places that show it. */
  readonly places: readonly (Span & { readonly path: string; readonly message: string })[];
}

export interface ExplainedCall extends Span {
  /** The callee as it is written. */
  readonly callee: string;
  readonly facts: readonly ExplainedFact[];
}

/** What there is to say to somebody who points at an offset of a file. */
export interface Description {
  /** The findings whose span holds the offset, as they are shown. */
  readonly findings: readonly DescribedFinding[];
  /** The call there, where something sure is known of it. */
  readonly call: DescribedCall | null;
}

export interface DescribedFinding {
  readonly finding: Finding;
  /** The rule in one sentence, and what it is about; null for what no rule has found. */
  readonly rule: Pick<Rule, 'summary' | 'family'> | null;
  /** Why its level is lower than the rule's own, without a full stop, where the message does not say it; or null. */
  readonly lowered: string | null;
}

/** A call, and the span that was pointed at: its callee or its `await`. */
export interface DescribedCall extends Span {
  readonly callee: string;
  readonly facts: readonly ExplainedFact[];
}
