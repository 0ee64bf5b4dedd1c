import type { Origin, Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Value } from '../../engine/flow/step.js';

/** What may be a value that is surely awaitable. */
export type Possibility = Origin & { readonly form: 'awaitable' };

/** How a value of these possibilities is called in a message. */
export type Thing = 'coroutine' | 'promise';

/**
 * The possibilities of a value that is surely a coroutine or promise, or null. Left out are tasks and futures, which
 * are kept on purpose, builders that start nothing, and what is only said to be awaitable: that may have members and
 * a truth of its own.
 */
export function possibilities(project: Project, fn: FunctionUnit, value: Value): readonly Possibility[] | null {
  const answer = project.awaitable(fn, value);
  return answer.answer === 'yes' && answer.of.every(isCoroutineOrPromise) ? answer.of : null;
}

/** The possibilities of the elements of a list, or null where it may be anything but a list of coroutines or promises. */
export function elementPossibilities(project: Project, fn: FunctionUnit, value: Value): readonly Possibility[] | null {
  const { of, unknown } = project.origins(fn, value);
  const list = of[0];
  if (unknown || of.length !== 1 || list?.form !== 'collection' || list.of.unknown || list.of.of.length === 0) return null;
  const elements = list.of.of.flatMap((origin) => (origin.form === 'awaitable' && isCoroutineOrPromise(origin) ? [origin] : []));
  return elements.length === list.of.of.length ? elements : null;
}

function isCoroutineOrPromise({ kind, by, mayBeDropped }: Possibility): boolean {
  if (mayBeDropped || kind === 'task' || kind === 'future' || kind === 'lazy') return false;
  return !/:(Awaitable|PromiseLike)$/.test(by);
}

/** Whether nothing at all is one of the possibilities, so that asking for presence is right. */
export function mayBeAbsent(project: Project, fn: FunctionUnit, value: Value): boolean {
  return project.origins(fn, value).of.some(({ form }) => form === 'none');
}

/** Whether a value is surely nothing at all. */
export function isAbsent(project: Project, fn: FunctionUnit, value: Value): boolean {
  const { of, unknown } = project.origins(fn, value);
  return !unknown && of.length > 0 && of.every(({ form }) => form === 'none');
}

export function thingOf(fn: FunctionUnit, of: readonly Possibility[]): Thing {
  return fn.file.language === 'python' && of.some(({ kind }) => kind !== 'promise') ? 'coroutine' : 'promise';
}

/** What coroutines have, and what promises have: like all objects, `should` too where chai is loaded. */
const membersOfCoroutines = /^(send|throw|close|__\w+__|(cr|gi|ag)_\w+)$/;
const membersOfPromises = /^(then|catch|finally|constructor|toString|valueOf|hasOwnProperty|should)$/;

/** Whether reading the attribute of an awaitable is surely meant for its result. */
export function lacksMember(project: Project, fn: FunctionUnit, of: readonly Possibility[], name: string): boolean {
  const common = fn.file.language === 'python' ? membersOfCoroutines : membersOfPromises;
  if (common.test(name)) return false;
  return of.every(({ kind, by }) => {
    // A coroutine of Python has no other members, whoever makes it.
    if (kind === 'async' || kind === 'coroutine') return true;
    const own = project.fact(fn, by)?.promise;
    if (own !== undefined) return project.fact(fn, `${own}.${name}`) === null;
    // What a library makes may have members of its own: only a member of what it yields is surely meant for that.
    const returns = project.fact(fn, by)?.returns;
    const meant = returns !== undefined && project.fact(fn, `${returns}.${name}`) !== null;
    return meant && project.fact(fn, `${by}.${name}`) === null;
  });
}
