import type { WriteSite } from './names.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';

/** Which functions of its body a class has under a name. */

/** The functions that a class defines under a name: overloads where there are any, else the definition that stands. */
export function methodsNamed(state: FileState, classIndex: number, name: string, ofInstance: boolean): readonly FunctionUnit[] {
  const named = state.methods(classIndex, name);
  // A class of TypeScript may have a static method beside one of the instances with the same name.
  const own = state.unit.language === 'typescript' ? named.filter((fn) => fn.fact.static !== ofInstance) : named;
  const all = own.length > 0 ? own : named;
  const accessors = all.filter((fn) => fn.fact.form === 'getter');
  if (accessors.length > 0) return accessors.slice(-1);
  const overloads = all.filter((fn) => !fn.fact.hasBody);
  return overloads.length > 0 ? overloads : standing(state, classIndex, name, all);
}

/** The last definition, and those before it if it stands under a condition. */
function standing(state: FileState, classIndex: number, name: string, all: readonly FunctionUnit[]): readonly FunctionUnit[] {
  if (all.length < 2) return all;
  const isCertain = new Set<number>();
  for (const { fn, from } of definitions(state, classIndex, name)) {
    const step = fn.flow.step(from);
    if (step.kind === 'fn' && step.parent < 0) isCertain.add(step.function);
  }
  const last = all.findLastIndex((fn) => isCertain.has(fn.index));
  return all.slice(Math.max(0, last));
}

/** What Python binds to the name of a method after it is defined: `load = cached(load)`, or `self.load = …` in a method. */
export function reboundMethod(state: FileState, classIndex: number, name: string): readonly WriteSite[] {
  if (state.unit.language === 'typescript') return [];
  const last = definitions(state, classIndex, name).at(-1);
  return state.names.attribute(classIndex, name).filter((site) => {
    if (last === undefined || site.from < 0) return false;
    return site.fn !== last.fn || site.from > last.from;
  });
}

/** The writes of functions that the body of a class defines under a name. */
function definitions(state: FileState, classIndex: number, name: string): readonly WriteSite[] {
  return state.names.attribute(classIndex, name).filter(({ fn, from }) => fn.fact.form === 'class' && from >= 0 && fn.flow.kind(from) === 'fn');
}
