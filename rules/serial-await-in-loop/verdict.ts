import type { CallStep } from '../../engine/flow/step.js';

/** What becomes of a loop. `unknown` is the fact that is missing, in words for the message; null where all is proved. */
export type Verdict =
  | { readonly answer: 'silent' }
  | { readonly answer: 'found'; readonly call: CallStep; readonly unknown: string | null };

export const silent: Verdict = { answer: 'silent' };
