import type { Flow } from '../../engine/flow/flow.js';
import type { Value } from '../../engine/flow/step.js';
import type { Placed, PlacedArm } from './random-program.js';

/**
 * All executions of a program with at most `rounds` iterations of each loop, listed by following the statements: an
 * independent and slow account of what the graph claims. Every call and every element may fail; a branch may go either way.
 */
export interface Execution {
  readonly events: readonly Event[];
  /** `cut`: it goes on, but nobody looks. */
  readonly end: 'onward' | 'raise' | 'return' | 'cut' | { readonly jump: 'break' | 'continue'; readonly loop: Value };
}

export interface Event {
  readonly step: Value;
  /** The exit of a scope. */
  readonly leaving: boolean;
  /** The step failed. */
  readonly failed: boolean;
  /** The way that a branch or a loop's test went, for events that stand for that decision. */
  readonly truth?: boolean;
}

/** Thrown where a program has more executions than a test should look at. */
export class TooMany extends Error {}

export function executionsOf(flow: Flow, statements: readonly Placed[], rounds = 3, most = 1000): readonly Execution[] {
  return new Executor(flow, rounds, most).block(statements);
}

const nothing: Execution = { events: [], end: 'onward' };
const cut: Execution = { events: [], end: 'cut' };

class Executor {
  private work = 0;

  constructor(private readonly flow: Flow, private readonly rounds: number, private readonly most: number) {}

  block(statements: readonly Placed[]): readonly Execution[] {
    return statements.reduce<readonly Execution[]>((runs, statement) => this.then(runs, () => this.statement(statement)), [nothing]);
  }

  /** Goes on with `next` after each run that came to its end. */
  private then(runs: readonly Execution[], next: (run: Execution) => readonly Execution[]): readonly Execution[] {
    const result: Execution[] = [];
    for (const run of runs) {
      if (run.end !== 'onward') result.push(run);
      else for (const more of next(run)) result.push({ events: [...run.events, ...more.events], end: more.end });
      if (result.length > this.most || ++this.work > 20 * this.most) throw new TooMany();
    }
    return result;
  }

  /** Evaluates steps in a row. */
  private steps(steps: readonly Value[]): readonly Execution[] {
    return steps.reduce<readonly Execution[]>((runs, step) => this.then(runs, () => this.step(step)), [nothing]);
  }

  private step(step: Value): readonly Execution[] {
    const event = { step, leaving: false, failed: false };
    const kind = this.flow.kind(step);
    const fails = kind === 'call' || kind === 'element' || kind === 'scope' || (kind === 'loop' && (this.flow.step(step) as { form: string }).form === 'each');
    const fine: Execution = { events: [event], end: 'onward' };
    return fails ? [fine, { events: [{ ...event, failed: true }], end: 'raise' }] : [fine];
  }

  private statement(placed: Placed): readonly Execution[] {
    const begun = this.steps(placed.before);
    return this.then(begun, () => this.main(placed));
  }

  private main(placed: Placed): readonly Execution[] {
    const { statement, step } = placed;
    const only = (end: Execution['end']): readonly Execution[] => [{ events: [{ step, leaving: false, failed: false }], end }];
    switch (statement.kind) {
      case 'return': return only('return');
      case 'throw': return only('raise');
      case 'break':
      case 'continue': return only(placed.target < 0 ? 'return' : { jump: statement.kind, loop: placed.target });
      case 'if': return this.then(this.step(step), () => this.if(placed));
      case 'match': return this.then(this.step(step), () => this.cases(placed.arms));
      case 'with': return this.then(this.step(step), () => this.arm(placed.arms[0]!).flatMap((run) => this.leave(step, run)));
      case 'try': return this.then(this.step(step), () => this.try(placed));
      case 'each':
      case 'while':
      case 'do':
      case 'forever': return this.iterate(placed, this.rounds);
      default: return this.step(step);
    }
  }

  private arm(arm: PlacedArm): readonly Execution[] {
    return this.then(this.steps([arm.step, ...arm.first, ...arm.test]), () => this.block(arm.statements));
  }

  private if(placed: Placed): readonly Execution[] {
    const then = placed.arms.find(({ role }) => role === 'then')!;
    const otherwise = placed.arms.find(({ role }) => role === 'else');
    return [
      ...decided(placed.step, true, this.arm(then)),
      ...decided(placed.step, false, otherwise === undefined ? [nothing] : this.arm(otherwise)),
    ];
  }

