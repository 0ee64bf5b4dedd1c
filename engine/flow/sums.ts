import type { FlowIndex } from './flow-index.js';
import type { Place, Value, WriteStep } from './step.js';

const summing: ReadonlySet<string> = new Set(['+', '-', '*', '|', '&', '^', '++', '--']);

/**
 * The read of `n` in `n += v`, `n = n + v` or `n++`, or the element in `n[k] += v`, if nothing else takes it; else -1.
 * An operator that joins texts is none that sums: where one of the operands is a text, the answer is -1 as well.
 */
export function summedRead(index: FlowIndex, write: WriteStep): Value {
  const sum = write.from < 0 ? undefined : index.flow.step(write.from);
  if (sum?.kind !== 'operate' || sum.of.length > 2) return -1;
  const operator = sum.operator.length > 1 && sum.operator.endsWith('=') ? sum.operator.slice(0, -1) : sum.operator;
  if (!summing.has(operator)) return -1;
  const at = sum.of.findIndex((value) => value >= 0 && isReadOf(index, value, write.place));
  if (at < 0 || (at > 0 && operator === '-')) return -1;
  const other = sum.of[1 - at];
  if (other !== undefined && isText(index, other)) return -1;
  const takers = index.uses(sum.of[at]!).filter((use) => use.step !== write.index);
  return takers.length === 1 ? sum.of[at]! : -1;
}

function isText({ flow }: FlowIndex, value: Value): boolean {
  const step = value < 0 ? undefined : flow.step(value);
  return (step?.kind === 'const' && step.form === 'string') || (step?.kind === 'operate' && step.operator === 'format');
}

function isReadOf({ flow }: FlowIndex, value: Value, { scope, name, owner, of, keys }: Place): boolean {
  if (scope === 'value' && keys.length === 0) return value === of;
  const step = flow.step(value);
  if (step.kind !== 'read') return false;
  const { place } = step;
  return place.scope === scope && place.name === name && place.owner === owner && place.of === of
    && place.keys.length === keys.length && keys.every((key, i) => place.keys[i] === key);
}
