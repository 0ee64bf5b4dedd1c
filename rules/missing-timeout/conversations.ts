import type { CallStep, Step, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/**
 * Waits that are meant to last: a worker's loop waits for its next job for as long as it takes, a stream of events
 * is open for as long as it goes, and a program serves until a signal stops it or it is cancelled.
 */
export function isConversation(project: Project, fn: FunctionUnit, call: CallStep, isNetwork: boolean): boolean {
  return isNetwork ? asksForEvents(fn, call) || isKeptStream(project, fn, call) : inOpenLoop(fn, call) || endsBySignal(project, fn, call) || endsByCancellation(project, fn, call);
}

/** `await asyncio.Event().wait()`: nobody else has the event, so nobody can set it. */
function endsByCancellation(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const callee = fn.flow.step(call.callee);
  const made = callee.kind === 'read' && callee.place.scope === 'value' && callee.place.keys.length === 1 ? project.known(fn, callee.place.of) : null;
  return made?.fact.class === true && project.known(fn, call.index)?.symbol === `${made.symbol}.wait` && /:Event$/.test(made.symbol);
}

function inOpenLoop({ flow }: FunctionUnit, call: CallStep): boolean {
  for (let at = flow.parent(call.index); at >= 0; at = flow.parent(at)) {
    const region = flow.step(at);
    if (region.kind === 'loop' && (region.async || region.form === 'while' || region.form === 'do' || (region.form === 'count' && region.test < 0))) return true;
  }
  return false;
}

/** One of the call's own operands is the content type of server-sent events. */
function asksForEvents({ flow }: FunctionUnit, call: CallStep): boolean {
  for (let i = call.callee; i < call.index; i++) {
    const step = flow.step(i);
    if (step.kind === 'const' && step.form === 'string' && step.text.includes('text/event-stream')) return true;
  }
  return false;
}

/**
 * An answer that an attribute holds, and whose parts a loop of another function takes one by one: it is open for longer than the
 * function that asked for it.
 */
function isKeptStream(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const index = project.index(fn);
  const awaited = index.uses(call.index).filter(({ role }) => role === 'awaited').map(({ step }) => step);
  return [call.index, ...awaited].flatMap((value) => index.users(value)).some((user) => {
    const write = fn.flow.step(user);
    if (write.kind !== 'write' || write.place.scope !== 'param' || write.place.keys.length !== 1) return false;
    const { name, keys: [attribute] } = write.place;
    return fn.file.functions.some((other) => other !== fn && other.fact.class === fn.fact.class && [...other.flow].some((step) => (
      step.kind === 'loop' && step.form === 'each' && isPartOf(other, step.over, name, attribute!)
    )));
  });
}

/** Whether the parts of the answer, which a `with` enters, are taken one by one there: who switches the limit off for that means it. */
export function isStream(fn: FunctionUnit, call: CallStep): boolean {
  const steps = [...fn.flow];
  const binds = steps.filter((step) => step.kind === 'write' && step.place.scope === 'local' && step.place.keys.length === 0 && isEntered(fn, step.from, call));
  return binds.some((bind) => bind.kind === 'write' && steps.some((step) => (
    step.kind === 'loop' && step.form === 'each' && isPartOf(fn, step.over, bind.place.name)
  )));
}

function isEntered({ flow }: FunctionUnit, value: Value, call: CallStep): boolean {
  const scope = value < 0 ? undefined : flow.step(value);
  return scope?.kind === 'scope' && scope.item === call.index;
}

/** `self.response.content.iter_chunked(1024)`, `self.response.iter_lines()`. */
function isPartOf({ flow }: FunctionUnit, over: Value, name: string, attribute?: string): boolean {
  const step = over < 0 ? undefined : flow.step(over);
  const read = step?.kind === 'call' ? flow.step(step.callee) : step;
  if (read?.kind !== 'read' || read.place.name !== name) return false;
  return attribute === undefined ? read.place.keys.length > 0 : read.place.keys.length > 1 && read.place.keys[0] === attribute;
}

const signalRegistrations: ReadonlySet<string> = new Set(['asyncio:AbstractEventLoop.add_signal_handler', 'signal:signal']);

/** What is waited for is an event that a handler of the operating system's signals sets, registered in the same function. */
function endsBySignal(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const callee = fn.flow.step(call.callee);
  if (callee.kind !== 'read' || callee.place.keys.length === 0) return false;
  const event = [callee.place.name, ...callee.place.keys.slice(0, -1)].join('.');
  const sets = (step: Step): boolean => step.kind === 'read' && [step.place.name, ...step.place.keys].join('.') === `${event}.set`;
  return [...fn.flow].some((step) => step.kind === 'call'
    && signalRegistrations.has(project.known(fn, step.index)?.symbol ?? '')
    && step.arguments.some(({ value }) => {
      const handler = fn.flow.step(value);
      return handler.kind === 'fn' ? [...fn.file.functions[handler.function]!.flow].some(sets) : sets(handler);
    }));
}
