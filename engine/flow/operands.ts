import type { Argument, Place, Step, Value } from './step.js';

/**
 * What a step takes a value as. `receiver`: its attribute or element is read. `subscript`: the index of an element.
 * `holder`: one of its attributes or elements is written. `result`: the value of an arm of an expression, and so one of
 * the values of the branch or loop around. `test` of a branch or loop; of `a and b`, `a ?? b` and `a?.b` the test is
 * also one of the branch's values. `caught`: an exception class of a handler.
 */
export type Role =
  | 'callee' | 'argument' | 'receiver' | 'subscript' | 'holder' | 'operand' | 'item' | 'awaited' | 'yielded' | 'returned'
  | 'thrown' | 'written' | 'dropped' | 'test' | 'over' | 'entered' | 'result' | 'caught';

/** A value that a step takes. */
export interface Operand {
  readonly value: Value;
  readonly role: Role;
  /** Which of the arguments, items, operands or exception classes it is; 0 for every other role. */
  readonly position: number;
  /** A keyword argument's name or a literal key of a dict; else null. */
  readonly name: string | null;
  readonly spread: boolean;
}

/** The values that a step takes, in the order in which it names them. A value may be taken twice. */
export function operandsOf(step: Step): readonly Operand[] {
  switch (step.kind) {
    case 'arm': return [...several(step.catches, 'caught'), ...one(step.result, 'result')];
    case 'branch': return one(step.test, 'test');
    case 'loop': return [...one(step.over, 'over'), ...one(step.test, 'test')];
    case 'scope': return one(step.item, 'entered');
    case 'read': return owner(step.place, 'receiver');
    case 'element': return [...one(step.of, 'receiver'), ...one(step.at, 'subscript')];
    case 'make': return step.items.map((item, i) => listed(item, i, 'item'));
    case 'operate': return several(step.of, 'operand');
    case 'call': return [...one(step.callee, 'callee'), ...step.arguments.map((argument, i) => listed(argument, i, 'argument'))];
    case 'await': return one(step.of, 'awaited');
    case 'yield': return one(step.of, 'yielded');
    case 'write': return [...owner(step.place, 'holder'), ...one(step.from, 'written')];
    case 'drop': return one(step.of, 'dropped');
    case 'exit': return one(step.of, step.form === 'return' ? 'returned' : 'thrown');
    case 'try':
    case 'const':
    case 'fn': return [];
  }
}

function one(value: Value, role: Role): readonly Operand[] {
  return value < 0 ? [] : [{ value, role, position: 0, name: null, spread: false }];
}

function several(values: readonly Value[], role: Role): readonly Operand[] {
  return values.map((value, position) => ({ value, role, position, name: null, spread: false }));
}

function owner(place: Place, role: Role): readonly Operand[] {
  return place.scope === 'value' ? one(place.of, role) : [];
}

function listed(argument: Argument, position: number, role: Role): Operand {
  return { value: argument.value, role, position, name: argument.name, spread: argument.spread };
}
