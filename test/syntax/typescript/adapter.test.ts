/**
 * The parser of TypeScript and JavaScript behind its adapter: what it parses, where its positions lie, what it says of
 * broken texts, and that neither a killed nor a missing process throws.
 */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyntaxKind, TypeScriptSyntax, type Node, type TypeScriptTree } from '../../../engine/syntax/typescript/adapter.js';

/** Kinds and positions of all nodes, in order. */
function nodesOf({ tree }: TypeScriptTree): string[] {
  const nodes: string[] = [];
  const visit = (node: Node): void => {
    nodes.push(`${SyntaxKind[node.kind]} ${node.pos}-${node.end}`);
    node.forEachChild(visit);
  };
  visit(tree!);
  return nodes;
}

/** The texts of all identifiers as the positions cut them out, without what stands before them. */
function identifiersOf({ tree, text }: TypeScriptTree): string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    if (node.kind === SyntaxKind.Identifier) names.push(text.slice(node.pos, node.end).trim().split(/\s/).at(-1)!);
    node.forEachChild(visit);
  };
  visit(tree!);
  return names;
}

/** The native process of an adapter, to be killed by a test. */
function childOf(syntax: TypeScriptSyntax): ChildProcess {
  return (syntax as unknown as { readonly api: { readonly client: { readonly channel: { readonly child: ChildProcess } } } }).api.client.channel.child;
}

async function kill(syntax: TypeScriptSyntax): Promise<number> {
  const child = childOf(syntax);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  return child.pid!;
}

describe('the parser of TypeScript', () => {
  const syntax = new TypeScriptSyntax();
  after(() => syntax.close());

  for (const [path, text] of [
    ['a.ts', 'const x = <T>y;'], ['a.tsx', 'const x = <T>y</T>;'], ['a.mts', 'await f();'], ['a.cts', "import a = require('a');"],
    ['a.js', 'const x = <T a={1}>y</T>;'], ['a.jsx', 'const x = <T />;'], ['a.mjs', 'await f();'], ['a.cjs', "const a = require('a');"],
    ['a.d.ts', 'declare const x: number; export function f(): void;'], ['A.TS', 'const x = <T>y;'],
  ] as const) {
    it(`parses ${path}`, () => {
      const { tree, problems } = syntax.parseText(`/somewhere/${path}`, text);
      assert.ok(tree!.statements.length > 0);
      assert.deepEqual(problems, []);
    });
  }

  it('counts positions in UTF-16, with the byte-order mark', () => {
    for (const text of ['const é = "😀", b = 2;\r\nlet c = "ü"; // 😀\nd;', '\uFEFFlet a = "€";\r\nb;']) {
      const parsed = syntax.parseText('a.ts', text);
      assert.deepEqual(identifiersOf(parsed), text.includes('é') ? ['é', 'b', 'c', 'd'] : ['a', 'b']);
      assert.equal(parsed.tree!.end, text.length);
    }
  });

  it('gives the types of JSDoc comments in JavaScript', () => {
    const { tree } = syntax.parseText('a.js', '/** @param {string} a */ function f(a) {}');
    const kinds: SyntaxKind[] = [];
    tree!.statements[0]!.forEachChild((child) => {
      if (child.kind === SyntaxKind.Parameter) child.forEachChild((part) => {
        kinds.push(part.kind);
      });
    });
    assert.deepEqual(kinds, [SyntaxKind.Identifier, SyntaxKind.StringKeyword]);
  });

  it('takes annotations in JavaScript without a word, as Flow writes them', () => {
    const parsed = syntax.parseText('a.js', '// @flow\nfunction f(a: string): Promise<void> { return g(a); }');
    assert.deepEqual(parsed.problems, []);
    assert.ok(nodesOf(parsed).some((node) => node.startsWith('CallExpression')));
  });

  it('gives a tree and problems for a broken text, each in its own file', () => {
    const [good, bad, other] = syntax.parse([
      { path: 'a.ts', text: 'let a = 1;' }, { path: 'b.ts', text: 'function f() { return g(; }\nlet b = 1;' }, { path: 'c.ts', text: '`${' },
    ]);
    assert.deepEqual(good!.problems, []);
    assert.deepEqual(bad!.problems, [{ start: 24, end: 25, message: "')' expected." }]);
    assert.ok(identifiersOf(bad!).includes('b'));
    assert.deepEqual(other!.problems.map(({ message }) => message), ['Expression expected.']);
  });

  it('keeps the order over more texts than one batch holds', () => {
    const texts = Array.from({ length: 1100 }, (_, i) => ({ path: `f${i}.ts`, text: `let v${i};` }));
    const names = Array.from(syntax.parse(texts), (parsed) => identifiersOf(parsed)[0]);
    assert.deepEqual(names, texts.map((_, i) => `v${i}`));
  });

  it('answers for an edited text as for a new one', () => {
    let text = 'async function f() {\n  await g();\n}\n';
    for (const typed of ['const a = ', 'await h(', '1);', '\n// é\n']) {
      text += typed;
      const edited = syntax.parseText('/p/a.ts', text);
      const fresh = new TypeScriptSyntax();
      assert.deepEqual(nodesOf(edited), nodesOf(fresh.parseText('/q/b.ts', text)));
      fresh.close();
    }
  });

  it('takes paths that collide, repeat or lead out of the folder for what they are: names', () => {
    const texts = ['/A.ts', '/a.ts', '/a.ts', '../../x/node_modules/a.ts', 'C:\\x\\a.ts', 'new\nline.ts', ''].map((path, i) => ({ path, text: `let v${i};` }));
    const parsed = [...syntax.parse(texts)];
    assert.deepEqual(parsed.map(({ path }) => path), texts.map(({ path }) => path));
    assert.deepEqual(parsed.map((one) => identifiersOf(one)[0]), texts.map((_, i) => `v${i}`));
  });
});

