import fc from 'fast-check';
import type { Flow } from '../../engine/flow/flow.js';
import type { Value } from '../../engine/flow/step.js';
import { Notation } from './notation.js';

/** A random program: statements, each of which is made into steps and can be executed by `executions.ts`. */
export type Statement =
  | { readonly kind: 'call' | 'plain' | 'return' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'read' | 'write'; readonly name: string }
  | { readonly kind: 'if'; readonly then: Block; readonly else: Block | null }
  | { readonly kind: 'each' | 'while' | 'do' | 'forever'; readonly body: Block; readonly else: Block | null }
  | { readonly kind: 'try'; readonly body: Block; readonly handlers: readonly Handler[]; readonly else: Block | null; readonly finally: Block | null }
  | { readonly kind: 'with'; readonly body: Block }
  | { readonly kind: 'match'; readonly cases: readonly { readonly guarded: boolean; readonly body: Block }[]; readonly default: Block | null };
export type Block = readonly Statement[];
export interface Handler {
  readonly all: boolean;
  readonly body: Block;
}

/** The steps of a statement, by what they are; blocks with the steps of their statements. */
export interface Placed {
  readonly statement: Statement;
  /** The region, or the only step of interest. */
  readonly step: Value;
  /** Steps that are evaluated in a row, before the region. */
  readonly before: readonly Value[];
  readonly arms: readonly PlacedArm[];
  /** The loop that a break or continue is for; -1 for none, and then it is a return. */
  readonly target: Value;
}

export interface PlacedArm {
  readonly role: 'then' | 'else' | 'body' | 'handler' | 'finally' | 'case' | 'default';
  readonly step: Value;
  /** Steps at the beginning of the arm: an element and its write, a handler's class, a guard's test and branch. */
  readonly first: readonly Value[];
  /** A loop's test. */
  readonly test: readonly Value[];
  readonly statements: readonly Placed[];
  /** A handler that catches everything; a case with a guard. */
  readonly flag: boolean;
}

/** Random programs over the variables `x` and `y`, small enough for all of their executions to be listed. */
export function programs(): fc.Arbitrary<Block> {
  const name = fc.constantFrom('x', 'y');
  const { program } = fc.letrec<{ program: Block; block: Block; statement: Statement }>((tie) => ({
    program: fc.array(tie('statement'), { minLength: 1, maxLength: 4 }),
    block: fc.array(tie('statement'), { maxLength: 2 }),
    statement: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('read' as const, 'write' as const, 'write' as const), name }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('call' as const, 'call' as const, 'plain' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('return' as const, 'throw' as const, 'break' as const, 'continue' as const) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('if' as const), then: tie('block'), else: fc.option(tie('block')) }) },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constantFrom('each' as const, 'while' as const, 'do' as const, 'forever' as const),
          body: tie('block'), else: fc.option(tie('block'), { freq: 1 }),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('try' as const), body: tie('block'),
          handlers: fc.array(fc.record({ all: fc.boolean(), body: tie('block') }), { maxLength: 2 }),
          else: fc.option(tie('block'), { freq: 1 }), finally: fc.option(tie('block')),
        }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('with' as const), body: tie('block') }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('match' as const),
          cases: fc.array(fc.record({ guarded: fc.boolean(), body: tie('block') }), { minLength: 1, maxLength: 2 }),
          default: fc.option(tie('block')),
        }),
      },
    ) as fc.Arbitrary<Statement>,
  }));
  return program;
}

/** The flow of a program, and where its statements lie in it. */
export function place(program: Block): { readonly flow: Flow; readonly statements: readonly Placed[] } {
  let statements: readonly Placed[] = [];
  const flow = Notation.flow((f) => (statements = new Placing(f).block(program)));
  return { flow, statements };
}

class Placing {
  private readonly loops: Value[] = [];

  constructor(private readonly f: Notation) {}

  block(block: Block): readonly Placed[] {
    return block.map((statement) => this.statement(statement));
  }

