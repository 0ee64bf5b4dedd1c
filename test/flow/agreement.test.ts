import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Flow } from '../../engine/flow/flow.js';
import { indexFlow, type FlowIndex } from '../../engine/flow/flow-index.js';
import type { Value } from '../../engine/flow/step.js';
import { executionsOf, TooMany, type Event, type Execution } from './executions.js';
import { place, programs, type Block } from './random-program.js';

/** Small random programs, all of whose executions are listed and compared with what the index says. */
function forAllPrograms(check: (flow: Flow, index: FlowIndex, executions: readonly Execution[], program: Block) => void): number {
  let compared = 0;
  fc.assert(fc.property(programs(), (program) => {
    const { flow, statements } = place(program);
    let executions: readonly Execution[];
    try {
      executions = executionsOf(flow, statements);
    } catch (error) {
      if (error instanceof TooMany) return fc.pre(false);
      throw error;
    }
    check(flow, indexFlow(flow), executions, program);
    compared++;
  }), { numRuns: 200, maxSkipsPerRun: 100 });
  return compared;
}

describe('the index agrees with all executions of small programs', () => {
  it('on the writes that reach a read, and on those of earlier iterations', () => {
    forAllPrograms((flow, index, executions) => {
      const seen = new Map<Value, { writes: Set<Value>; initial: boolean; carried: Map<Value, Set<Value>> }>();
      for (const { events } of executions) observe(flow, events, seen);
      for (const [read, expected] of seen) {
        const { writes, undefinedToo } = index.writesReaching(read);
        assert.deepEqual({ read, writes, undefinedToo }, { read, writes: sorted(expected.writes), undefinedToo: expected.initial });
        for (const { index: loop, kind } of index.enclosing(read)) {
          if (kind === 'loop') assert.deepEqual({ loop, read, carried: index.writesCarried(loop, read) }, { loop, read, carried: sorted(expected.carried.get(loop) ?? []) });
        }
      }
    });
  });

  it('on whether there is a path, and every path it shows is one that an execution takes', () => {
    forAllPrograms((flow, index, executions) => {
      const step = (): Value => fc.sample(fc.integer({ min: 0, max: flow.length - 1 }), { numRuns: 1, seed: next() })[0]!;
      let seed = flow.length * 31 + executions.length;
      const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
      for (let n = 0; n < 12; n++) {
        const from = n % 4 === 0 ? -1 : step();
        const via = n % 2 === 0 ? step() : undefined;
        const avoid = n % 3 === 0 ? step() : undefined;
        const to = ([step(), 'return', 'raise', 'end'] as const)[n % 4]!;
        compare(index, executions, { from, via, avoid, to });
      }
    });
  });

  it('on what was tested before a step', () => {
    forAllPrograms((_, index, executions) => {
      for (const { events } of executions) {
        const truths = new Map<Value, boolean>();
        for (const { step, truth, leaving } of events) {
          if (truth !== undefined) truths.set(step, truth);
          else if (!leaving) {
            for (const guard of index.guards(step)) {
              if (guard.sense === 'truthy' || guard.sense === 'falsy') assert.equal(truths.get(guard.by), guard.sense === 'truthy', `step ${step}, test of ${guard.by}`);
            }
          }
        }
      }
    });
  });

  it('on which regions can be left at their end', () => {
    forAllPrograms((flow, index, executions) => {
      for (const { events, end } of executions) {
        const top = events.findLast(({ truth, leaving }) => truth === undefined && !leaving);
        if (end !== 'onward' || top === undefined) continue;
        for (let i = 0; i < flow.length; i = flow.last(i)) assert.ok(index.canComplete(i), `step ${i}`);
      }
    });
  });
});

interface Query {
  readonly from: Value;
  readonly via: Value | undefined;
  readonly avoid: Value | undefined;
  readonly to: Value | 'return' | 'raise' | 'end';
}

