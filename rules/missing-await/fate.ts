import type { Value } from '../../engine/flow/step.js';

/** What a place does with a value that it gets. */
export type Fate =
  /**
   * It uses an awaitable as if it were the result. `certain`: that fails or is wrong whoever else gets the value;
   * otherwise it is an error only where nobody else takes the value.
   */
  | { readonly form: 'misuse'; readonly certain: boolean; readonly use: Use; readonly at: Value }
  /** It awaits the value, or gives it to something that does. */
  | { readonly form: 'awaited' }
  /** It hands the value on to where it can't be followed. */
  | { readonly form: 'handed' }
  /** It asks what kind of value this is: whoever asks knows of both kinds. */
  | { readonly form: 'examined' }
  /** It asks only whether there is a value. */
  | { readonly form: 'harmless' }
  /** It is kept in a variable of this name that nobody reads. */
  | { readonly form: 'unread'; readonly name: string };

/** How a value is used as if it were a result; a phrase that a message completes, or a test. */
export type Use = { readonly form: 'tested' } | { readonly form: 'used'; readonly what: string };

export const awaited: Fate = { form: 'awaited' };
export const handed: Fate = { form: 'handed' };
export const examined: Fate = { form: 'examined' };
export const harmless: Fate = { form: 'harmless' };

/** A use that is wrong whatever else happens to the value. */
export function certain(at: Value, what: string): Fate {
  return { form: 'misuse', certain: true, use: { form: 'used', what }, at };
}

/** A use that is wrong where nobody else takes the value. */
export function alone(at: Value, what: string): Fate {
  return { form: 'misuse', certain: false, use: { form: 'used', what }, at };
}

export function tested(at: Value): Fate {
  return { form: 'misuse', certain: false, use: { form: 'tested' }, at };
}
