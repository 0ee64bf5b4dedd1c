import type { CallStep, Place } from '../../engine/flow/step.js';
import type { SymbolFact } from '../../engine/knowledge/knowledge.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { filling } from '../order.js';

const clocks = /^(python:)?(time:|globalThis:(Date|performance)\b|datetime:)|^globalThis:console\b|^logging:/;

/**
 * What a call that is not awaited does to the awaits before and after it: `ends` their run where it has effects, is made
 * for its effects alone, or reads the clock; words for what is not known of it; or null where it does nothing to them.
 */
export function judgeBetween(project: Project, fn: FunctionUnit, call: CallStep): string | null {
  if (filledBy(fn, call).length > 0) return null;
  if (project.index(fn).uses(call.index).some(({ role }) => role === 'dropped')) return 'ends';
  const { targets, unknown } = project.callee(fn, call.index);
  let doubt: string | null = unknown ? `what \`${project.calleeText(fn, call.index)}\` changes is not known` : null;
  for (const target of targets) {
    if (target.form === 'symbol') {
      if (clocks.test(target.symbol) || (target.fact !== null && hasEffects(target.fact))) return 'ends';
      if (target.fact === null || target.fact.declared !== undefined) doubt ??= `what \`${project.calleeText(fn, call.index)}\` changes is not known`;
      continue;
    }
    const reached = target.form === 'function' ? target.function : target.init;
    if (reached === null) continue;
    const writes = project.writesShared(reached);
    if (writes === 'yes' || project.doesIo(reached)) return 'ends';
    if (writes === 'unknown') doubt ??= `what \`${project.calleeText(fn, call.index)}\` changes is not known`;
  }
  return doubt;
}

function hasEffects(fact: SymbolFact): boolean {
  return fact.does === 'change' || fact.io === true || fact.takes !== undefined || fact.paces !== undefined
    || (fact.blocks !== undefined && fact.blocks !== 'cpu' && fact.blocks !== 'path');
}

/** The variable that a bare `rows.push(…)` fills: a local one, so that only who reads it is concerned. */
export function filledBy(fn: FunctionUnit, call: CallStep): readonly Place[] {
  const callee = fn.flow.step(call.callee);
  if (callee.kind !== 'read' || callee.place.scope !== 'local' || !filling.has(callee.place.keys.at(-1) ?? '')) return [];
  return [{ ...callee.place, keys: callee.place.keys.slice(0, -1) }];
}
