/** Imports, exports, classes, functions, types and directives of TypeScript and JavaScript files. */

import assert from 'node:assert/strict';
import type { ClassFact, FileFacts, FunctionFact } from '../../../engine/facts/facts.js';
import { flowOf } from '../../../engine/facts/facts.js';
import { printType } from '../../../engine/facts/print.js';
import { readTypeScript, readTypeScriptText } from '../../../engine/facts/typescript/reader.js';
import { TypeScriptSyntax } from '../../../engine/syntax/typescript/adapter.js';

const syntax = new TypeScriptSyntax();
after(() => syntax.close());

const read = (text: string, path = '/a.ts'): FileFacts => readTypeScriptText(path, text, syntax);

function named(facts: FileFacts, name: string): FunctionFact {
  const found = facts.functions.find((fact) => fact.name === name);
  assert.ok(found, `function ${name}`);
  return found;
}

const membersOf = (fact: ClassFact): string[] => fact.members.map(
  ({ name, type, method, static: isStatic }) => `${isStatic ? 'static ' : ''}${name}${type === null ? '' : `: ${printType(type)}`}${method < 0 ? '' : '()'}`,
);

describe('imports', () => {
  it('have all forms', () => {
    const facts = read(`import d, { a, b as c, default as e, type T, 'x-y' as z } from 'm'; import * as n from './n.js'; import 'side';
import type { U } from 'u'; import type V from 'v'; import r = require('r'); import type W = require('w'); import f = n.g;
function g() { return import('dyn'); } const { x } = require('cjs'); const y = require('cjs2'); require(\`cjs3\`)();`);
    assert.deepEqual(facts.imports.map(({ module, name, local, dynamic, typeOnly, function: fn }) => (
      `${module} ${name} ${local}${dynamic ? ' dynamic' : ''}${typeOnly ? ' type' : ''} ${fn}`
    )), [
      'm default d 0', 'm a a 0', 'm b c 0', 'm default e 0', 'm T T type 0', 'm x-y z 0', './n.js null n 0', 'side null  0',
      'u U U type 0', 'v default V type 0', 'r null r 0', 'w null W type 0', 'dyn null  dynamic 1', 'cjs null  0', 'cjs2 null y 0', 'cjs3 null  0',
    ]);
  });

  it('of types write no variable', () => {
    assert.equal(read("import type { T } from 'm'; import { type U } from 'm';").functions[0]!.flow.length, 0);
  });

  it('come from JSDoc comments as types', () => {
    const facts = read("/** @import { T } from 'm' */\n/** @type {T} */ const x = f();", '/a.js');
    assert.deepEqual(facts.imports.map(({ module, name, typeOnly }) => [module, name, typeOnly]), [['m', 'T', true]]);
  });
});

describe('exports', () => {
  const exportsOf = (text: string, path?: string): string[] => read(text, path).exports.map(
    ({ exported, local, module, name }) => `${exported} = ${local ?? `${module} ${name}`}`,
  );

  it('have all forms', () => {
    assert.deepEqual(exportsOf(`export { a, b as c, d as default, e as 'f-g' }; export { h as i } from 'm'; export * from 'n'; export * as o from 'n';
export const p = 1, { q, r: [s] } = t; export function u() {} export class V {} export interface W {} export type X = V; export enum Y {}
export namespace Z { export const inner = 1; } export type { A } from 'a'; export import B = Z.inner;`), [
      'B = B', 'u = u', 'a = a', 'c = b', 'default = d', 'f-g = e', 'i = m h', '* = n *', 'o = n *', 'p = p', 'q = q', 's = s', 'V = V',
      'W = W', 'X = X', 'Y = Y', 'Z = Z', 'A = a A',
    ]);
  });

  it('of a default bind the name, or the variable `default`', () => {
    assert.deepEqual(exportsOf('export default function f() {}'), ['default = f']);
    assert.deepEqual(exportsOf('export default class {}'), ['default = default']);
    assert.deepEqual(exportsOf('export default class K {}'), ['default = K']);
    assert.deepEqual(exportsOf('export default async () => {}'), ['default = default']);
    assert.deepEqual(exportsOf('const a = 1; export default a;'), ['default = default']);
  });

  it('of CommonJS', () => {
    assert.deepEqual(exportsOf('module.exports = { a, b() {}, [c]: 1 }; exports.d = 1; module.exports.e = 2; exports.f.g = 3;', '/a.cjs'), [
      'export= = export=', 'a = exports.a', 'b = exports.b', 'd = exports.d', 'e = exports.e',
    ]);
    assert.deepEqual(exportsOf('export = f;'), ['export= = export=']);
    assert.deepEqual(exportsOf('function f(exports) { exports.a = 1; } const module = {}; module.exports = 1;'), []);
  });
});

