import { none } from '../../flow/step.js';
import { At, Kind, NONE, type Node } from '../../syntax/python/tree.js';
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
  const annotation = r.types.push(type) - 1;
  const value = tree.child(node, At.AnnAssign.value);
  if (value === NONE) bind(r, target, none, 'declare', annotation);
  else bind(r, target, readValue(r, value), 'bind', annotation);
  declareMember(r, target, type);
}
