import type { MakeForm, Value } from '../../flow/step.js';
import { At, Kind, type Node } from '../../syntax/python/tree.js';
import { readParts, readValue } from './expressions.js';
import type { Reading } from './reading.js';
import { bindTarget } from './scopes.js';
import { bind } from './targets.js';

/**
 * A comprehension: one loop per `for`, each in the one before it, one branch per `if`. The first iterable is evaluated
 * outside of the comprehension, where its targets are not yet known. All its regions have the comprehension's span,
 * since the element, which is evaluated last, is written first.
 */
export function readComprehension(r: Reading, node: Node, makes: MakeForm): Value {
  const { tree, flow } = r;
  const { scope } = r.current;
  const start = tree.start(node);
  const end = tree.end(node);
  const clauses = tree.list(node, tree.kind(node) === Kind.DictComp ? At.DictComp.generators : At.ListComp.generators)
    .filter((clause) => tree.kind(clause) === Kind.comprehension);
  if (clauses.length === 0) {
    readParts(r, node);
    return flow.const(start, end, 'other');
  }
  const passing = scope.passing.length;
  const open: Value[] = [];
  const loops: Value[] = [];
  for (const clause of clauses) {
    const over = readValue(r, tree.child(clause, At.comprehension.iter));
    if (loops.length === 0) {
      scope.comprehensions++;
      for (const each of clauses) bindTarget(tree, tree.child(each, At.comprehension.target), (name) => scope.passing.push(name));
    }
    const isAsync = tree.int(clause, At.comprehension.isAsync) === 1;
    const loop = flow.loop(start, end, 'comprehension', { async: isAsync, over, ...(loops.length === 0 ? { makes } : {}) });
    const arm = flow.arm(start, end, 'body');
    loops.push(loop);
    open.push(loop, arm);
    const target = tree.child(clause, At.comprehension.target);
    bind(r, target, flow.element(tree.start(target), tree.end(target), 'each', over, -1, null));
    for (const condition of tree.list(clause, At.comprehension.ifs)) {
      const test = readValue(r, condition);
      open.push(flow.branch(start, end, 'if', test), flow.arm(start, end, 'then'));
    }
  }
  const result = readElement(r, node);
  scope.passing.length = passing;
  scope.comprehensions--;
  // An arm of a loop holds the element, or the loop of the next clause.
  loops.forEach((loop, i) => flow.armDetails(loop + 1, { result: loops[i + 1] ?? result }));
  for (let region = open.pop(); region !== undefined; region = open.pop()) flow.close(region);
  return loops[0]!;
}

/** The element; of a dict its value, after its key. */
function readElement(r: Reading, node: Node): Value {
  const { tree } = r;
  if (tree.kind(node) !== Kind.DictComp) return readValue(r, tree.child(node, At.ListComp.elt));
  readValue(r, tree.child(node, At.DictComp.key));
  return readValue(r, tree.child(node, At.DictComp.value));
}
