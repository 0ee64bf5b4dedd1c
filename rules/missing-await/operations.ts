import type { CallStep, OperateStep } from '../../engine/flow/step.js';
import type { Use as Taking } from '../../engine/flow/flow-index.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { isAbsent } from './awaitables.js';
import { alone, awaited, certain, examined, handed, harmless, tested, type Fate } from './fate.js';

/** What an operator or a call does with an awaitable that it gets. Calls are judged by the symbol they reach. */

const arithmetic = new Set(['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>']);
const order = new Set(['<', '>', '<=', '>=']);
const equality = new Set(['==', '!=', '===', '!==', 'is', 'is not', 'match']);

/** @param absent whether the value may as well be none, so that asking for its presence is right. */
export function ofOperator(project: Project, fn: FunctionUnit, step: OperateStep, position: number, absent: boolean): Fate {
  const { operator, index } = step;
  const other = step.of.find((_, i) => i !== position) ?? -1;
  if (operator === 'not' || operator === '!') return absent ? harmless : tested(index);
  if (operator === 'instanceof' || operator === 'typeof') return examined;
  if (operator === 'void') return awaited;
  if (operator === 'format') return alone(index, 'what is shown as text');
  if (order.has(operator)) return certain(index, 'what is compared');
  if ((operator === 'in' || operator === 'not in') && position === 1) {
    // In JavaScript `in` asks for a property, such as `then`.
    return fn.file.language === 'python' ? certain(index, 'what is searched') : examined;
  }
  if (equality.has(operator)) {
    const { of, unknown } = project.origins(fn, other);
    if (isAbsent(project, fn, other)) return absent ? harmless : alone(index, 'what is compared');
    // A promise may be compared with another promise: "is this still the latest?"
    return !unknown && of.length > 0 && of.every(({ form }) => form === 'plain' || form === 'none') ? alone(index, 'what is compared') : handed;
  }
  if (!arithmetic.has(operator)) return handed;
  const text = other >= 0 && isText(fn, other);
  return text ? alone(index, 'what is shown as text') : certain(index, 'what is computed with');
}

function isText(fn: FunctionUnit, value: number): boolean {
  const step = fn.flow.step(value);
  return (step.kind === 'const' && step.form === 'string') || (step.kind === 'operate' && step.operator === 'format');
}

/** Functions that ask what kind of value they get. */
const examiners = new Set([
  'builtins:isinstance', 'builtins:hasattr', 'builtins:getattr', 'builtins:callable', 'builtins:type', 'builtins:id', 'builtins:dir', 'builtins:vars',
  'inspect:isawaitable', 'inspect:iscoroutine', 'inspect:isasyncgen', 'asyncio:iscoroutine', 'asyncio:isfuture', 'asyncio.coroutines:iscoroutine',
  'node:util:types.isPromise', 'node:util/types:isPromise', 'globalThis:Object.assign', 'globalThis:Object.defineProperty',
]);
const showing = new Set([
  'builtins:print', 'builtins:str', 'builtins:repr', 'builtins:format', 'globalThis:String', 'globalThis:JSON.stringify',
  'globalThis:console.log', 'globalThis:console.info', 'globalThis:console.warn', 'globalThis:console.error', 'globalThis:console.table',
]);
/** Functions that fail for a coroutine or make nonsense of a promise. */
const consuming = new Set([
  ...['len', 'int', 'float', 'abs', 'round', 'sum', 'any', 'all', 'min', 'max', 'sorted', 'reversed', 'list', 'tuple', 'set', 'frozenset', 'dict',
    'enumerate', 'iter', 'next'].map((name) => `builtins:${name}`),
  'json:dumps', 'json:loads', 'json:dump',
  ...['Number', 'parseInt', 'parseFloat', 'isNaN', 'Object.keys', 'Object.values', 'Object.entries', 'Array.from', 'JSON.parse']
    .map((name) => `globalThis:${name}`),
]);
/** Functions that look into each element of what they are given. */
const reducing = new Set(['any', 'all', 'sum', 'min', 'max', 'sorted'].map((name) => `builtins:${name}`));

export function symbolOf(project: Project, fn: FunctionUnit, call: number): string | null {
  const { targets, unknown } = project.callee(fn, call);
  const target = targets[0];
  return !unknown && targets.length === 1 && target?.form === 'symbol' ? target.symbol : null;
}

