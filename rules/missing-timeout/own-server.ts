import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';

/**
 * Whether a request goes to an address without a host, which only a page has: outside of a browser `fetch('/api')` and
 * `axios.get('/api')` fail, for there is nothing that the address could be relative to. A client of axios may have its own.
 * Source: https://fetch.spec.whatwg.org/#dom-request (the API base URL), which Node has none of; lib/adapters/http.js of axios 1.
 */
export function asksOwnServer(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const first = call.arguments[0];
  return first !== undefined && !first.spread && first.name === null && hasNoBase(project, fn, call) && isRelative(project, fn, first.value);
}

function hasNoBase(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  if (project.known(fn, call.index)?.symbol === 'globalThis:fetch') return true;
  const { of, unknown } = project.receiver(fn, call.index);
  return !unknown && of.length === 1 && of[0]!.form === 'external' && of[0]!.symbol === 'axios:AxiosStatic' && !fn.file.text.includes('.defaults');
}

/** A text, a template or a sum of texts that begins with a path; or a variable that holds nothing else. */
function isRelative(project: Project, fn: FunctionUnit, value: Value): boolean {
  const step = fn.flow.step(value);
  if (step.kind === 'const' || step.kind === 'operate') return /^["'`]\.{0,2}\//.test(fn.file.text.slice(step.start, step.start + 4));
  if (step.kind !== 'read' || step.place.scope !== 'local' || step.place.keys.length > 0) return false;
  const { writes, undefinedToo } = project.index(fn).writesReaching(value);
  return !undefinedToo && writes.length > 0 && writes.every((write) => {
    const source = fn.flow.step(write);
    return source.kind === 'write' && source.form !== 'update' && source.from >= 0 && fn.flow.kind(source.from) !== 'read' && isRelative(project, fn, source.from);
  });
}