describe('classes', () => {
  it('have members, bases and type parameters', () => {
    const { classes: [fact], functions } = read(`abstract class A<T, U> extends B.C<T[]> implements I, J<U> {
  static count = 0; readonly name: string; #x?: number; 'quoted': boolean; declare d: Date;
  handler = async (a: A): Promise<void> => {};
  constructor(private readonly http: Http, plain: X, public y = 1) { super(); }
  load(): Promise<T>; load(id?: string): Promise<T> { return f(); }
  abstract go(): void; static make() {} get size(): number { return 1; } set size(v) {} [Symbol.asyncIterator]() {} [key: string]: any; ;
}`);
    assert.ok(fact!.abstract);
    assert.deepEqual(fact!.typeParameters, ['T', 'U']);
    assert.deepEqual(fact!.bases.map(printType), ['B.C[Array[T]]', 'I', 'J[U]']);
    assert.equal(fact!.baseValues.length, 1);
    assert.deepEqual(membersOf(fact!), [
      'static count', 'name: string', '#x: number', 'quoted: boolean', 'd: Date', 'handler', 'constructor()', 'http: Http', 'y',
      'load()', 'load()', 'go()', 'static make()', 'size: number()', 'size()', '[Symbol.asyncIterator]()',
    ]);
    assert.equal(functions[fact!.body]!.form, 'class');
    const [signature, implementation] = functions.filter(({ name }) => name === 'load');
    assert.deepEqual([signature!.hasBody, implementation!.hasBody], [false, true]);
    assert.deepEqual(functions.filter((one) => one.class === 0).map(({ form }) => form), [
      'class', 'constructor', 'method', 'method', 'method', 'method', 'getter', 'setter', 'method',
    ]);
  });

  it('are interfaces, object types, aliases, enums and namespaces too', () => {
    const { classes } = read(`interface I<T> extends A, B<T> { x: T; go(a: T): Promise<void>; readonly [k: string]: any; (): void; new (): I; get y(): number }
type O = { a: string; m(): void }; type M = A & B & { c: C }; type P = Promise<string> | null; enum E { A, 'b-c' = 2 } namespace N.M { export class K {} }
declare module 'x' { export function f(): void; } declare global { interface Window {} }`);
    assert.deepEqual(classes.map(({ form, name, bases, alias, body }) => (
      `${form} ${name}(${bases.map(printType).join()})${alias === null ? '' : ` = ${printType(alias)}`}${body < 0 ? '' : ' body'}`
    )), [
      'interface I(A,B[T])', 'type O()', 'type M(A,B)', 'type P() = Promise[string] | None', 'enum E()', 'namespace N() body', 'namespace M() body',
      'class K() body', 'namespace x() body', 'namespace global() body', 'interface Window()',
    ]);
    assert.deepEqual(classes.map(membersOf), [
      ['x: T', 'go()', '()()', 'y: number'], ['a: string', 'm()'], ['c: C'], [], ['static A', 'static b-c'], ['static M'], ['static K'], [],
      ['static f'], [], [],
    ]);
  });

  it('evaluate decorators where Python does: in the flow around', () => {
    const facts = read('@dec() @other class A { @get("/") m(@param() x) {} }');
    const [module, body] = facts.functions;
    assert.deepEqual(facts.classes[0]!.decorators.map((value) => flowOf(facts, module!).kind(value)), ['call', 'read']);
    assert.deepEqual(named(facts, 'm').decorators.map((value) => flowOf(facts, body!).kind(value)), ['call']);
  });
});