  private cases(arms: readonly PlacedArm[]): readonly Execution[] {
    const [first, ...others] = arms;
    if (first === undefined) return [nothing];
    if (first.role === 'default') return this.arm(first);
    const passed = this.cases(others);
    if (!first.flag) return [...this.arm(first), ...passed];
    // A guard: its test may fail, be true or be false.
    const asked = this.steps([first.step, ...first.first]);
    const into = this.then(this.steps(first.test), () => this.block(first.statements));
    const branch = first.first.at(-1)!;
    return [...this.then(asked, () => [...decided(branch, true, into), ...decided(branch, false, passed)]), ...passed];
  }

  private leave(scope: Value, run: Execution): readonly Execution[] {
    if (run.end === 'cut') return [run];
    const left = { step: scope, leaving: true, failed: false };
    return [
      { events: [...run.events, left], end: run.end },
      { events: [...run.events, { ...left, failed: true }], end: 'raise' },
    ];
  }

  private try(placed: Placed): readonly Execution[] {
    const find = (role: PlacedArm['role']) => placed.arms.find((arm) => arm.role === role);
    const otherwise = find('else');
    const final = find('finally');
    const runs = this.arm(find('body')!).flatMap((run) => {
      if (run.end === 'raise') return this.handled(run, placed.arms.filter(({ role }) => role === 'handler'));
      return run.end === 'onward' && otherwise !== undefined ? this.then([run], () => this.arm(otherwise)) : [run];
    });
    if (final === undefined) return runs;
    const last = this.arm(final);
    if (runs.length * last.length > this.most) throw new TooMany();
    return runs.flatMap((run) => (run.end === 'cut' ? [run] : last.map((more) => (
      { events: [...run.events, ...more.events], end: more.end === 'onward' ? run.end : more.end }
    ))));
  }

  private handled(run: Execution, handlers: readonly PlacedArm[]): readonly Execution[] {
    const result: Execution[] = [];
    for (const handler of handlers) {
      for (const more of this.arm(handler)) result.push({ events: [...run.events, ...more.events], end: more.end });
      if (handler.flag) return this.limit(result);
    }
    return this.limit([...result, run]);
  }

  private iterate(placed: Placed, rounds: number): readonly Execution[] {
    const { kind } = placed.statement;
    const [body, otherwise] = placed.arms as readonly [PlacedArm, PlacedArm?];
    const exhausted = (): readonly Execution[] => (otherwise === undefined ? [nothing] : this.arm(otherwise));
    const tested = (next: () => readonly Execution[]): readonly Execution[] => this.then(this.steps(body.test), () => [
      ...decided(placed.step, true, next()),
      ...(kind === 'forever' ? [] : decided(placed.step, false, exhausted())),
    ]);
    const again = (): readonly Execution[] => this.iterate(placed, rounds - 1);
    const statements = (): readonly Execution[] => this.block(body.statements).flatMap((run) => {
      const jump = typeof run.end === 'object' && run.end.loop === placed.step ? run.end.jump : undefined;
      const ended: Execution = { events: run.events, end: 'onward' };
      if (jump === 'break') return [ended];
      if (run.end !== 'onward' && jump === undefined) return [run];
      return this.then([ended], () => (kind === 'do' ? tested(again) : again()));
    });
    return this.limit(this.then(this.step(placed.step), () => {
      if (kind === 'each' && rounds === 0) return exhausted();
      const opened = this.steps([body.step, ...body.first]);
      if (kind === 'each') return [...this.then(opened, statements), ...exhausted()];
      if (rounds === 0 && kind === 'do') return [cut];
      return this.then(opened, () => (kind === 'do' ? statements() : tested(rounds === 0 ? () => [cut] : statements)));
    }));
  }

  private limit(runs: readonly Execution[]): readonly Execution[] {
    if (runs.length > this.most) throw new TooMany();
    return runs;
  }
}

/** Puts the event of a decision before each run. */
function decided(step: Value, truth: boolean, runs: readonly Execution[]): readonly Execution[] {
  return runs.map((run) => ({ events: [{ step, leaving: false, failed: false, truth }, ...run.events], end: run.end }));
}
