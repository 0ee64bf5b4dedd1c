import assert from 'node:assert/strict';
import { indexFlow } from '../../engine/flow/flow-index.js';
import { Notation } from './notation.js';

/** The uses of a value as `step role` or `step role position`. */
function rolesOf(write: (f: Notation) => number): string[] {
  let value = -1;
  const flow = Notation.flow((f) => (value = write(f)));
  return indexFlow(flow).uses(value).map(({ step, role, position }) => `${flow.kind(step)} ${role} ${position}`);
}

describe('uses', () => {
  it('tells a callee from its arguments, by position', () => {
    assert.deepEqual(rolesOf((f) => {
      const g = f.read('g');
      f.drop(f.call('f', 'x', g));
      f.drop(f.call(g));
      return g;
    }), ['call argument 1', 'call callee 0']);
  });

  it('names each occurrence in one step', () => {
    assert.deepEqual(rolesOf((f) => {
      const x = f.read('x');
      f.make('list', x, 'y', x);
      return x;
    }), ['make item 0', 'make item 2']);
  });

  it('knows awaits, drops, writes, returns, throws and yields', () => {
    assert.deepEqual(rolesOf((f) => {
      const x = f.read('x');
      f.await(x);
      f.drop(x);
      f.write('y', x);
      f.yield(x);
      f.throw(x);
      f.return(x);
      return x;
    }), ['await awaited 0', 'drop dropped 0', 'write written 0', 'yield yielded 0', 'exit thrown 0', 'exit returned 0']);
  });

  it('knows receivers and subscripts, and the holder of what is written', () => {
    assert.deepEqual(rolesOf((f) => {
      const x = f.read('x');
      f.element(x, 'i');
      f.element('y', x);
      return x;
    }), ['element receiver 0', 'element subscript 0']);
    assert.deepEqual(rolesOf((f) => f.writeItem('d', 'k', 'v') - 1), ['write holder 0']);
  });

  it('knows the tests, iterables and items of regions, and the classes of a handler', () => {
    assert.deepEqual(rolesOf((f) => {
      const x = f.read('x');
      f.if(x, () => f.drop('a'));
      f.each('v', x, () => f.drop('v'));
      f.with(x, () => f.drop('a'));
      f.operate('+', 'y', x);
      return x;
    }), ['branch test 0', 'loop over 0', 'element receiver 0', 'scope entered 0', 'operate operand 1']);
    assert.deepEqual(rolesOf((f) => {
      const region = f.try({ body: () => f.drop('x'), handlers: [{ catches: 'Error', body: () => f.return() }] });
      return region + 5;
    }), ['arm caught 0']);
  });

  it('takes the value of an arm as its result', () => {
    assert.deepEqual(rolesOf((f) => {
      let result = -1;
      f.drop(f.either('or', 'a', () => (result = f.call('g'))));
      return result;
    }), ['arm result 0']);
  });

  it('has none for what nobody takes', () => {
    assert.deepEqual(rolesOf((f) => f.call('g')), []);
    assert.deepEqual(indexFlow(Notation.flow(() => undefined)).uses(3), []);
  });
});