describe('functions', () => {
  it('take the name of what they are assigned to', () => {
    const facts = read(`const a = () => {}; let b; b = async function () {}; c.d = () => {}; const o = { e: () => {}, 'f-g': function () {}, ['h']() {} };
const { i = () => {} } = x; function j(k = () => {}) {} class K { l = () => {}; } m ??= (() => {}) as T; n(() => {}); const p = function q() {}; const r = class {};`);
    assert.deepEqual(facts.functions.slice(1).map(({ form, name }) => `${form} ${name}`), [
      'function j', 'lambda k', 'lambda a', 'function b', 'lambda d', 'lambda e', 'function f-g', 'method h', 'lambda i', 'class K', 'lambda l',
      'lambda m', 'lambda ', 'function q', 'class r',
    ]);
  });

  it('say what they are and where `async` would go', () => {
    const text = `export default function a() {} async function b() {} function* c() {} const d = <T>(x: T) => 1; e(x => x); f(function () {});
const o = { g() {}, async h() {}, *i() {}, get j() { return 1; }, 'k'() {} };
class C { constructor() {} @dec() public static l() {} async *m() {} private n = () => {}; /** doc */ [p]() {} }
declare function q(): void;`;
    const facts = read(text);
    const marked = facts.functions.filter(({ asyncAt }) => asyncAt >= 0).map(({ asyncAt }) => text.slice(asyncAt, asyncAt + 9));
    assert.deepEqual(marked, ['function ', 'function*', '<T>(x: T)', 'x => x); ', 'function ', 'g() {}, a', '*i() {}, ', "'k'() {} ", 'l() {} as', '() => {};', '[p]() {} ']);
    assert.deepEqual(facts.functions.filter(({ async }) => async).map(({ name }) => name), ['b', 'h', 'm']);
    assert.deepEqual(facts.functions.filter(({ generator }) => generator).map(({ name }) => name), ['c', 'i', 'm']);
    assert.deepEqual(facts.functions.filter((one) => one.static).map(({ name }) => name), ['l']);
    assert.deepEqual(facts.functions.filter(({ hasBody }) => !hasBody).map(({ name }) => name), ['q']);
  });

  it('have the span of their statements or expression as body', () => {
    const text = 'function f() { /* c */ a(); b(); /* d */ } const g = () => (1); const h = () => {}; class K { x = 1; m() { a(); } }';
    const bodies = read(text).functions.slice(1).map(({ bodySpan, expressionBody }) => `${text.slice(bodySpan.start, bodySpan.end)}${expressionBody ? ' =>' : ''}`);
    assert.deepEqual(bodies, ['a(); b();', '(1) =>', '', 'x = 1; m() { a(); }', 'a();']);
  });

  it('have parameters with types', () => {
    const { parameters, returns } = named(read('function f(this: X, a: string, b?: number, c = 1, { d }: Y = {}, ...e: Z[]): asserts a is T {}'), 'f');
    assert.deepEqual(parameters.map(({ name, form, annotation, hasDefault, default: initial }) => (
      `${name} ${form}${annotation === null ? '' : ` ${printType(annotation)}`}${hasDefault ? ' default' : ''} ${initial}`
    )), ['a plain string -1', 'b plain number -1', 'c plain default -1', ' plain Y default -1', 'e rest Array[Z] -1']);
    assert.deepEqual(returns, { form: 'none' });
  });

  it('of JavaScript have the types of their JSDoc comments', () => {
    const facts = read(`/** @param {string} a @param {import('x').Y} b @param {number} [c] @returns {Promise<Foo|null>} */ async function f(a, b, c) {}
class K {
  /** @type {Map<string, Foo>} */
  map;
  /** @return {void} */
  m() {}
}
/** @type {Handler} */ const h = async (req) => { await req; }; /** @type {import('./g')} */ module.exports = function g(x) { return x; };
/** @typedef {{ a: string }} Options */`, '/a.js');
    const f = named(facts, 'f');
    assert.deepEqual(f.parameters.map(({ annotation }) => annotation && printType(annotation)), ['string', '{import 0}.Y', 'number']);
    assert.equal(printType(f.returns!), 'Promise[Foo | None]');
    assert.deepEqual(membersOf(facts.classes[0]!), ['map: Map[string, Foo]', 'm()']);
    assert.deepEqual(membersOf(facts.classes[1]!), ['a: string']);
    assert.deepEqual([named(facts, 'h').hasBody, named(facts, 'g').hasBody], [true, true]);
    assert.ok(named(facts, 'h').flow.length > 0 && named(facts, 'g').flow.length > 0);
  });
});

