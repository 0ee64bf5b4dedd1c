/**
 * What holds of the facts of any text: of real files, of the same broken at random, and of texts that nest or run on
 * without end. Nothing throws, and `checkFacts` has nothing to say.
 */

import assert from 'node:assert/strict';
import { checkFacts } from '../../../engine/facts/check.js';
import { flowOf, type FileFacts } from '../../../engine/facts/facts.js';
import { readTypeScript, readTypeScriptText } from '../../../engine/facts/typescript/reader.js';
import { TypeScriptSyntax, type TypeScriptText } from '../../../engine/syntax/typescript/adapter.js';
import { broken, numbersFrom, realFiles } from '../../syntax/typescript/real-files.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

function assertSound(texts: readonly TypeScriptText[]): { readonly functions: number; readonly problems: number } {
  let functions = 0;
  let problems = 0;
  for (const { path, text, tree, problems: syntaxProblems } of syntax.parse(texts)) {
    const facts = readTypeScript(path, text, tree, syntaxProblems);
    assert.deepEqual(checkFacts(facts), [], path);
    functions += facts.functions.length;
    problems += facts.problems.length;
  }
  return { functions, problems };
}

describe('facts of TypeScript', () => {
  const files = realFiles(
    ['eslint/lib', 'mocha/lib', 'vscode-languageserver/lib', 'vscode-languageserver-types/lib', 'fast-check/lib', 'typescript/dist/api', '@typescript-eslint/utils/dist'],
    ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'],
  );

  it('are sound for real files', () => {
    const { functions, problems } = assertSound(files);
    assert.ok(files.length > 600 && functions > 12_000, `${files.length} files with ${functions} functions`);
    assert.equal(problems, 0);
  });

  it('are sound for broken files', () => {
    const random = numbersFrom(7);
    const copies = files.filter(({ text }) => text.length < 50_000).map(({ path, text }) => ({ path, text: broken(broken(text, random), random) }));
    assert.ok(assertSound(copies).problems > 300);
  });

  it('are sound wherever a text ends', () => {
    const text = `@d class A<T> extends B implements C { x = 1; static async *m({ a, b: [c] = [] }: P = {}, ...r): Promise<T> { for await (const y of this.x?.z()) { try { await using w = f(\`a\${y}\`); switch (w) { case 1: break; default: throw new E(); } } catch { return <any>q!; } } } }
export default async (a) => { const { x = 1, ...y } = await import('m'); label: do { if (x) continue label; else y[0] ??= a ? b : c; } while (await d()); };`;
    assertSound(Array.from(text, (_, i) => ({ path: '/a.ts', text: text.slice(0, i) })));
  });
});

/** Names of variables that reads name, from the text that their spans cover. */
function misplacedReads(facts: FileFacts, text: string): string[] {
  const wrong: string[] = [];
  for (const fact of facts.functions) {
    for (const step of flowOf(facts, fact)) {
      if (step.kind !== 'read' || step.place.scope === 'value') continue;
      const expected = [step.place.name.replace(/#\d+$/, ''), ...step.place.keys].join('.');
      if (text.slice(step.start, step.end) !== expected) wrong.push(`${expected}: ${text.slice(step.start, step.end)}`);
    }
    if (text.slice(fact.nameSpan.start, fact.nameSpan.end) !== fact.name) wrong.push(fact.name);
  }
  return wrong;
}

describe('spans of TypeScript', () => {
  const text = [
    'const é = "😀€"; // 😀 asynclint', 'function ф(ü) {', '  /* 😀 */ return ü.naïve /* € */; }',
    'ф(é); `😀${é.x}€`; class 类 { m() { return 类.x; } }', '',
  ].join('\n');

  for (const [name, changed] of [
    ['non-ASCII text', text], ['CRLF', text.replaceAll('\n', '\r\n')], ['a lone CR', text.replaceAll('\n', '\r')],
    ['a byte-order mark', `\uFEFF${text}`], ['a hash-bang', `#!/usr/bin/env node 😀\n${text}`],
  ] as const) {
    it(`cover exactly what they name: ${name}`, () => {
      const facts = readTypeScriptText('/a.ts', changed, syntax);
      assert.deepEqual(misplacedReads(facts, changed), []);
      assert.equal(facts.functions.length, 4);
      assert.deepEqual(facts.directives.map((directive) => changed.slice(directive.start, directive.end)), ['// 😀 asynclint']);
      assert.deepEqual(checkFacts(facts), []);
    });
  }
});

describe('deep and long texts', () => {
  const times = 5000;
  const of = (text: string): string => text.repeat(times);

  for (const [name, text, steps] of [
    ['a chain of +', `a${of(' + a')}`, 2 * times],
    ['a chain of calls', `a${of('.then(b)')}`, 3 * times],
    ['a chain of properties', `a${of('.b')}`, 2],
    ['a chain of &&', `a${of(' && a')}`, 3 * times],
    ['a chain of else if', `${of('if (a) b(); else ')}c();`, 7 * times],
    ['a chain of commas', `a${of(', a')}`, 2 * times],
    ['a long list', `[${of('a, ')}]`, times],
  ] as const) {
    it(`reads to its end: ${name}`, () => {
      const facts = readTypeScriptText('/a.ts', text, syntax);
      assert.deepEqual(facts.problems, []);
      assert.ok(facts.functions[0]!.flow.length >= steps, `${facts.functions[0]!.flow.length} steps`);
      assert.deepEqual(checkFacts(facts), []);
    });
  }

  for (const [name, text] of [
    ['parentheses and calls', `${of('f((')}${of('))')}`], ['JSX', `x = ${of('<a>')}${of('</a>')}`], ['arrays', `${of('[')}${of(']')}`],
    ['blocks', `${of('{')}${of('}')}`], ['functions', `${of('f(() => {')}${of('})')}`], ['arrow functions', `${of('a => ')}b`],
    ['classes', `${of('class A { m() {')}${of('}}')}`], ['ternaries', `${of('a ? b : ')}c`], ['loops', `${of('for (;;) ')};`],
    ['patterns', `let ${of('[')}a${of(']')} = b`], ['assignments', `${of('a = ')}b`], ['types', `let x: ${of('A<')}B${of('>')}`],
    ['templates', `${of('`${')}a${of('}`')}`], ['defaults', `${of('(a = ')}${of(') => 1')}`], ['awaits', `${of('await ')}a`],
  ] as const) {
    it(`does not overflow the stack: ${name}`, () => {
      const facts = readTypeScriptText('/a.tsx', `before();\n${text}`, syntax);
      assert.ok(facts.functions[0]!.flow.length >= 2);
      assert.deepEqual(checkFacts(facts), []);
    });
  }

  it('says where it reads no further', () => {
    const { problems } = readTypeScriptText('/a.ts', `${of('[')}${of(']')}`, syntax);
    assert.deepEqual(problems.map(({ message }) => message), ['This is nested too deeply; asynclint reads no further here.']);
  });
});
