import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { flowOf, type FileFacts } from '../../engine/facts/facts.js';
import { readPython } from '../../engine/facts/python/reader.js';
import { readTypeScript } from '../../engine/facts/typescript/reader.js';
import { indexFlow, type FlowIndex } from '../../engine/flow/flow-index.js';
import { operandsOf } from '../../engine/flow/operands.js';
import type { StepKind, Value } from '../../engine/flow/step.js';
import { VariableTable } from '../../engine/flow/variables.js';
import { Versions } from '../../engine/flow/versions.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

/** All questions about all functions of real code: this repository's own, and packages of Python's standard library. */
describe('the index of real code', function () {
  const indexes: { readonly name: string; readonly index: FlowIndex }[] = [];

  before(() => {
    for (const facts of [...pythonFacts(), ...typescriptFacts()]) {
      for (const fn of facts.functions) {
        const index = indexFlow(flowOf(facts, fn), { fallsThrough: facts.language === 'typescript' });
        indexes.push({ name: `${facts.path} ${fn.name}`, index });
      }
    }
    assert.ok(indexes.length > 1000, `only ${indexes.length} functions`);
  });

  it('answers everything, and its lists are in order', () => {
    for (const { name, index } of indexes) {
      for (let i = 0; i < index.flow.length; i++) {
        for (const { step, value } of index.uses(i)) assert.ok(value === i && (step > i || index.flow.kind(step) !== 'call'), `${name} ${i}`);
        const regions = index.enclosing(i).map((region) => region.index);
        assert.deepEqual(regions, [...regions].sort((a, b) => b - a));
        for (const guard of index.guards(i)) assert.ok(guard.test >= 0 && guard.by !== i, `${name} ${i}`);
        if (index.flow.kind(i) === 'loop') for (const { writes } of index.carried(i).carried) assert.ok(writes.length > 0 && ascends(writes), `${name} ${i}`);
      }
    }
  });

  it('reads operands, callees and places of steps as the decoded steps have them', () => {
    const kinds = new Set<StepKind>();
    for (const { name, index: { flow } } of indexes) {
      for (const step of flow) {
        const i = step.index;
        const values: Value[] = [];
        flow.eachOperand(i, (value) => { if (value >= 0) values.push(value); });
        assert.deepEqual(values, operandsOf(step).map(({ value }) => value), `${name} ${i}`);
        if (values.length > 0) kinds.add(step.kind);
        assert.equal(flow.callee(i), step.kind === 'call' ? step.callee : -1, `${name} ${i}`);
        assert.deepEqual(flow.placeOf(i), step.kind === 'read' || step.kind === 'write' ? step.place : undefined, `${name} ${i}`);
      }
    }
    // All but `try`, `const` and `fn`, which take nothing.
    const taking = ['arm', 'await', 'branch', 'call', 'drop', 'element', 'exit', 'loop', 'make', 'operate', 'read', 'scope', 'write', 'yield'];
    assert.deepEqual([...kinds].sort(), taking);
  });

  it('finds the same writes with and without the graph', () => {
    for (const { name, index } of indexes) {
      const table = new VariableTable(index.flow);
      const versions = new Versions(index.flow, table, index.graph);
      for (const read of table.variables.flatMap((variable) => (variable.writes.length === 0 ? [] : variable.reads))) {
        if (!index.graph.nodesOf(read).some((node) => index.graph.reaches(node))) continue;
        const { writes, initialToo } = versions.sources(read);
        const answer = index.writesReaching(read);
        const valued = writes.filter((write) => gives(index, write));
        assert.deepEqual(answer, { writes: valued, undefinedToo: initialToo || valued.length < writes.length }, `${name} ${read}`);
      }
    }
  });

  it('shows paths whose steps follow one another', () => {
    for (const { name, index } of indexes) {
      for (const to of ['return', 'raise', 'end'] as const) {
        const path = index.path(-1, { to });
        if (path === null) continue;
        assert.ok(index.flow.length === 0 || path[0] === 0, name);
        for (let i = 1; i < path.length; i++) assert.ok(follows(index, path[i - 1]!, path[i]!), `${name}: ${path[i]} after ${path[i - 1]}`);
      }
    }
  });

  it('needs work that grows with the code, not with its square', () => {
    for (const { name, index } of indexes) {
      const steps = index.flow.length + 1;
      assert.ok(index.graph.edges <= 4 * steps, `${name}: ${index.graph.edges} edges of ${steps} steps`);
      let asked = 0;
      index.path(-1, { to: () => (asked++, false), via: () => false });
      assert.ok(asked <= 2 * index.graph.edges + 2, name);
    }
  });
});

