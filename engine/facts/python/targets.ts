import { none, type Place, type Value, type WriteForm } from '../../flow/step.js';
import { At, Kind, type Node, type Slot } from '../../syntax/python/tree.js';
import { attributePlace, readSubscript, readValue } from './expressions.js';
import { isTooDeep, type Reading } from './reading.js';
import { placeOf, placeWithin } from './scopes.js';

/**
 * Targets of assignments. A tuple or list takes its value apart with one `element` step per part; a subscript is
 * written through the element that it names.
 */
export function bind(r: Reading, target: Node, from: Value, form: WriteForm = 'bind', annotation = -1): void {
  const { tree, flow } = r;
  switch (tree.kind(target)) {
    case Kind.Tuple: return unpack(r, target, At.Tuple.elts, from, form);
    case Kind.List: return unpack(r, target, At.List.elts, from, form);
    case Kind.Starred: return bind(r, tree.child(target, At.Starred.value), from, form);
  }
  const place = targetPlace(r, target);
  if (place !== null) flow.write(tree.start(target), tree.end(target), form, place, from, annotation);
}

/** The place that a target names; null where it is none (half-typed code), after its steps were written. */
export function targetPlace(r: Reading, target: Node): Place | null {
  const { tree } = r;
  switch (tree.kind(target)) {
    case Kind.Name: return placeOf(r.current.scope, tree.name(target), []);
    case Kind.Attribute: return attributePlace(r, target);
    case Kind.Subscript: return placeWithin(readSubscript(r, target), []);
    default:
      readValue(r, target);
      return null;
  }
}

function unpack(r: Reading, target: Node, slot: Slot<'nodes'>, from: Value, form: WriteForm): void {
  const { tree, flow } = r;
  if (isTooDeep(r, target)) return;
  r.depth++;
  let starred = false;
  tree.list(target, slot).forEach((part, i) => {
    // A deletion or a mere declaration has no value to take apart.
    if (from === none) return bind(r, part, none, form);
    const rest = tree.kind(part) === Kind.Starred;
    // Behind a star the position counts from the end, which is not known.
    const key = rest || starred ? null : String(i);
    starred ||= rest;
    bind(r, part, flow.element(tree.start(part), tree.end(part), rest ? 'rest' : 'item', from, none, key), form);
  });
  r.depth--;
}
