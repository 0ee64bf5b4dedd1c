import assert from 'node:assert/strict';
import { indexFlow } from '../../engine/flow/flow-index.js';
import { Notation } from './notation.js';

/**
 * What reaches the last read of `x` in a flow: the values written, as the texts of their constants, and `?` where it may
 * be undefined too.
 */
function reachingX(write: (f: Notation) => void, options = {}): string {
  const flow = Notation.flow(write);
  const index = indexFlow(flow, options);
  const reads = index.variables.find(({ name }) => name === 'x')!.reads;
  const { writes, undefinedToo } = index.writesReaching(reads.at(-1)!);
  const texts = writes.map((each) => {
    const step = flow.step(each);
    const from = step.kind === 'write' ? flow.step(step.from) : step;
    return from.kind === 'const' ? from.text : from.kind;
  });
  return [...texts, ...(undefinedToo ? ['?'] : [])].join(' ');
}

/** Writes a number to `x`. */
const set = (f: Notation, text: string): void => void f.write('x', f.const('number', text));

describe('the only source of a read', () => {
  const sourceOfX = (write: (f: Notation) => void): string => {
    const flow = Notation.flow(write);
    const index = indexFlow(flow, {});
    const source = index.soleSource(index.variables.find(({ name }) => name === 'x')!.reads.at(-1)!);
    const step = source < 0 ? undefined : flow.step(source);
    return step?.kind === 'const' ? step.text : 'none';
  };

  it('is what the one write binds that reaches it', () => {
    assert.equal(sourceOfX((f) => { set(f, '1'); f.drop('x'); }), '1');
    assert.equal(sourceOfX((f) => { set(f, '1'); set(f, '2'); f.drop('x'); }), '2');
  });

  it('is none where there may be another, or nothing at all', () => {
    assert.equal(sourceOfX((f) => { f.if('c', () => set(f, '1'), () => set(f, '2')); f.drop('x'); }), 'none');
    assert.equal(sourceOfX((f) => { f.if('c', () => set(f, '1')); f.drop('x'); }), 'none');
    assert.equal(sourceOfX((f) => { f.drop('$x'); }), 'none');
  });
});

describe('writes that reach a read', () => {
  it('is the last of two in a row', () => {
    assert.equal(reachingX((f) => { set(f, '1'); set(f, '2'); f.drop('x'); }), '2');
  });

  it('is nothing before the first write, which is what a parameter came with', () => {
    assert.equal(reachingX((f) => { f.drop('x'); set(f, '1'); }), '?');
    assert.equal(reachingX((f) => { f.drop('$x'); }), '?');
  });

  it('joins the arms of a branch', () => {
    assert.equal(reachingX((f) => { f.if('c', () => set(f, '1'), () => set(f, '2')); f.drop('x'); }), '1 2');
    assert.equal(reachingX((f) => { f.if('c', () => set(f, '1')); f.drop('x'); }), '1 ?');
    assert.equal(reachingX((f) => { set(f, '0'); f.if('c', () => set(f, '1')); f.drop('x'); }), '0 1');
  });

  it('forgets an arm that leads elsewhere', () => {
    assert.equal(reachingX((f) => { set(f, '0'); f.if('c', () => { set(f, '1'); f.return(); }); f.drop('x'); }), '0');
  });

  it('comes round in a loop', () => {
    assert.equal(reachingX((f) => { set(f, '0'); f.each('i', 'xs', () => { f.drop('x'); set(f, '1'); }); }), '0 1');
    assert.equal(reachingX((f) => { f.each('i', 'xs', () => { set(f, '1'); f.drop('x'); }); }), '1');
    assert.equal(reachingX((f) => { f.each('i', 'xs', () => { set(f, '1'); f.drop('i'); }); f.drop('x'); }), '1 ?');
  });

  it('knows that a body without end leaves only by its break', () => {
    assert.equal(reachingX((f) => {
      f.loop('while', () => f.const('boolean', 'true'), (loop) => { set(f, '1'); f.if('c', () => f.break(loop)); set(f, '2'); });
      f.drop('x');
    }), '1');
  });

  it('may stop anywhere in a try', () => {
    assert.equal(reachingX((f) => {
      f.try({ body: () => { f.call('g'); set(f, '1'); f.call('g'); set(f, '2'); }, handlers: [{ catches: null, body: () => f.drop('x') }] });
    }), '1 ?');
  });

  it('does not stop between two writes that cannot fail', () => {
    assert.equal(reachingX((f) => {
      f.try({ body: () => { set(f, '1'); set(f, '2'); f.call('g'); }, handlers: [{ catches: null, body: () => f.drop('x') }] });
    }), '2');
  });

  it('is in a finally arm whatever came before it', () => {
    assert.equal(reachingX((f) => {
      f.try({ body: () => { f.call('g'); set(f, '1'); }, handlers: [{ catches: 'Error', body: () => set(f, '2') }], finally: () => f.drop('x') });
    }), '1 2 ?');
  });

  it('is after a finally arm only what came through it normally', () => {
    assert.equal(reachingX((f) => {
      set(f, '0');
      f.try({ body: () => { f.call('g'); set(f, '1'); }, finally: () => f.call('close') });
      f.drop('x');
    }), '1');
  });

  it('is undefined after a del and after a declaration', () => {
    assert.equal(reachingX((f) => { set(f, '1'); f.delete('x'); f.drop('x'); }), '?');
    assert.equal(reachingX((f) => { f.declare('x'); f.if('c', () => set(f, '1')); f.drop('x'); }), '1 ?');
    assert.equal(reachingX((f) => { f.each('i', 'xs', () => { f.declare('x'); f.if('c', () => set(f, '1')); f.drop('x'); }); }), '1 ?');
  });

  it('goes past a continue that skips a write in a loop with its test at the end', () => {
    assert.equal(reachingX((f) => {
      set(f, '0');
      f.loop('do', () => f.read('x'), (loop) => { f.if('c', () => f.continue(loop)); set(f, '1'); });
    }), '0 1');
  });

  it('falls through the arms of a switch only if told to', () => {
    const arms = (f: Notation): void => {
      f.match('s', [{ role: 'case', body: () => set(f, '1') }, { role: 'else', body: () => f.drop('x') }]);
    };
    assert.equal(reachingX(arms), '?');
    assert.equal(reachingX(arms, { fallsThrough: true }), '1 ?');
  });

  it('goes on to the next case where a guard fails', () => {
    assert.equal(reachingX((f) => {
      f.match('s', [
        { role: 'case', body: () => { set(f, '1'); f.guard('c', () => f.return()); } },
        { role: 'else', body: () => f.drop('x') },
      ]);
    }), '1 ?');
  });

  it('is that of the variable for a read with keys', () => {
    assert.equal(reachingX((f) => { set(f, '1'); f.write('x.y', f.const('number', '2')); f.drop('x.y'); }), '1');
  });

  it('is nothing at all where no path leads', () => {
    assert.equal(reachingX((f) => { f.if('c', () => set(f, '1')); f.return(); f.drop('x'); }), '');
  });

  it('is answered the other way round by the reads of a write', () => {
    const flow = Notation.flow((f) => {
      set(f, '1');
      f.drop('x');
      f.if('c', () => set(f, '2'));
      f.drop('x.y');
    });
    const index = indexFlow(flow);
    const { writes, reads } = index.variables.find(({ name }) => name === 'x')!;
    assert.deepEqual(index.readsOf(writes[0]!), reads);
    assert.deepEqual(index.readsOf(writes[1]!), [reads[1]]);
    assert.deepEqual(index.readsOf(0), []);
  });
});
