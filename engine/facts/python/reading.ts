import type { FlowWriter } from '../../flow/flow-writer.js';
import type { Value } from '../../flow/step.js';
import type { Node, PythonTree } from '../../syntax/python/tree.js';
import type { CastFact, ClassFact, FunctionFact, ImportFact, MemberFact, SyntaxProblem, TypeRef } from '../facts.js';
import { placeOf, type Scope } from './scopes.js';

/** A fact while it is being put together. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** The class whose body or method is being read: its index, and its members so far. */
export interface OpenClass {
  readonly index: number;
  readonly members: MemberFact[];
}

/** The function that is being read. */
export interface OpenFunction {
  readonly scope: Scope;
  /** The class whose body it is, or whose method. */
  readonly class: OpenClass | null;
  /** The first parameter of a method that has a receiver; else null. */
  readonly self: string | null;
  /** The loop that `break` and `continue` leave, or -1. */
  loop: Value;
}

/** What stands around the module. */
export const nowhere: OpenFunction = {
  scope: { index: -1, form: 'module', parent: null, names: new Map(), typeParameters: new Set(), passing: [], comprehensions: 0 },
  class: null, self: null, loop: -1,
};

/** Everything that the walk over one file carries along. */
export interface Reading {
  readonly tree: PythonTree;
  readonly flow: FlowWriter;
  readonly imports: ImportFact[];
  readonly classes: ClassFact[];
  readonly functions: Draft<FunctionFact>[];
  readonly types: TypeRef[];
  readonly casts: CastFact[];
  /** As in the facts. */
  readonly statements: number[];
  /** What the reader itself could not read, beside the parser's problems. */
  readonly problems: SyntaxProblem[];
  current: OpenFunction;
  /** Whether the statements being read stand under `if TYPE_CHECKING:`. */
  typeOnly: boolean;
  /** How many readers are on the stack. */
  depth: number;
}

/**
 * Code that is nested deeper than this is left out, so that no file can overflow the stack. CPython itself gives up at
 * 100 levels of blocks and 200 of brackets.
 */
const deepest = 500;

/** Whether `node` is nested too deeply to be read, which becomes a problem of the file once. */
export function isTooDeep(r: Reading, node: Node): boolean {
  if (r.depth < deepest) return false;
  if (r.problems.length === 0) {
    const message = 'This is nested too deeply; asynclint reads no further here.';
    r.problems.push({ start: r.tree.start(node), end: r.tree.end(node), message });
  }
  return true;
}

/** The read of a variable, with the span of its name. */
export function readVariable(r: Reading, node: Node): Value {
  const { tree, flow } = r;
  return flow.read(tree.start(node), tree.end(node), placeOf(r.current.scope, tree.name(node), []));
}