function compare(index: FlowIndex, executions: readonly Execution[], query: Query): void {
  const { from, via, avoid, to } = query;
  const found = index.path(from, {
    to: typeof to === 'number' ? (step) => step === to : to,
    ...(via === undefined ? {} : { via: (step: Value) => step === via }),
    ...(avoid === undefined ? {} : { avoid: (step: Value) => step === avoid }),
  });
  const expected = executions.some((execution) => segments(execution, query).length > 0);
  assert.equal(found !== null, expected, `${JSON.stringify(query)} found ${JSON.stringify(found)}`);
  if (found === null) return;
  const taken = executions.some((execution) => segments(execution, query).some((segment) => segment.join() === found.join()));
  assert.ok(taken, `no execution takes ${JSON.stringify(found)} for ${JSON.stringify(query)}`);
}

/** The steps of each stretch of an execution that answers a query. */
function segments({ events, end }: Execution, { from, via, avoid, to }: Query): readonly (readonly Value[])[] {
  const passed = events.filter(({ truth }) => truth === undefined);
  const found: Value[][] = [];
  const starts = from < 0 ? [-1] : passed.flatMap(({ step, leaving, failed }, i) => (step === from && !leaving && !failed ? [i] : []));
  for (const start of starts) {
    let seen = via === undefined;
    const steps = start < 0 ? [] : [from];
    let at = start + 1;
    for (; at < passed.length; at++) {
      const { step } = passed[at]!;
      steps.push(step);
      if (seen && step === to) {
        found.push([...steps]);
        break;
      }
      if (step === avoid) break;
      seen ||= step === via;
    }
    if (at < passed.length || !seen || typeof to === 'number' || end === 'cut') continue;
    const reached = end === 'raise' ? 'raise' : 'return';
    if (to === 'end' || to === reached) found.push(steps);
  }
  return found;
}

/** Runs through an execution and notes, for each read, the write whose value it sees. */
function observe(
  flow: Flow, events: readonly Event[], seen: Map<Value, { writes: Set<Value>; initial: boolean; carried: Map<Value, Set<Value>> }>,
): void {
  const held = new Map<string, { write: Value; rounds: ReadonlyMap<Value, number> }>();
  // For each loop how many of its heads have been passed; a loop that is entered anew counts on from a new hundred.
  const rounds = new Map<Value, number>();
  let last = -1;
  for (const { step, leaving, truth } of events) {
    if (truth !== undefined || leaving) continue;
    const decoded = flow.step(step);
    if (decoded.kind === 'loop') {
      const inside = last > step && last < decoded.last;
      const before = rounds.get(step) ?? 0;
      rounds.set(step, inside ? before + 1 : (Math.floor(before / 100) + 1) * 100);
    } else if (decoded.kind === 'write') held.set(decoded.place.name, { write: step, rounds: new Map(rounds) });
    else if (decoded.kind === 'read') {
      const expected = seen.get(step) ?? { writes: new Set<Value>(), initial: false, carried: new Map<Value, Set<Value>>() };
      seen.set(step, expected);
      const source = held.get(decoded.place.name);
      if (source === undefined) expected.initial = true;
      else {
        expected.writes.add(source.write);
        noteCarried(flow, step, source, rounds, expected.carried);
      }
    }
    last = step;
  }
}

function noteCarried(
  flow: Flow, read: Value, source: { write: Value; rounds: ReadonlyMap<Value, number> }, rounds: ReadonlyMap<Value, number>,
  carried: Map<Value, Set<Value>>,
): void {
  for (let loop = flow.parent(read); loop >= 0; loop = flow.parent(loop)) {
    const within = loop < source.write && source.write < flow.last(loop);
    const then = source.rounds.get(loop) ?? 0;
    const now = rounds.get(loop) ?? 0;
    if (flow.kind(loop) !== 'loop' || !within || Math.floor(then / 100) !== Math.floor(now / 100) || then === now) continue;
    const writes = carried.get(loop) ?? new Set();
    carried.set(loop, writes.add(source.write));
  }
}

function sorted(values: Iterable<Value>): readonly Value[] {
  return [...values].sort((a, b) => a - b);
}
