/**
 * What the suite inside VS Code tells the runner outside: lines of JSON in a file, one for each test as it ends and one
 * at the very end. A host's exit code alone proves little; this proves that tests ran, and that all of them did.
 */
export type Entry =
  | { readonly kind: 'test'; readonly title: readonly string[]; readonly ms: number; readonly error?: string }
  /** Something that a test measured, for people to read. */
  | { readonly kind: 'measured'; readonly text: string }
  | { readonly kind: 'finished'; readonly tests: number };

/** The variable of the environment that names the file. */
export const recordVariable = 'ASYNCLINT_TEST_RECORD';

/** The variable of the environment that may hold a pattern of titles, to run these tests alone. */
export const onlyVariable = 'ASYNCLINT_TEST_ONLY';

/** How a host ended: its exit code, or why there is none. */
export type Exit = number | string;

export function readRecord(text: string): readonly Entry[] {
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Entry);
}

/** Why a run is not green, one sentence each; empty where every test passed, there was one, and the host ended well. */
export function objections(exit: Exit, entries: readonly Entry[]): readonly string[] {
  const tests = entries.filter((entry) => entry.kind === 'test');
  const finished = entries.findLast((entry) => entry.kind === 'finished');
  const wrong = tests.flatMap(({ title, error }) => (error === undefined ? [] : [`${title.join(' › ')}: ${error}`]));
  if (tests.length === 0) wrong.push('no test ran');
  if (finished === undefined) wrong.push(`the suite did not run to its end; ${tests.at(-1)?.title.join(' › ') ?? 'nothing'} was the last`);
  else if (finished.tests !== tests.length) wrong.push(`${finished.tests} tests ran, ${tests.length} are on record`);
  if (exit !== 0) wrong.push(`VS Code ended with ${exit}`);
  return wrong;
}
