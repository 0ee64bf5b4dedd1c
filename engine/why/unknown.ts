import { spelled, type Place, type Value } from '../flow/step.js';
import { calleeText } from '../project/calls.js';
import type { LinkedProject } from '../project/linked.js';
import type { FunctionUnit } from '../project/unit.js';
import { originInWords } from './words.js';

/** How far a value is followed to what keeps it from being known. */
const farthest = 6;

/**
 * What keeps a value from being known, in words: the first thing on the way to it of which nothing is known. One sentence
 * without a full stop; null where the value is known.
 */
export function whyUnknown(project: LinkedProject, fn: FunctionUnit, value: Value, distance = 0): string | null {
  if (value < 0 || distance > farthest || !project.origins(fn, value).unknown) return null;
  const next = (of: Value): string | null => whyUnknown(project, fn, of, distance + 1);
  const text = calleeText(fn, value);
  const step = fn.flow.step(value);
  switch (step.kind) {
    case 'read': return ofRead(project, fn, value, step.place, distance);
    case 'call': return next(step.callee) ?? ofResult(project, fn, value, text, distance);
    case 'await': return next(step.of) ?? 'what the await yields is not known';
    case 'scope': return next(step.item) ?? 'what the `with` enters is not known';
    case 'write': return next(step.from);
    case 'element': return next(step.of) ?? `what \`${calleeText(fn, step.of)}\` holds is not known`;
    case 'operate': return `what the operator \`${step.operator}\` yields is not known`;
    case 'const': return 'what is imported is not known';
    case 'make':
    case 'branch':
    case 'loop':
    case 'fn':
    case 'arm':
    case 'try':
    case 'yield':
    case 'drop':
    case 'exit': return `what \`${text}\` may be is not known in all its possibilities`;
  }
}

function ofResult(project: LinkedProject, fn: FunctionUnit, call: Value, text: string, distance: number): string {
  const { targets, unknown } = project.callee(fn, call);
  const target = targets[0];
  if (target === undefined || unknown) return `what \`${text}\` calls is not known`;
  if (target.form === 'symbol') return `what \`${text}\` yields is not known: asynclint knows nothing of ${originInWords(project, { form: 'symbol', symbol: target.symbol })}`;
  const why = target.form === 'function' ? ofReturns(project, target.function, distance) : null;
  return `what \`${text}\` returns is not known: ${why ?? 'neither an annotation nor its body says it'}`;
}

/** Why what a function returns is not known: the first of its `return`s of which that is so. */
function ofReturns(project: LinkedProject, fn: FunctionUnit, distance: number): string | null {
  for (const step of fn.flow) {
    const why = step.kind === 'exit' && step.form === 'return' ? whyUnknown(project, fn, step.of, distance + 1) : null;
    if (why !== null) return why;
  }
  return null;
}

function ofRead(project: LinkedProject, fn: FunctionUnit, read: Value, place: Place, distance: number): string | null {
  const unknownAt = place.keys.findIndex((_, i) => project.upTo(fn, read, i).unknown);
  const at = unknownAt < 0 ? place.keys.length : unknownAt;
  if (at === 0) return place.scope === 'value' ? whyUnknown(project, fn, place.of, distance + 1) : ofVariable(project, fn, read, place, distance);
  const key = place.keys[at - 1]!;
  const holders = project.upTo(fn, read, at - 1).of.map((origin) => originInWords(project, origin));
  const of = holders.length === 0 ? 'its receiver' : holders.join(' or ');
  return `\`.${key}\` of ${of} is not known`;
}

function ofVariable(project: LinkedProject, fn: FunctionUnit, read: Value, place: Place, distance: number): string | null {
  const name = spelled(place.name);
  const { writes } = project.index(fn).writesReaching(read);
  for (const write of writes) {
    const why = whyUnknown(project, fn, write, distance + 1);
    if (why !== null) return why;
  }
  const parameter = fn.fact.parameters.find((each) => each.name === place.name);
  if (place.scope === 'param' && parameter !== undefined) {
    return parameter.annotation === null ? `\`${name}\` is a parameter without annotation` : `what the annotation of the parameter \`${name}\` names is not known`;
  }
  const imported = fn.file.facts.imports.find(({ local }) => local === name);
  if (imported !== undefined) return `\`${name}\` comes from \`${imported.module}\`, where it was not found`;
  if (place.scope === 'captured') return ofCaptured(project, fn, place, name, distance);
  const module = place.scope === 'module' ? fn.file.functions[0]! : fn;
  return ofWrites(project, module, place.name, distance) ?? (place.scope === 'module' && module === fn && writes.length === 0
    ? `nothing in this file defines \`${name}\`` : `what \`${name}\` may hold is not known in all its possibilities`);
}

/** A variable of a function around this one. */
function ofCaptured(project: LinkedProject, fn: FunctionUnit, place: Place, name: string, distance: number): string {
  const owner = fn.file.functions[place.owner];
  const parameter = owner?.fact.parameters.find((each) => each.name === place.name);
  if (parameter?.annotation === null) return `\`${name}\` is a parameter without annotation`;
  return (owner === undefined ? null : ofWrites(project, owner, place.name, distance)) ?? `what \`${name}\` may hold is not known in all its possibilities`;
}

/** The first write of a variable, within the function that owns it, of which something is not known. */
function ofWrites(project: LinkedProject, owner: FunctionUnit, name: string, distance: number): string | null {
  for (let i = 0; i < owner.flow.length; i++) {
    const step = owner.flow.kind(i) === 'write' ? owner.flow.step(i) : undefined;
    if (step?.kind !== 'write' || step.place.name !== name || step.place.keys.length > 0) continue;
    const why = whyUnknown(project, owner, step.from, distance + 1);
    if (why !== null) return why;
  }
  return null;
}