describe('the process of the parser', () => {
  it('is started anew when it is killed, between texts and between batches', async () => {
    const syntax = new TypeScriptSyntax();
    const before = nodesOf(syntax.parseText('a.ts', 'let a = 1;'));
    const first = await kill(syntax);
    assert.deepEqual(nodesOf(syntax.parseText('a.ts', 'let a = 1;')), before);
    assert.notEqual(childOf(syntax).pid, first);

    const texts = Array.from({ length: 600 }, (_, i) => ({ path: `${i}.ts`, text: `let v${i};` }));
    const names: (string | undefined)[] = [];
    for (const parsed of syntax.parse(texts)) {
      if (names.length === 511) await kill(syntax);
      names.push(identifiersOf(parsed)[0]);
    }
    assert.deepEqual(names, texts.map((_, i) => `v${i}`));
    syntax.close();
  });

  it('can be used again after it was closed', () => {
    const syntax = new TypeScriptSyntax();
    syntax.close();
    assert.deepEqual(identifiersOf(syntax.parseText('a.ts', 'a')), ['a']);
    syntax.close();
    assert.deepEqual(identifiersOf(syntax.parseText('a.ts', 'b')), ['b']);
    syntax.close();
  });

  it('says for each file that it is missing, and does not throw', () => {
    const syntax = new TypeScriptSyntax({ tsserverPath: '/no/such/executable' });
    const parsed = [...syntax.parse([{ path: 'a.ts', text: 'a' }, { path: 'b.ts', text: 'b' }])];
    assert.equal(parsed.length, 2);
    for (const { tree, problems } of parsed) {
      assert.equal(tree, null);
      assert.match(problems[0]!.message, /^TypeScript and JavaScript files can't be linted on this platform, because .*no such file.*Python files are linted/);
    }
    syntax.close();
  });

  it('says so too where the executable is none of TypeScript', () => {
    const folder = mkdtempSync(join(tmpdir(), 'asynclint-'));
    const executable = join(folder, 'tsc');
    writeFileSync(executable, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    // Windows runs no script; there Node takes offence at the arguments.
    const syntax = new TypeScriptSyntax({ tsserverPath: process.platform === 'win32' ? process.execPath : executable });
    const parsed = [...syntax.parse(Array.from({ length: 40 }, (_, i) => ({ path: `${i}.ts`, text: 'a' })))];
    assert.equal(parsed.length, 40);
    for (const { tree, problems } of parsed) {
      assert.equal(tree, null);
      assert.match(problems[0]!.message, /^TypeScript and JavaScript files can't be linted on this platform/);
    }
    syntax.close();
    rmSync(folder, { recursive: true });
  });
});
