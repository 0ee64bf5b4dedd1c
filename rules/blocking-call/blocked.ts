import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { BlockingWitness, Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/** A blocking call that a fix is asked for. */
export interface Blocked {
  readonly fn: FunctionUnit;
  readonly call: CallStep;
  readonly witness: BlockingWitness;
  /** The cure keeps the meaning, as far as what stands around the call goes. */
  readonly isPlain: boolean;
}

/**
 * Whether a function works with files in one direction only, and with the file of this call by itself. One that looks or reads
 * before it changes may rely on nobody else running in between, which an `await` would allow; so may a loop over files of
 * which none waits yet, for they may be gone or changed when their turn comes.
 */
export function isSingle(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (project.index(fn).enclosing(call.index).some((region) => region.kind === 'loop' && !waitsWithin(fn, region))) return false;
  const directions = new Set<string>();
  for (const step of fn.flow) {
    const witness = step.kind === 'call' ? project.blockingCall(fn, step.index) : null;
    if (witness?.how === 'file' || witness?.how === 'copy' || witness?.how === 'path') directions.add(witness.fact.does ?? 'unknown');
  }
  return directions.size <= 1 && !directions.has('unknown');
}

function waitsWithin({ flow }: FunctionUnit, loop: LoopStep): boolean {
  if (loop.async) return true;
  for (let i = loop.index + 1; i < loop.last; i++) if (flow.kind(i) === 'await') return true;
  return false;
}

/** Whether an `await` may stand at a step of an async function. */
export function mayAwait(project: Project, fn: FunctionUnit, step: Value): boolean {
  const { bodySpan } = fn.fact;
  if (fn.flow.start(step) < bodySpan.start || fn.flow.end(step) > bodySpan.end) return false;
  const comprehensions = project.index(fn).enclosing(step).filter((region) => region.kind === 'loop' && region.form === 'comprehension');
  // Before Python 3.11 only the outermost comprehension may be asynchronous.
  if (comprehensions.length > 1 && !project.isAtLeast(fn.file, [3, 11])) return false;
  return !comprehensions.some((region) => region.kind === 'loop' && region.makes === 'generator');
}

/** What `with` around a step holds: a lock of threads, something that is not known, or only what is harmless. */
export function surroundingsOf(project: Project, fn: FunctionUnit, step: Value): 'lock' | 'unknown' | 'known' {
  let around: 'unknown' | 'known' = 'known';
  for (const region of project.index(fn).enclosing(step)) {
    if (region.kind !== 'scope' || region.async || region.item < 0) continue;
    const { of, unknown } = project.origins(fn, region.item);
    if (of.some((origin) => origin.form === 'external' && /^(threading|multiprocessing)\b/.test(origin.symbol))) return 'lock';
    if (unknown || of.length === 0 || !of.every((origin) => origin.form === 'external' && harmless.test(origin.symbol))) around = 'unknown';
  }
  return around;
}

/**
 * What others may run beside while it is entered: it belongs to the function alone, or is made to be awaited in. A context
 * manager of the program's own may hold a lock; those that change the whole process (`redirect_stdout`, `patch`) are no such.
 */
const harmless = /^(?:contextlib:(?:suppress|nullcontext)$|(?:io|tempfile|zipfile|tarfile|socket|requests|httpx|anyio|trio|asyncio)\b)/;
