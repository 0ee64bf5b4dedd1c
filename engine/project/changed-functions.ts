import type { CastFact, FileFacts } from '../facts/facts.js';
import type { FileUnit, FunctionUnit } from './unit.js';

/**
 * The functions, by their indices, that say something else than in the former text of their file, where everything else says
 * the same wherever it stands by now: what is imported and exported, which classes and functions there are, and what of these
 * stands outside their bodies. Null where more than that has changed.
 */
export function changedFunctions(former: FileUnit, now: FileUnit): ReadonlySet<number> | null {
  if (!areAlike(former.facts, now.facts)) return null;
  const types = (own: number, others: number): boolean => isAlike(former.facts.types[own], now.facts.types[others]);
  const casts = castsByFunction(former.facts);
  const newCasts = castsByFunction(now.facts);
  const between = changedText(former.text, now.text);
  const changed = new Set<number>();
  former.functions.forEach((fn, i) => {
    const other = now.functions[i]!;
    const isSame = fn.flow.isSame(other.flow, types) && isAlike(casts.get(i), newCasts.get(i))
      && !isTextRead(fn, between.start, between.formerEnd) && !isTextRead(other, between.start, between.end);
    if (!isSame) changed.add(i);
  });
  return areStepsAlike(former.facts, now.facts, changed) ? changed : null;
}

/** Where things stand, and at which steps, is compared apart from what they are. */
const places: ReadonlySet<string> = new Set(['start', 'end', 'nameSpan', 'returnsSpan', 'bodySpan', 'asyncAt', 'flow', 'default', 'decorators', 'baseValues']);

function areAlike(a: FileFacts, b: FileFacts): boolean {
  return isAlike(a.imports, b.imports) && isAlike(a.exports, b.exports) && isAlike(a.classes, b.classes) && isAlike(a.functions, b.functions);
}

function isAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isAlike(item, b[i]));
  const [entries, others] = [a, b] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  for (const key in entries) if (!places.has(key) && !(key === 'typeBounds' ? JSON.stringify(entries[key]) === JSON.stringify(others[key]) : isAlike(entries[key], others[key]))) return false;
  for (const key in others) if (!(key in entries)) return false;
  return true;
}

/** Whether decorators, defaults and bases are at the same steps, where the flows are the same in which they stand; else whether there are as many. */
function areStepsAlike(a: FileFacts, b: FileFacts, changed: ReadonlySet<number>): boolean {
  const isSame = (around: number, own: readonly number[], others: readonly number[]): boolean => (
    own.length === others.length && (changed.has(around) || own.every((step, i) => step === others[i]))
  );
  return a.functions.every((fn, i) => {
    const other = b.functions[i]!;
    return isSame(fn.parent, fn.decorators, other.decorators) && isSame(fn.parent, fn.parameters.map((p) => p.default), other.parameters.map((p) => p.default));
  }) && a.classes.every((fact, i) => {
    const other = b.classes[i]!;
    return isSame(fact.function, fact.decorators, other.decorators) && isSame(fact.function, fact.baseValues, other.baseValues);
  });
}

function castsByFunction({ casts }: FileFacts): ReadonlyMap<number, readonly CastFact[]> {
  const found = new Map<number, CastFact[]>();
  for (const cast of casts) {
    const list = found.get(cast.function);
    if (list === undefined) found.set(cast.function, [cast]);
    else list.push(cast);
  }
  return found;
}

/** The part of a text in which it differs from the former one: from `start` up to `end`, and there up to `formerEnd`. */
function changedText(former: string, text: string): { readonly start: number; readonly formerEnd: number; readonly end: number } {
  const shorter = Math.min(former.length, text.length);
  let start = 0;
  while (start < shorter && former.charCodeAt(start) === text.charCodeAt(start)) start++;
  let same = 0;
  while (same < shorter - start && former.charCodeAt(former.length - 1 - same) === text.charCodeAt(text.length - 1 - same)) same++;
  return { start, formerEnd: former.length - same, end: text.length - same };
}

/** Whether a part of the text touches a call or a case, whose texts are read for what the steps in them leave out. */
function isTextRead({ fact, flow }: FunctionUnit, start: number, end: number): boolean {
  const isModule = fact.form === 'module';
  if (!isModule && (fact.end < start || fact.start > end)) return false;
  for (let i = 0; i < flow.length; i++) {
    if (flow.start(i) > end || flow.end(i) < start) continue;
    if (flow.kind(i) === 'call') return true;
    const step = flow.kind(i) === 'arm' ? flow.step(i) : undefined;
    if (step?.kind === 'arm' && step.role === 'case') return true;
  }
  return false;
}