describe('types', () => {
  for (const [type, expected] of [
    ['string', 'string'], ['void', 'None'], ['null', 'None'], ['undefined', 'None'], ['any', '?'], ['unknown', '?'], ['never', 'never'],
    ['A.B.C<D, E[]>', 'A.B.C[D, Array[E]]'], ['readonly A[]', 'Array[A]'], ['[A, b?: B, ...C[]]', 'Array[A | B | C]'], ['A | null', 'A | None'],
    ['A & { b: B }', 'A'], ['{ b: B } & A', 'A'],
    ['(a: A) => Promise<B>', '(… → Promise[B])'], ['(A)', 'A'], ["'a' | 1 | -1", "'a' | 1 | -1"], ['`a${string}`', 'string'], ['keyof A', '?'],
    ['typeof a.b', 'typeof a.b'], ['A["b"]', '?'], ['A extends B ? C : D', '?'], ['{ [K in A]: B }', '?'], ['a is B', 'boolean'], ['this', 'this'],
    ["import('m').A<B>", '{import 0}.A[B]'], ["import('m')", '?'], ['new () => A', '?'], ['unique symbol', '?'], ['bigint', 'bigint'], ['object', 'object'], ['Promise<void>', 'Promise[None]'],
  ] as const) {
    it(type, () => assert.equal(printType(named(read(`declare function f(a): ${type};`), 'f').returns!), expected));
  }

  it('an object type is a class of the place where it is written', () => {
    const facts = read('declare function f(a): Promise<{ a: A; b(): Promise<B>; readonly c?: C; [k: string]: D }>;');
    assert.equal(printType(named(facts, 'f').returns!), 'Promise[{0}]');
    assert.deepEqual([facts.classes[0]!.form, facts.classes[0]!.name, membersOf(facts.classes[0]!)], ['type', '{0}', ['a: A', 'b()', 'c: C']]);
  });

  it('of casts stand beside the flow, those that tell nothing nowhere', () => {
    const facts = read('const n = (<T>a as X).b; f(a as unknown as Y); new Map<K, V>(); (c as any).d; e as const;');
    assert.deepEqual(facts.casts.map(({ value, type }) => `${value} ${printType(type)}`), ['0 X', '4 Y', '8 Map[K, V]']);
  });

  it('of variables stand with their writes', () => {
    const facts = read('let a: A; const b: B<C> = c(); try {} catch (e: unknown) {}');
    const annotated = [...flowOf(facts, facts.functions[0]!)].filter((step) => step.kind === 'write')
      .map((step) => (step.annotation < 0 ? '' : printType(facts.types[step.annotation]!)));
    assert.deepEqual(annotated, ['A', 'B[C]', '?']);
  });
});

describe('directives and problems', () => {
  it('are comments that contain a word for linters, wherever they stand', () => {
    const text = `#!/usr/bin/env node asynclint
// asynclint-ignore: a
const a = 'asynclint in a string'; /* eslint-disable b */ const b = /asynclint/; // NOQA
f(/* asynclint x */); { /* asynclint y */ } \`asynclint \${ /* asynclint z */ c }\`;
/** asynclint
 * pragma */ function g(/* none of yours */) {}
const d = <p title="asynclint">asynclint {/* asynclint w */} // asynclint</p>;
// asynclint at the end`;
    assert.deepEqual(read(text, '/a.tsx').directives.map((one) => one.text), [
      '// asynclint-ignore: a', '/* eslint-disable b */', '// NOQA', '/* asynclint x */', '/* asynclint y */', '/* asynclint z */',
      '/** asynclint\n * pragma */', '/* asynclint w */', '// asynclint at the end',
    ]);
  });

  it('lie at their place in JavaScript with JSDoc types', () => {
    const facts = read('/** asynclint @param {A} a asynclint */ function f(a /* asynclint b */) {}', '/a.js');
    assert.deepEqual(facts.directives.map(({ text }) => text), ['/** asynclint @param {A} a asynclint */', '/* asynclint b */']);
  });

  it('say what the parser could not read, and the rest is there', () => {
    const facts = read('async function f() { await g(; }\nfunction h() {}');
    assert.equal(facts.problems.length, 1);
    assert.deepEqual(facts.functions.map(({ name }) => name), ['', 'f', 'h']);
  });

  it('come through where there is no tree', () => {
    const problem = { start: 0, end: 0, message: 'no parser' };
    const facts = readTypeScript('/a.ts', 'f(); // asynclint', null, [problem]);
    assert.deepEqual(facts.problems, [problem]);
    assert.deepEqual([facts.functions.length, facts.functions[0]!.flow.length, facts.directives.length], [1, 0, 0]);
  });
});
