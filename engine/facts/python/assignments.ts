import { none, type Value } from '../../flow/step.js';
import { At, Kind, NONE, Operator, type Node } from '../../syntax/python/tree.js';
import { declareMember } from './classes.js';
import { binaryOperators, readSubscript, readValue } from './expressions.js';
import type { Reading } from './reading.js';
import { placeWithin } from './scopes.js';
import { bind, targetPlace } from './targets.js';
import { typeRefOf } from './types.js';

/** `x += v`: reads the place, then the value, then writes what the operator makes of them. */
export function readAugmented(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const target = tree.child(node, At.AugAssign.target);
  const start = tree.start(target);
  const end = tree.end(target);
  // An element is its own place, and has been read when it is named.
  const element = tree.kind(target) === Kind.Subscript ? readSubscript(r, target) : none;
  const place = element === none ? targetPlace(r, target) : placeWithin(element, []);
  const before = element === none && place !== null ? flow.read(start, end, place) : element;
  const value = readValue(r, tree.child(node, At.AugAssign.value));
  const operator = binaryOperators[tree.int(node, At.AugAssign.op)]!;
  const after = flow.operate(tree.start(node), tree.end(node), operator, before === none ? [value] : [before, value]);
  if (place !== null) flow.write(start, end, 'update', place, after);
}

/** `x: T = v` and `x: T`. The annotation is a type and is not evaluated. */
export function readAnnotated(r: Reading, node: Node): void {
  const { tree } = r;
  const target = tree.child(node, At.AnnAssign.target);
  const type = typeRefOf(tree, tree.child(node, At.AnnAssign.annotation));
  const value = tree.child(node, At.AnnAssign.value);
  if (type.form === 'name' && type.path.at(-1) === 'TypeAlias' && value !== NONE) {
    const aliased = readValue(r, value);
    bind(r, target, aliased);
    noteCast(r, value, aliased);
    return;
  }
  const annotation = r.types.push(type) - 1;
  if (value === NONE) bind(r, target, none, 'declare', annotation);
  else bind(r, target, readValue(r, value), 'bind', annotation);
  declareMember(r, target, type);
}

/** `Pair = Union[A, B]` of a module or class: what may be a type under a name of its own. */
export function noteAlias(r: Reading, target: Node, node: Node, value: Value): void {
  const { tree } = r;
  const kind = tree.kind(node);
  const isAlternative = kind === Kind.BinOp && tree.int(node, At.BinOp.op) === Operator.BitOr;
  const mayBeType = kind === Kind.Subscript || isAlternative;
  if (mayBeType && tree.kind(target) === Kind.Name && r.current.scope.form !== 'function') noteCast(r, node, value);
}

function noteCast(r: Reading, node: Node, value: Value): void {
  const type = typeRefOf(r.tree, node);
  if (type.form !== 'unknown') r.casts.push({ function: r.current.scope.index, value, type });
}