describe('the index of what nobody writes by hand', () => {
  const graphOf = (text: string) => indexFlow(flowOf(readPython('a.py', text), readPython('a.py', text).functions[0]!)).graph;

  it('has as many edges per step for long code as for short', () => {
    const each: Readonly<Record<string, (n: number) => string>> = {
      elifs: (n) => 'if a: b()\n' + 'elif a: b()\n'.repeat(n),
      tries: (n) => 'try: a()\nexcept E: b()\nfinally: c()\n'.repeat(n),
      handlers: (n) => 'try: a()\n' + 'except E: b()\n'.repeat(n),
      'calls in a try': (n) => 'try:\n' + '  a()\n'.repeat(n) + 'except E: b()\nfinally: c()\n',
      cases: (n) => 'match a:\n' + '  case [x] if x: b()\n'.repeat(n),
    };
    for (const [name, text] of Object.entries(each)) {
      const [short, long] = [graphOf(text(50)), graphOf(text(500))];
      assert.ok(long.edges <= 10.5 * short.edges, `${name}: ${short.edges}, then ${long.edges}`);
    }
  });

  it('is answered for thousands of branches and for deep nesting', () => {
    const wide = readPython('a.py', 'x = 0\n' + 'if a:\n  x = b(x)\n'.repeat(3000));
    const index = indexFlow(flowOf(wide, wide.functions[0]!));
    const last = index.variables.find(({ name }) => name === 'x')!.reads.at(-1)!;
    assert.equal(index.writesReaching(last).writes.length, 3000);
    const deep = readPython('a.py', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}try:\n${' '.repeat(i)} a()\n${' '.repeat(i)}finally:\n`).join('') + ' '.repeat(60) + 'b()\n');
    const nested = indexFlow(flowOf(deep, deep.functions[0]!));
    assert.ok(nested.graph.edges < 60 * nested.flow.length, String(nested.graph.edges));
  });
});

function* pythonFacts(): Iterable<FileFacts> {
  const code = 'import sysconfig; print(sysconfig.get_paths()["stdlib"])';
  const library = execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim();
  for (const folder of ['asyncio', 'concurrent/futures', 'http', 'json', 'logging', 'unittest']) {
    for (const file of readdirSync(`${library}/${folder}`)) {
      if (file.endsWith('.py')) yield readPython(file, readFileSync(`${library}/${folder}/${file}`, 'utf8'));
    }
  }
}

function* typescriptFacts(): Iterable<FileFacts> {
  const root = fileURLToPath(new URL('../../engine/', import.meta.url));
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const syntax = new TypeScriptSyntax();
  try {
    for (const { path, text, tree } of syntax.parse(paths.map((path) => ({ path, text: readFileSync(root + path, 'utf8') })))) {
      yield readTypeScript(path, text, tree);
    }
  } finally {
    syntax.close();
  }
}

function follows(index: FlowIndex, before: Value, after: Value): boolean {
  const { graph } = index;
  const open = Array.from({ length: graph.size }, (_, node) => node).filter((node) => graph.stepOf(node) === before);
  const seen = new Set<number>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of graph.successors(node)) {
      const moment = graph.momentOf(next);
      if (graph.stepOf(next) === after && (moment === 'reach' || moment === 'leave')) return true;
      if (moment !== 'reach' && moment !== 'leave' && !seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
    }
  }
  return false;
}

function gives(index: FlowIndex, write: Value): boolean {
  const step = index.flow.step(write);
  return step.kind === 'write' && step.form !== 'delete' && step.from >= 0;
}

function ascends(values: readonly Value[]): boolean {
  return values.every((value, i) => i === 0 || values[i - 1]! < value);
}
