import type { MadeAsync } from '../engine/edit/make-async.js';

/** What several rules call a cure alike. */

/** Which functions become async, and how many callers wait for them now. */
export function asyncTitle({ functions, calls, uncalled }: MadeAsync): string {
  const names = functions.map(({ fact }) => (fact.name === '' ? 'the function' : `\`${fact.name}\``));
  const listed = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
  const callers = uncalled ? ' (no caller is known)' : calls === 0 ? '' : calls === 1 ? ', in 1 caller too' : `, in ${calls} callers too`;
  return `Make ${listed} async and await${callers}`;
}
