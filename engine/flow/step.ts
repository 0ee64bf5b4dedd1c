import type { Span } from '../text.js';

/**
 * The vocabulary of a flow: the skeleton of one function's body, the same for both languages.
 *
 * A flow is a list of steps in the order of evaluation; a step's index is also the name of its value. A *region*
 * (arm, branch, loop, try, scope) stands before the steps it owns, which reach up to its `last` (exclusive). Operands
 * stand before the step that uses them, and before the region whose test or item they are.
 *
 * No step interprets a name: that `create_task` starts a task is the project's reading of a call.
 */

/** The index of a step within its function's flow; as an operand: the value of that step. -1 is "none". */
export type Value = number;

/** No value: a bare `return`, a missing test. */
export const none: Value = -1;

/**
 * Where a value is kept. `param`, `local` and `module` name a variable of this function or of its module (a name that
 * no scope binds is `module` too: the project finds it among the builtins or globals). `captured` names a variable of
 * the enclosing function `owner`. `value` stands for the value `of`. `keys` are the attribute names that follow.
 * `this` and `super` are variables of these names: `param` in a method, `captured` in an arrow function.
 */
export interface Place {
  readonly scope: 'param' | 'local' | 'captured' | 'module' | 'value';
  /** The variable's name, `x#2` for a function's second variable of the name `x` (in another block); '' for scope `value`. */
  readonly name: string;
  /** The index of the function whose variable it is, for scope `captured`; else -1. */
  readonly owner: number;
  /** The value whose keys follow, for scope `value`; else -1. */
  readonly of: Value;
  readonly keys: readonly string[];
}

