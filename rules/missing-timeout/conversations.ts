import type { CallStep } from '../../engine/flow/step.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/**
 * Waits that are meant to last: a worker's loop waits for its next job for as long as it takes, and a stream of events
 * is open for as long as it goes.
 */
export function isConversation(fn: FunctionUnit, call: CallStep, isNetwork: boolean): boolean {
  return isNetwork ? asksForEvents(fn, call) : inOpenLoop(fn, call);
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