  private statement(statement: Statement): Placed {
    const { f } = this;
    const first = f.next;
    const loop = this.loops.at(-1) ?? -1;
    const done = (step: Value, arms: readonly PlacedArm[] = [], target = -1): Placed => (
      { statement, step, before: range(first, step), arms, target }
    );
    switch (statement.kind) {
      case 'call': return done(f.call('g'));
      case 'plain': return done(f.const('none'));
      case 'read': return done(f.read(statement.name));
      case 'write': return done(f.write(statement.name, f.const('none')));
      case 'return': return done(f.return());
      case 'throw': return done(f.throw());
      case 'break': return done(loop < 0 ? f.return() : f.break(loop), [], loop);
      case 'continue': return done(loop < 0 ? f.return() : f.continue(loop), [], loop);
      case 'if': {
        const arms: PlacedArm[] = [];
        const otherwise = statement.else;
        const step = f.if('c', () => arms.push(this.arm('then', statement.then)), otherwise === null ? undefined : () => arms.push(this.arm('else', otherwise)));
        return done(step, arms);
      }
      case 'with': {
        const arms: PlacedArm[] = [];
        return done(f.with('w', () => arms.push(this.arm('body', statement.body))), arms);
      }
      case 'match': return this.match(statement, done);
      case 'try': return this.try(statement, done);
      default: return this.loop(statement, done);
    }
  }

  private match(statement: Statement & { kind: 'match' }, done: (step: Value, arms: readonly PlacedArm[]) => Placed): Placed {
    const arms: PlacedArm[] = [];
    const parts: { role: 'case' | 'else'; body: () => void }[] = statement.cases.map(({ guarded, body }) => ({
      role: 'case',
      body: () => {
        if (!guarded) return void arms.push(this.arm('case', body));
        const step = this.f.next - 1;
        const test = this.f.call('guard');
        const from = this.f.next;
        this.f.guard(test, () => arms.push({ role: 'case', step, first: range(step + 1, from + 1), test: [from + 1], statements: this.block(body), flag: true }));
      },
    }));
    const otherwise = statement.default;
    if (otherwise !== null) parts.push({ role: 'else', body: () => arms.push(this.arm('default', otherwise)) });
    return done(this.f.match('s', parts), arms);
  }

  private try(statement: Statement & { kind: 'try' }, done: (step: Value, arms: readonly PlacedArm[]) => Placed): Placed {
    const arms: PlacedArm[] = [];
    const otherwise = statement.else;
    const final = statement.finally;
    const step = this.f.try({
      body: () => arms.push(this.arm('body', statement.body)),
      handlers: statement.handlers.map(({ all, body }) => ({
        catches: all ? null : 'Error',
        body: () => {
          const arm = this.f.next - (all ? 1 : 2);
          arms.push({ role: 'handler', step: arm, first: range(arm + 1, this.f.next), test: [], statements: this.block(body), flag: all });
        },
      })),
      ...(otherwise === null ? {} : { else: () => arms.push(this.arm('else', otherwise)) }),
      ...(final === null ? {} : { finally: () => arms.push(this.arm('finally', final)) }),
    });
    return done(step, arms);
  }

  private loop(statement: Statement & { kind: 'each' | 'while' | 'do' | 'forever' }, done: (step: Value, arms: readonly PlacedArm[]) => Placed): Placed {
    const { f } = this;
    const arms: PlacedArm[] = [];
    const { kind, body } = statement;
    const otherwise = statement.else === null ? undefined : () => void arms.push(this.arm('else', statement.else!));
    let test: readonly Value[] = [];
    let region = -1;
    let statements: readonly Placed[] = [];
    const note = (loop: Value): void => {
      region = loop;
      this.loops.push(loop);
      statements = this.block(body);
      this.loops.pop();
    };
    const asked = (): Value => {
      const from = f.next;
      const value = kind === 'forever' ? f.const('boolean', 'true') : f.call('t');
      test = range(from, f.next);
      return value;
    };
    const step = kind === 'each' ? f.each('e', 'es', note, otherwise) : f.loop(kind === 'do' ? 'do' : 'while', asked, note, otherwise);
    const first = kind === 'each' ? [region + 2, region + 3] : [];
    return done(step, [{ role: 'body', step: region + 1, first, test, statements, flag: false }, ...arms]);
  }

  private arm(role: PlacedArm['role'], block: Block): PlacedArm {
    const step = this.f.next - 1;
    return { role, step, first: [], test: [], statements: this.block(block), flag: false };
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
