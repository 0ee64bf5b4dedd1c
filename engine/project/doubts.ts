import type { Place, Value } from '../flow/step.js';
import { receiverName, type Assignment } from './names.js';
import { unknown as anything, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Whether a file puts something else in the place of an attribute that one of `holders` may have (`service.load = fake`):
 * it assigns an attribute of this name to what may be the same value. What nobody knows may be the same within one
 * function, and where a variable of the module or an attribute holds it; a local variable of another function, or a
 * parameter of a function that nothing in the file calls, is something else.
 * @param reader the function that reads the attribute, where one does.
 */
export function mayBeReplaced(values: Values, state: FileState, key: string, holders: Origins, reader?: FunctionUnit): boolean {
  return state.names.assignments(key).some((assignment) => {
    // What a test patches is put back before the next one; what else patches may do so for all.
    const { fn, patch } = assignment;
    const isOfAnother = patch !== undefined && fn.fact.name.startsWith('test') && (reader === undefined || outermost(state, fn) !== outermost(state, reader));
    if (isOfAnother) return false;
    const { of, unknown } = assigned(values, state, assignment);
    if (of.some((a) => holders.of.some((b) => mayBeSame(values, state, a, b)))) return true;
    return unknown && isWithinReach(state, assignment, reader);
  });
}

/** What an assignment writes an attribute or element of. */
export function assigned(values: Values, state: FileState, { fn, holder, element, patch }: Assignment): Origins {
  if (holder === null) return patch === undefined ? values.origins(fn, element) : atPath(values, state, patch);
  // A cell of its own, since the holder may have attributes of the same name (`node.next.next = x`), doubted in turn.
  const place = `${holder.scope === 'value' ? holder.of : holder.name} ${holder.scope} ${holder.owner} ${holder.keys.join('.')}`;
  return values.world.answer(state, state.cell(`holder ${fn.index} ${place}`), () => values.holderOf(state, fn, holder));
}

/** What lies at a dotted path: `app.store` or `app.store.Service`. */
function atPath(values: Values, state: FileState, path: string): Origins {
  const names = path.split('.');
  for (let length = names.length; length > 0; length--) {
    const module = values.world.moduleOf(state, names.slice(0, length).join('.'));
    if ('outside' in module && length > 1) continue;
    const found = 'outside' in module ? values.world.symbol('python', `${module.outside}:`) : module;
    return names.slice(length).reduce((of, name) => values.member(state, of, name), found);
  }
  return anything;
}

function mayBeSame(values: Values, state: FileState, a: Origin, b: Origin): boolean {
  const isOwner = (origin: Origin): origin is Origin & { form: 'class' | 'instance' } => origin.form === 'class' || origin.form === 'instance';
  if (isOwner(a) && isOwner(b)) {
    // Types of TypeScript that share no ancestor may still describe one value.
    return state.unit.language === 'typescript' || inherits(values, a, b) || inherits(values, b, a);
  }
  if (a.form === 'symbol' && b.form === 'external') return a.symbol === b.symbol;
  if (a.form !== b.form) return isOwner(a) && b.form === 'super';
  switch (a.form) {
    case 'module': return b.form === 'module' && a.path === b.path;
    case 'symbol':
    case 'external': return b.form === a.form && a.symbol === b.symbol;
    case 'function': return b.form === 'function' && a.name === b.name;
    default: return true;
  }
}

function inherits(values: Values, a: Origin & { form: 'class' | 'instance' }, b: Origin & { form: 'class' | 'instance' }): boolean {
  const isB = (path: string, name: string): boolean => path === b.path && name === b.name;
  return isB(a.path, a.name) || values.ancestry.ancestors(a).some((c) => c !== 'unknown' && c.form === 'class' && isB(c.path, c.name));
}

/** Whether a reader may have before it what an assignment holds that nobody knows. */
function isWithinReach(state: FileState, { fn, holder, element }: Assignment, reader: FunctionUnit | undefined): boolean {
  if (reader !== undefined && outermost(state, fn) === outermost(state, reader)) return true;
  const root = holder === null ? rootOf(fn, element) : holder.scope === 'value' ? rootOf(fn, holder.of) : holder;
  if (root?.scope === 'local') return fn.index === 0 || fn.fact.form === 'class';
  return root?.scope !== 'param' || root.name === receiverName(fn) || fn.fact.name === '' || state.names.isRead(fn.fact.name);
}

/** The function of the module, or the method, in which a function is nested. */
function outermost(state: FileState, fn: FunctionUnit): FunctionUnit {
  for (let at = fn; ;) {
    const around = state.unit.functions[at.fact.parent];
    if (around === undefined || around.fact.form === 'module' || around.fact.form === 'class') return at;
    at = around;
  }
}

/** The variable from which a value is taken by attributes, elements and calls. */
function rootOf({ flow }: FunctionUnit, value: Value): Place | undefined {
  for (let at = value; at >= 0;) {
    const step = flow.step(at);
    switch (step.kind) {
      case 'read':
        if (step.place.scope !== 'value') return step.place;
        at = step.place.of;
        break;
      case 'call': at = step.callee; break;
      case 'element':
      case 'await': at = step.of; break;
      default: return undefined;
    }
  }
  return undefined;
}
