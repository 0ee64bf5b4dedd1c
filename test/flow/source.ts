import assert from 'node:assert/strict';
import { flowOf, type FileFacts } from '../../engine/facts/facts.js';
import { readPython } from '../../engine/facts/python/reader.js';
import { readTypeScriptText } from '../../engine/facts/typescript/reader.js';
import { indexFlow, type FlowIndex } from '../../engine/flow/flow-index.js';
import type { Place, StepKind, Value } from '../../engine/flow/step.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

/** The flow of a function of a source text, with its steps found and named by their texts. */
export class Source {
  readonly index: FlowIndex;

  /** @param facts of the text; `name` is the function's, '' for the module. */
  constructor(private readonly text: string, facts: FileFacts, name: string) {
    assert.deepEqual(facts.problems, []);
    const fn = facts.functions.find((each) => each.name === name);
    assert.ok(fn, `a function ${name}`);
    this.index = indexFlow(flowOf(facts, fn), { fallsThrough: facts.language === 'typescript' });
  }

  /** The only step of a kind that spans exactly this text, or the one of several with this number, from 0. */
  step(kind: StepKind, spanned: string, number?: number): Value {
    const { flow } = this.index;
    const found = [...flow].filter((step) => step.kind === kind && this.text.slice(step.start, step.end) === spanned);
    if (number === undefined) assert.equal(found.length, 1, `${kind} ${spanned} is there ${found.length} times`);
    const step = found[number ?? 0];
    assert.ok(step, `${kind} ${spanned}`);
    return step.index;
  }

  /** The only region whose text begins like this. */
  region(kind: 'branch' | 'loop' | 'try' | 'scope', begins: string): Value {
    const found = [...this.index.flow].filter((step) => step.kind === kind && this.text.slice(step.start).startsWith(begins));
    assert.equal(found.length, 1, `${kind} ${begins} is there ${found.length} times`);
    return found[0]!.index;
  }

  textOf(step: Value): string {
    const { flow } = this.index;
    return this.text.slice(flow.start(step), flow.end(step)).replace(/\s+/g, ' ');
  }

  /** Steps of some kinds as their texts. */
  texts(steps: readonly Value[] | null, ...kinds: readonly StepKind[]): readonly string[] | null {
    if (steps === null) return null;
    return steps.filter((step) => kinds.length === 0 || kinds.includes(this.index.flow.kind(step))).map((step) => this.textOf(step));
  }
}

export function python(text: string, name = 'main'): Source {
  return new Source(text, readPython('a.py', text), name);
}

let syntax: TypeScriptSyntax | undefined;

/** Ended by `closeTypeScript`. */
export function typescript(text: string, name = 'main'): Source {
  syntax ??= new TypeScriptSyntax();
  return new Source(text, readTypeScriptText('a.ts', text, syntax), name);
}

export function closeTypeScript(): void {
  syntax?.close();
  syntax = undefined;
}

export function dotted({ name, keys }: Place): string {
  return [name, ...keys].join('.');
}