/** A call that gets an awaitable as an argument. @param absent whether it may as well be none, which may be what is asserted. */
export function ofArgument(project: Project, fn: FunctionUnit, call: CallStep, taking: Taking, absent: boolean): Fate {
  if (taking.spread) return certain(call.index, 'what is spread');
  const symbol = symbolOf(project, fn, call.index);
  if (symbol !== null) {
    if (symbol === 'globalThis:Object.assign' && taking.position > 0) return alone(call.index, 'what is copied from');
    if (examiners.has(symbol)) return examined;
    if (symbol === 'builtins:bool' || symbol === 'globalThis:Boolean') return tested(call.index);
    const first = taking.name === null && taking.position === 0;
    if (consuming.has(symbol) && first) return certain(call.index, `what \`${shortName(symbol)}\` gets`);
    if (/^node:assert(\/strict)?:/.test(symbol)) return absent ? examined : ofAssertion(project, fn, call, shortName(symbol), taking.position);
    if (expects.has(symbol) && first) return absent ? examined : ofExpectation(project, fn, call);
    if (showing.has(symbol) && taking.name === null) return alone(call.index, 'what is shown as text');
    if (project.known(fn, call.index)?.fact.takes !== undefined) return awaited;
  }
  // `if is_promise(value)`: whoever tests what a call says of the value may know of both kinds.
  return isTested(project, fn, call.index) ? examined : handed;
}

const expects = new Set(['chai:expect', 'vitest:expect', '@jest/globals:expect']);
const comparisons = new Set(['equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'strictEqual', 'notStrictEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'match']);
/** What is said of results and never of promises; of those that are compared with something, that is another promise at most. */
const saidOfResults = new Set([
  'empty', 'true', 'false', 'null', 'undefined', 'above', 'below', 'least', 'most', 'within', 'length', 'lengthOf', 'include', 'members', 'toBeTruthy', 'toBeFalsy',
  'toBeNull', 'toBeUndefined', 'toHaveLength', 'toContain', 'toContainEqual', 'toMatch', 'toMatchObject', 'toBeGreaterThan', 'toBeLessThan', 'toBeCloseTo',
]);
const comparedWithResults = new Set(['eql', 'equal', 'equals', 'eq', 'toEqual', 'toStrictEqual', 'toBe']);

/** Node's `assert`: what is compared with another value, or asserted to be true. */
function ofAssertion(project: Project, fn: FunctionUnit, { index: at, arguments: given }: CallStep, name: string, position: number): Fate {
  const method = name.slice(name.lastIndexOf('.') + 1);
  if (comparisons.has(method)) {
    const other = position < 2 ? given[1 - position] : undefined;
    // A promise may be the same as another one, but hardly made of the same parts.
    const mayBeSame = other !== undefined && !/^(?:not)?deep/i.test(method) && mayBePromise(project, fn, other.value);
    return position >= 2 ? handed : mayBeSame ? examined : alone(at, 'what is compared');
  }
  return position === 0 && (method === 'ok' || method === 'default' || method === '') ? tested(at) : handed;
}

function mayBePromise(project: Project, fn: FunctionUnit, value: number): boolean {
  const { of, unknown } = project.origins(fn, value);
  return unknown || of.some(({ form }) => form === 'awaitable');
}

/** `expect(promise)`: `.rejects`, `.eventually` and the like wait for it; what is only said of results is wrong of a promise. */
function ofExpectation(project: Project, fn: FunctionUnit, call: CallStep): Fate {
  const [use, ...others] = project.index(fn).uses(call.index);
  const said = use === undefined || others.length > 0 ? undefined : fn.flow.step(use.step);
  if (said?.kind !== 'read' || said.place.keys.some((key) => /^(not|eventually|become|resolves|rejects|(be)?(fulfilled|rejected)\w*)$/.test(key))) return examined;
  const last = said.place.keys.at(-1)!;
  if (saidOfResults.has(last)) return alone(call.index, 'what is expected');
  const [compared] = project.index(fn).uses(said.index);
  const judged = compared?.role === 'callee' ? fn.flow.step(compared.step) : undefined;
  const other = judged?.kind === 'call' ? judged.arguments[0] : undefined;
  if (!comparedWithResults.has(last) || other === undefined) return examined;
  return mayBePromise(project, fn, other.value) ? examined : alone(call.index, 'what is expected');
}

/** A call that gets a list of awaitables as an argument. */
export function ofListArgument(project: Project, fn: FunctionUnit, call: CallStep, taking: Taking): Fate {
  const symbol = symbolOf(project, fn, call.index);
  if (symbol === null || taking.spread || taking.name !== null) return handed;
  if (symbol === 'builtins:len') return harmless;
  if (reducing.has(symbol) && taking.position === 0) return certain(call.index, `what \`${shortName(symbol)}\` looks at`);
  return showing.has(symbol) ? alone(call.index, 'what is shown as text') : handed;
}

/** Whether a call takes elements out of a list that is there already: whoever holds that list has them too. */
export function takesOut(project: Project, fn: FunctionUnit, call: number): boolean {
  const symbol = symbolOf(project, fn, call);
  return symbol !== null && /^globalThis:(Array|Set|Map)\./.test(symbol) && !/\.(map|flatMap|from)$/.test(symbol);
}

function isTested(project: Project, fn: FunctionUnit, value: number): boolean {
  return project.index(fn).uses(value).some(({ step, role }) => {
    if (role === 'test') return true;
    const user = fn.flow.step(step);
    return user.kind === 'operate' && (user.operator === 'not' || user.operator === '!') && role === 'operand';
  });
}

function shortName(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf(':') + 1);
}