/** A variable's or function's name as it is written: without the numbers that tell it, and what it stands in, from others of the name. */
export function spelled(name: string): string {
  return name.includes('#') ? name.replace(/#\d+/g, '') : name;
}

/** An argument of a call, or an item of a literal. */
export interface Argument {
  readonly value: Value;
  /** A keyword argument's name or a literal key of a dict/object; null where positional or computed. */
  readonly name: string | null;
  /** `*xs`, `**kw`, `...xs`. */
  readonly spread: boolean;
}

export type ArmRole = 'body' | 'then' | 'else' | 'case' | 'handler' | 'finally';
export type BranchForm = 'if' | 'match' | 'and' | 'or' | 'nullish' | 'ternary' | 'optional';
export type LoopForm = 'each' | 'count' | 'while' | 'do' | 'comprehension';
export type MakeForm = 'list' | 'tuple' | 'set' | 'dict' | 'generator';
export type ConstForm = 'string' | 'number' | 'boolean' | 'none' | 'import' | 'other';
export type WriteForm = 'bind' | 'update' | 'declare' | 'delete';
export type ExitForm = 'return' | 'throw' | 'reraise' | 'break' | 'continue';

interface StepBase extends Span {
  readonly index: Value;
  /** The innermost region that owns this step, or -1. */
  readonly parent: Value;
}

interface RegionBase extends StepBase {
  /** The index after the last step that the region owns. */
  readonly last: Value;
}

/**
 * One of the alternatives or parts of the region around it. A loop's or scope's steps stand in a `body` arm (a loop's
 * `else` in an `else` arm), a try's in `body`, `handler`, `else` and `finally` arms; a branch has `then` and `else`,
 * a match has one `case` per case (a wildcard case is an `else`).
 */
export interface ArmStep extends RegionBase {
  readonly kind: 'arm';
  readonly role: ArmRole;
  /** The exception classes of a handler: values of the arm's first steps. Empty: catches everything. */
  readonly catches: readonly Value[];
  /** The value of an expression's arm (`a and b`, `x ? y : z`, a comprehension's element); else -1. */
  readonly result: Value;
}

/** Its value is that of the arm taken; for `and`, `or`, `nullish` and `optional` also that of `test`. */
export interface BranchStep extends RegionBase {
  readonly kind: 'branch';
  readonly form: BranchForm;
  readonly test: Value;
}

/**
 * A loop. `over` is the iterable of `each` and `comprehension` (the element is an `element` step of form `each` at the
 * start of the body). The test of `while`, `do` and `count` is evaluated within the body arm. A comprehension's value
 * is the collection `makes` of its arm's `result`; nested `for` clauses are nested comprehension loops, whose outer
 * arm's result is the inner loop; an `if` clause is a branch `if` within. Only the outermost loop `makes` something: the
 * results of the inner ones are its own. A dict's result is its value; its key stands before it.
 */
export interface LoopStep extends RegionBase {
  readonly kind: 'loop';
  readonly form: LoopForm;
  readonly async: boolean;
  readonly over: Value;
  readonly test: Value;
  readonly makes: MakeForm | null;
}

export interface TryStep extends RegionBase {
  readonly kind: 'try';
}

/** `with`, `async with`, `using`, `await using`. Its own value is what was entered (`as x` is a write from it). */
export interface ScopeStep extends RegionBase {
  readonly kind: 'scope';
  readonly async: boolean;
  readonly item: Value;
}

/** A constant. `import` is the module or name that `imports[import]` of the file brings in. */
export interface ConstStep extends StepBase {
  readonly kind: 'const';
  readonly form: ConstForm;
  /** The decoded string, the number's source text, `true`/`false`, or ''. */
  readonly text: string;
  readonly import: number;
}

export interface ReadStep extends StepBase {
  readonly kind: 'read';
  readonly place: Place;
}

/**
 * `of[at]`, one element of an iteration (`each`), one part of a destructuring (`item` with `key`), or its `rest`. A slice
 * (`of[1:]`) is a `rest` too, since it is no element but a collection of them; its `at` is an `operate` step `slice`.
 */
export interface ElementStep extends StepBase {
  readonly kind: 'element';
  readonly form: 'item' | 'each' | 'rest';
  readonly of: Value;
  readonly at: Value;
  /** The key where it is a literal: an index as digits, or a name; else null. */
  readonly key: string | null;
}

export interface MakeStep extends StepBase {
  readonly kind: 'make';
  readonly form: MakeForm;
  readonly items: readonly Argument[];
}

/** A function or class as a value: `function` is its index in the file's facts (a class by its body's function). */
export interface FnStep extends StepBase {
  readonly kind: 'fn';
  readonly function: number;
}

/**
 * An operator in the source's own spelling (`==`, `is not`, `in`, `+`, `typeof`; that of `+=` is `+`), or `format` for
 * f-strings and templates, `slice` for Python's `a:b:c`, `match` for a pattern's comparison of a subject with a value.
 */
export interface OperateStep extends StepBase {
  readonly kind: 'operate';
  readonly operator: string;
  readonly of: readonly Value[];
}

/** A tagged template is a call too. The span is the whole call; the callee's own step holds the callee's span. */
export interface CallStep extends StepBase {
  readonly kind: 'call';
  readonly callee: Value;
  readonly arguments: readonly Argument[];
  readonly new: boolean;
}

export interface AwaitStep extends StepBase {
  readonly kind: 'await';
  readonly of: Value;
}

export interface YieldStep extends StepBase {
  readonly kind: 'yield';
  readonly of: Value;
  readonly all: boolean;
}

/**
 * A binding. `from` is -1 for a declaration without value and for `del`. An `update` (`+=`) writes from its `operate`
 * step, which reads the place before. A handler's name is written from its arm, `with … as` from its scope. `a[i] = v`
 * names the element first, by an `element` step, and writes the place of that step's value without keys.
 */
export interface WriteStep extends StepBase {
  readonly kind: 'write';
  readonly form: WriteForm;
  readonly place: Place;
  readonly from: Value;
  /** The index of the annotation in the file's `types`, or -1. */
  readonly annotation: number;
}

/** An expression whose value nobody takes; `void` for JavaScript's `void f()`. */
export interface DropStep extends StepBase {
  readonly kind: 'drop';
  readonly of: Value;
  readonly void: boolean;
}

/** `target` is the loop or labelled region that `break` and `continue` leave, or -1. An arrow's expression body is a `return`. */
export interface ExitStep extends StepBase {
  readonly kind: 'exit';
  readonly form: ExitForm;
  readonly of: Value;
  readonly target: Value;
}

export type Region = ArmStep | BranchStep | LoopStep | TryStep | ScopeStep;

export type Step =
  | Region | ConstStep | ReadStep | ElementStep | MakeStep | FnStep | OperateStep
  | CallStep | AwaitStep | YieldStep | WriteStep | DropStep | ExitStep;

export type StepKind = Step['kind'];
