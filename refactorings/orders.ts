import type { AwaitStep } from '../engine/flow/step.js';
import type { Project } from '../engine/project/project.js';
import type { FunctionUnit } from '../engine/project/unit.js';
import { callBehind, namesWithin, orderOf } from '../rules/awaited.js';
import { isConversation, promisesOrder } from '../rules/order-names.js';
import { inTransaction, isPacing } from '../rules/order.js';

/**
 * Whether what is awaited wants its place among others, or may: a connection, a stream, a lock, a transaction, functions
 * that write shared state, names that promise an order.
 */
export function wantsOrder(project: Project, fn: FunctionUnit, step: AwaitStep): boolean {
  const call = callBehind(project, fn, step.of);
  if (call === null) return true;
  const order = orderOf(project, fn, call);
  if (order === 'ordered' || order === 'connection' || order === 'idle' || order === 'paces') return true;
  const isUnknown = order === 'unknown';
  if (project.known(fn, call.index) === null && promisesOrder(project.calleeText(fn, call.index), isUnknown)) return true;
  if (isUnknown && namesWithin(fn.flow, call, call.callee).some(isConversation)) return true;
  const isHeld = project.index(fn).enclosing(step.index).some((region) => region.kind === 'scope' && isPacing(project, fn, region.item));
  return isHeld || inTransaction(project, fn, call.index);
}
