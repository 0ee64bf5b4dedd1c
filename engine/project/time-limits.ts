import type { CallStep, Place, Value } from '../flow/step.js';
import type { ArgumentRef, SymbolFact } from '../knowledge/knowledge.js';
import { argumentOf } from './arguments.js';
import type { Project } from './project.js';
import type { FunctionUnit } from './unit.js';

type Timeout = NonNullable<SymbolFact['timeout']>;

/** What the call and its client say of a limit. `off`: they take it away. `unseen`: they may set one. `default`: nothing. */
export type Limit = 'set' | 'off' | 'unseen' | 'default';

/**
 * The limit that a call's own arguments set, else the one of the client it is a method of, else what is set on either
 * afterwards in this file (`request.setTimeout(…)`, `axios.defaults.timeout = …`).
 */
export function limitOf(project: Project, fn: FunctionUnit, call: CallStep, timeout: Timeout): Limit {
  if (isSetAfterwards(fn, timeout)) return 'unseen';
  const own = argumentLimit(project, fn, call, timeout);
  const limit = own === 'default' ? clientLimit(project, fn, call, timeout) : own;
  // What the platform limits is sent by its dispatcher, which a program may replace.
  return limit === 'default' && timeout.platform !== undefined && project.contexts(fn).limitsRequests ? 'set' : limit;
}

function argumentLimit(project: Project, fn: FunctionUnit, call: CallStep, { by, off }: Timeout): Limit {
  let limit: Limit = 'default';
  for (const ref of by ?? []) {
    const value = argumentOf(fn, call, ref);
    if (value === 'unseen') limit = takesNoOptions(project, fn, call, ref) ? limit : 'unseen';
    else if (value !== undefined && !isOff(fn, value, off)) return 'set';
    else if (value !== undefined && limit === 'default') limit = 'off';
  }
  return limit === 'default' && carriesOptions(project, fn, call) ? 'unseen' : limit;
}

/** Where options may stand there stands an address or a callback. */
function takesNoOptions(project: Project, fn: FunctionUnit, call: CallStep, { name, position }: ArgumentRef): boolean {
  const value = argumentOf(fn, call, { ...(name === undefined ? {} : { name }), ...(position === undefined ? {} : { position }) });
  if (typeof value !== 'number') return false;
  const { of, unknown } = project.origins(fn, value);
  return !unknown && of.length > 0 && of.every(({ form }) => form === 'plain' || form === 'function' || form === 'none');
}

function isOff(fn: FunctionUnit, value: Value, off: Timeout['off']): boolean {
  const step = fn.flow.step(value);
  if (step.kind === 'const') return step.form === 'none' || off?.includes(step.text) === true;
  return step.kind === 'read' && step.place.scope === 'module' && step.place.name === 'undefined';
}

/** A request object given in place of an address has options of its own. */
function carriesOptions(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  return call.arguments.some(({ value }) => project.origins(fn, value).of.some((origin) => origin.form === 'external' && origin.symbol.endsWith(':Request')));
}

function clientLimit(project: Project, fn: FunctionUnit, call: CallStep, { onClient }: Timeout): Limit {
  const { of, unknown } = project.receiver(fn, call.index);
  // A class of the project that inherits from the client may add a limit to all that it sends.
  if (of.some((origin) => origin.form === 'instance' || origin.form === 'super')) return 'unseen';
  if (onClient === undefined || (of.length === 0 && !unknown)) return 'default';
  if (unknown) return 'unseen';
  const names = new Set(onClient.flatMap(({ name, keys }) => [...(name === undefined ? [] : [name]), ...(keys ?? [])]));
  let limit: Limit = 'default';
  for (const origin of of) {
    if (origin.form !== 'external') continue;
    for (const given of origin.given) {
      const [name, literal] = given.split('=', 2);
      if (given === '*') return 'unseen';
      if (!names.has(name!)) continue;
      if (literal !== 'None' && literal !== '0') return 'set';
      limit = 'off';
    }
  }
  return limit;
}

function isSetAfterwards(fn: FunctionUnit, { set, onClient }: Timeout): boolean {
  if (set !== undefined && somePlace(fn, 'read', ({ keys }) => set.includes(keys.at(-1) ?? ''))) return true;
  // Files are long, calls are many, and hardly any file says `axios.defaults.timeout`.
  return onClient !== undefined && defaultTimeout.test(fn.file.text) && fn.file.functions.some((other) => (
    somePlace(other, 'write', ({ keys }) => keys.at(-1) === 'timeout' && keys.at(-2) === 'defaults')
  ));
}

const defaultTimeout = /\.defaults\s*(\?\.|\.|\[\s*['"`])\s*timeout\b/;

function somePlace({ flow }: FunctionUnit, kind: 'read' | 'write', is: (place: Place) => boolean): boolean {
  for (let i = 0; i < flow.length; i++) if (flow.kind(i) === kind && is(flow.placeOf(i)!)) return true;
  return false;
}
