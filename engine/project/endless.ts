import { isEndless } from '../flow/loops.js';
import type { LoopStep, Place, Value } from '../flow/step.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Whether a function goes on until somebody else ends it, so that whoever waits for it does nothing else meanwhile:
 * `while True` without a way out, or a loop that waits for as long as a flag is not set by another method.
 * Few functions have such a loop, and only of those are the ways looked at.
 */
export function neverEnds(values: Values, fn: FunctionUnit): boolean {
  for (let i = 0; i < fn.flow.length; i++) {
    const loop = fn.flow.kind(i) === 'loop' ? fn.flow.step(i) : undefined;
    if (loop?.kind !== 'loop') continue;
    if (isEndless(fn.flow, loop)) return values.world.stateOf(fn).flowIndex(fn).path(-1, { to: 'return' }) === null;
    if (loop.form === 'while' && isUntilClosed(fn, loop)) return true;
  }
  return false;
}

/** `while not self.closed`: the flag is set to true and false alone, last by a method that nothing within the loop calls. */
function isUntilClosed(fn: FunctionUnit, loop: LoopStep): boolean {
  const flag = flagOf(fn, loop.test);
  if (flag === null || !waits(fn, loop) || writesWithin(fn, flag, loop)) return false;
  const writers = fn.file.functions.filter((other) => other.fact.class === fn.fact.class && other.fact.form !== 'class' && writesWithin(other, flag, null));
  const closing = writers.filter((other) => other !== fn && other.fact.form !== 'constructor');
  return closing.length > 0 && writers.every((other) => writesBooleans(other, flag)) && !closing.some(({ fact }) => callsWithin(fn, fact.name, loop));
}

/** The attribute of the own instance that a test reads, and nothing else, or its negation. */
function flagOf(fn: FunctionUnit, test: Value): string | null {
  const step = test < 0 ? undefined : fn.flow.step(test);
  if (step?.kind === 'operate' && (step.operator === 'not' || step.operator === '!')) return flagOf(fn, step.of[0] ?? -1);
  return step?.kind === 'read' && fn.fact.class >= 0 ? attributeOf(step.place) : null;
}

function attributeOf({ scope, name, keys }: Place): string | null {
  return scope === 'param' && (name === 'self' || name === 'this') && keys.length === 1 ? keys[0]! : null;
}

function waits({ flow }: FunctionUnit, loop: LoopStep): boolean {
  for (let i = loop.index + 1; i < loop.last; i++) if (flow.kind(i) === 'await') return true;
  return false;
}

/** Whether a method writes an attribute of its instance, anywhere or within a loop. */
function writesWithin({ flow }: FunctionUnit, flag: string, loop: LoopStep | null): boolean {
  for (let i = loop === null ? 0 : loop.index + 1; i < (loop?.last ?? flow.length); i++) {
    if (flow.kind(i) === 'write' && attributeOf(flow.placeOf(i)!) === flag) return true;
  }
  return false;
}

function writesBooleans({ flow }: FunctionUnit, flag: string): boolean {
  for (let i = 0; i < flow.length; i++) {
    const step = flow.kind(i) === 'write' ? flow.step(i) : undefined;
    if (step?.kind !== 'write' || attributeOf(step.place) !== flag) continue;
    const from = step.from < 0 ? undefined : flow.step(step.from);
    if (from?.kind !== 'const' || from.form !== 'boolean') return false;
  }
  return true;
}

function callsWithin({ flow }: FunctionUnit, name: string, loop: LoopStep): boolean {
  for (let i = loop.index + 1; i < loop.last; i++) {
    const callee = flow.callee(i);
    const place = callee < 0 || flow.kind(callee) !== 'read' ? null : flow.placeOf(callee);
    if (place?.keys.at(-1) === name) return true;
  }
  return false;
}
