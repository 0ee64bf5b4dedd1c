/** The check of facts is worth something only if it finds what is wrong with unsound ones. */

import assert from 'node:assert/strict';
import { checkFacts } from '../../../engine/facts/check.js';
import type { FileFacts, FunctionFact } from '../../../engine/facts/facts.js';
import { readPython } from '../../../engine/facts/python/reader.js';
import { FlowWriter } from '../../../engine/flow/flow-writer.js';

const text = 'import a\nclass C(a.B):\n    def f(self, x=1): return [x for x in self.y]\n';
const sound = readPython('a.py', text);

/** Facts whose module has the flow that `write` writes, and nothing else. */
function factsWith(write: (flow: FlowWriter) => void): FileFacts {
  const flow = new FlowWriter();
  flow.begin();
  write(flow);
  const module = { ...readPython('a.py', '').functions[0]!, flow: flow.finish(), end: 9, bodySpan: { start: 0, end: 9 } };
  return { ...sound, length: 9, imports: [], classes: [], functions: [module], types: [], problems: [], directives: [], unawaited: [], store: flow.store() };
}

/** The sound facts with one function changed. */
function withFunction(index: number, change: Partial<FunctionFact>): FileFacts {
  return { ...sound, functions: sound.functions.map((fact, i) => (i === index ? { ...fact, ...change } : fact)) };
}

function finds(facts: FileFacts, words: RegExp): void {
  const violations = checkFacts(facts);
  assert.ok(violations.some((violation) => words.test(violation)), violations.join('\n') || 'nothing was found');
}

const variable = { scope: 'module', name: 'a', owner: -1, of: -1, keys: [] } as const;

describe('the check of facts', () => {
  it('finds nothing wrong with sound facts', () => assert.deepEqual(checkFacts(sound), []));

  it('finds a parent behind its function', () => finds(withFunction(1, { parent: 2 }), /its parent 2 stands behind it/));
  it('finds a second module', () => finds(withFunction(1, { form: 'module' }), /only the first function is the module/));
  it('finds a class that is not there', () => finds(withFunction(1, { class: 7 }), /class 7 does not exist/));
  it('finds a flow outside of the store', () => finds(withFunction(1, { flow: { from: 0, length: 1 << 20 } }), /outside of the store/));
  it('finds a body outside of its function', () => finds(withFunction(2, { bodySpan: { start: 0, end: 3 } }), /body lies outside/));
  it('finds decorators that are no steps', () => finds(withFunction(2, { decorators: [99] }), /value 99 is no step/));
  it('finds a span outside of the text', () => finds({ ...sound, length: 20 }, /outside of the text/));
  it('finds an import of no function', () => finds({ ...sound, imports: [{ ...sound.imports[0]!, function: 9 }] }, /function 9 does not exist/));
  it('finds a class with the body of another', () => finds({ ...sound, classes: [{ ...sound.classes[0]!, body: 2 }] }, /of another class/));

  it('finds an operand behind its step', () => finds(factsWith((flow) => flow.await(0, 1, 3)), /operand 3 does not stand before it/));
  it('finds a missing operand', () => finds(factsWith((flow) => flow.call(0, 1, -1, [])), /callee -1/));
  it('finds a write without a value', () => finds(factsWith((flow) => flow.write(0, 1, 'bind', variable, -1)), /a bind from -1/));
  it('finds a captured variable without owner', () => finds(factsWith((flow) => flow.read(0, 1, { ...variable, scope: 'captured' })), /with owner -1/));
  it('finds a place that is neither a variable nor a value', () => finds(factsWith((flow) => flow.read(0, 1, { ...variable, scope: 'value' })), /is no variable/));
  it('finds an import that is not there', () => finds(factsWith((flow) => flow.import(0, 1, 0)), /import 0 does not fit/));
  it('finds an annotation that is not there', () => finds(factsWith((flow) => flow.write(0, 1, 'declare', variable, -1, 4)), /annotation 4/));
  it('finds a function that is not there', () => finds(factsWith((flow) => flow.fn(0, 1, 4)), /function 4 does not exist/));

  it('finds a step outside of its region\'s span', () => finds(factsWith((flow) => {
    const loop = flow.try(2, 5);
    const arm = flow.arm(2, 5, 'body');
    flow.read(4, 8, variable);
    flow.close(arm);
    flow.close(loop);
  }), /lies outside of that of region 1/));

  it('finds a region that was not closed', () => finds(factsWith((flow) => {
    flow.try(2, 5);
    flow.read(3, 4, variable);
  }), /says that 0 owns it, and not -1/));

  it('finds a step of a branch in none of its arms', () => finds(factsWith((flow) => {
    const branch = flow.branch(0, 5, 'if', flow.read(0, 1, variable));
    flow.read(3, 4, variable);
    flow.close(branch);
  }), /stands in a branch and in no arm/));

  it('finds a result outside of its arm', () => finds(factsWith((flow) => {
    const branch = flow.branch(0, 5, 'and', flow.read(0, 1, variable));
    const arm = flow.arm(0, 5, 'then');
    flow.armDetails(arm, { result: 0 });
    flow.close(arm);
    flow.close(branch);
  }), /value 0 does not stand in it/));

  it('finds a break out of what is not around it', () => finds(factsWith((flow) => {
    const loop = flow.try(0, 5);
    flow.close(loop);
    flow.exit(5, 6, 'break', -1, loop);
  }), /which is not around it/));
});
