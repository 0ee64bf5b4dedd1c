import type { CallStep, LoopStep, Value } from '../../engine/flow/step.js';
import type { BlockingWitness, Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix } from '../../engine/rule.js';
import { isSaidToBlock } from '../on-purpose.js';
import { mayAwait, surroundingsOf, type Blocked } from './blocked.js';
import { nap, pythonFixes } from './python.js';
import { nodeFixes, timer } from './typescript.js';

/**
 * The cures of a blocking call. None where nothing can be awaited, and none while a lock of threads is held: whoever
 * waits for it on the loop would wait for ever.
 */
export function fixesOf(project: Project, fn: FunctionUnit, call: CallStep, witness: BlockingWitness): readonly Fix[] {
  const around = surroundingsOf(project, fn, call.index);
  if (!fn.fact.async || !mayAwait(project, fn, call.index) || around === 'lock') return [];
  // Who says that it blocks may want it to.
  const isPlain = around === 'known' && !project.isTest(fn.file) && !isPrepared(project, fn, call, witness) && !isSaidToBlock(fn, call);
  const blocked: Blocked = { fn, call, witness, isPlain };
  return fn.file.language === 'python' ? pythonFixes(project, blocked) : nodeFixes(project, blocked);
}

/** Whether a test prepares what the call yields, or looks whether it was called: another function in its place would pass by that. */
function isPrepared(project: Project, fn: FunctionUnit, call: CallStep, { symbol }: BlockingWitness): boolean {
  const module = symbol.slice(0, symbol.lastIndexOf(':')).replace(/^node:/, '');
  const own = project.calleeText(fn, call.index);
  return [module, symbol.slice(symbol.search(/[.:]\w+$/) + 1), own.slice(own.lastIndexOf('.') + 1)].some((name) => project.isReplaced(fn, name));
}

/** The cure of a loop that does nothing but ask for the time, up to a moment: `while (Date.now() < end) {}`. */
export function busyLoopFixes(project: Project, fn: FunctionUnit, loop: LoopStep): readonly Fix[] {
  const { file: { text, language }, flow } = fn;
  const test = loop.test < 0 ? undefined : flow.step(loop.test);
  const [a, b] = test?.kind === 'operate' ? test.of : [];
  if (!fn.fact.async || loop.form !== 'while' || test?.kind !== 'operate' || a === undefined || b === undefined) return [];
  if (surroundingsOf(project, fn, loop.index) === 'lock') return [];
  const [clock, end] = /^<=?$/.test(test.operator) ? [a, b] : /^>=?$/.test(test.operator) ? [b, a] : [-1, -1];
  const isEmpty = (language === 'python' ? /^\s*:\s*pass$/ : /^\s*\)\s*(?:;|\{\s*\})$/).test(text.slice(test.end, loop.end));
  if (clock < 0 || !isEmpty || !readsClock(project, fn, clock) || readsClock(project, fn, end)) return [];
  const operand = (value: Value): string => {
    const written = text.slice(flow.start(value), flow.end(value));
    const kind = flow.kind(value);
    return kind === 'call' || kind === 'read' || kind === 'const' ? written : `(${written})`;
  };
  const rest = `${operand(end)} - ${operand(clock)}`;
  const isPlain = !project.isTest(fn.file);
  return language === 'python' ? nap(project, fn, rest, loop, isPlain) : timer(project, fn, rest, loop, isPlain, ';');
}

/** Whether a clock that counts in numbers is read for a value. */
function readsClock(project: Project, fn: FunctionUnit, value: Value): boolean {
  const { flow } = fn;
  return [...flow].some((step) => (
    step.kind === 'call' && step.start >= flow.start(value) && step.end <= flow.end(value) && /^(time|globalThis):/.test(project.known(fn, step.index)?.symbol ?? '')
  ));
}
