import type { CallStep, Value } from '../../engine/flow/step.js';

/** Why something keeps a loop silent: a key of the rule's reasons, and the call that shows it, or the loop itself. */
export interface Quiet {
  readonly silent: string;
  readonly at: Value;
}

/** What becomes of a loop. `unknown` is the fact that is missing, in words for the message; null where all is proved. */
export type Verdict = Quiet | { readonly call: CallStep; readonly unknown: string | null };
