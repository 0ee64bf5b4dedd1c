import { Flow, type FlowStore } from '../flow/flow.js';
import type { Value } from '../flow/step.js';
import type { Language, Span } from '../text.js';

/**
 * Facts are what one walk takes from a file's tree, which is then let go: imports, exports, classes, functions and the
 * flow of each function. They hold spans and names, no tree nodes, and no interpretation of a name. Both languages
 * have the same facts; everything after this room is written once.
 */
export interface FileFacts {
  /** The path as the host gave it, with `/` between its parts. */
  readonly path: string;
  readonly language: Language;
  readonly lineStarts: Int32Array;
  readonly length: number;
  readonly imports: readonly ImportFact[];
  /** TypeScript's export declarations. Python exports every module variable, and has none here. */
  readonly exports: readonly ExportFact[];
  readonly classes: readonly ClassFact[];
  /** `functions[0]` is the module's body. A parent stands before the functions within it. */
  readonly functions: readonly FunctionFact[];
  /** Annotations, referred to by their index. */
  readonly types: readonly TypeRef[];
  /**
   * Values of which the text says what they are (`x as T`, `<T>x`, `new Map<K, V>()`). In Python: values that may be types
   * under a name of their own (`Pair = Union[A, B]`), with that type.
   */
  readonly casts: readonly CastFact[];
  readonly store: FlowStore;
  /**
   * The statements of all blocks, for edits: the start and end of each and whether it is *bare* (1: the body of a branch or
   * loop of TypeScript without braces, so that no other may stand beside it), three by three, in the order of their
   * starts and the outer one first. A decorated definition starts at its first `@`; a statement of TypeScript ends behind its semicolon,
   * one of Python before it. An `elif`, and an `if` behind `else` in TypeScript, is part of its chain and not listed.
   */
  readonly statements: Int32Array;
  /** What the parser could not read. */
  readonly problems: readonly SyntaxProblem[];
  /** Comments that may be addressed to a linter: those that contain `asynclint`, `noqa`, `eslint-disable`, `eslint-enable` or `pragma`, in Python also `ignore[…]`. */
  readonly directives: readonly Directive[];
  /** Comments that say that nobody waits for something: `// fire and forget`, `# not awaited on purpose`. */
  readonly unawaited: readonly Span[];
}

export interface SyntaxProblem extends Span {
  readonly message: string;
}

/** A comment with its marker (`# …`, `// …`, `/* … *​/`). */
export interface Directive extends Span {
  readonly text: string;
}

/**
 * One name that an import binds. `import a.b` in Python binds `a`: module `a.b`, name null, local `a`, `root` true.
 * `from m import n as l`: module `m`, name `n`, local `l`. Relative imports keep their dots (`..x`). `import * as l` and
 * `import a as l`: name null. `import d from 'm'`: name `default`. A star import has name `*` and local ''. A bare
 * `import 'm'` has name null and local ''. `import('m')` is `dynamic`; its value is a promise of the module.
 * `require('m')` has name null; local is the variable that takes it, or ''.
 */
export interface ImportFact extends Span {
  readonly module: string;
  readonly name: string | null;
  readonly local: string;
  readonly root: boolean;
  readonly dynamic: boolean;
  readonly typeOnly: boolean;
  /** The function in whose body it stands. */
  readonly function: number;
}

/**
 * `export { local as exported }`; `export { name as exported } from 'module'`; `export * from 'module'` (exported `*`);
 * `export * as exported from 'module'` (name `*`). `export default <expression>` binds the module variable `default`.
 * `export = v` and CommonJS's `module.exports = v` bind the module variable `export=` and export it under that name;
 * `exports.n = v`, and each `n` of a literal that is exported whole, binds `exports.n` and exports it as `n`.
 */
export interface ExportFact extends Span {
  readonly exported: string;
  readonly local: string | null;
  readonly module: string | null;
  readonly name: string | null;
}

/** A class, interface, enum, namespace or named object type. */
export interface ClassFact extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly form: 'class' | 'interface' | 'type' | 'enum' | 'namespace';
  /** The function that stands for the class's body (form `class`); -1 for an interface or type. */
  readonly body: number;
  /** The function in whose body the class stands. */
  readonly function: number;
  /** Superclasses and extended interfaces, as written. */
  readonly bases: readonly TypeRef[];
  /** Superclass expressions and decorators as values of the flow of `function`. */
  readonly baseValues: readonly Value[];
  readonly decorators: readonly Value[];
  readonly abstract: boolean;
  /** Type parameters' names. */
  readonly typeParameters: readonly string[];
  /** What those of TypeScript extend that extend something, by their names; absent where none does. */
  readonly typeBounds?: Readonly<Record<string, TypeRef>>;
  /** Declared members: annotated attributes and properties, interface members, and one per method. */
  readonly members: readonly MemberFact[];
  /** For `type X = …`: the type it stands for where it is not an object type. */
  readonly alias: TypeRef | null;
}

export interface MemberFact extends Span {
  readonly name: string;
  readonly type: TypeRef | null;
  /** The function of a method or accessor (bodiless ones too), or -1. */
  readonly method: number;
  readonly static: boolean;
}

export type FunctionForm = 'module' | 'class' | 'function' | 'method' | 'lambda' | 'getter' | 'setter' | 'constructor';

/** A function, method, lambda, or the body of a module or class. */
export interface FunctionFact extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly form: FunctionForm;
  readonly async: boolean;
  readonly generator: boolean;
  readonly static: boolean;
  /** False for overloads, abstract and interface methods and `declare`d functions of TypeScript. */
  readonly hasBody: boolean;
  /** The function around it; -1 for the module. */
  readonly parent: number;
  /** The class it is a method or the body of; else -1. */
  readonly class: number;
  /** Names of its own type parameters. */
  readonly typeParameters: readonly string[];
  /** As of classes. */
  readonly typeBounds?: Readonly<Record<string, TypeRef>>;
  readonly parameters: readonly ParameterFact[];
  readonly returns: TypeRef | null;
  /** Where TypeScript's annotation of the result stands; null where there is none, and in Python. */
  readonly returnsSpan: Span | null;
  /** Decorators as values of the parent's flow, outermost first. */
  readonly decorators: readonly Value[];
  /** Where `async ` would be inserted to make it async, or -1 where it can't be (a lambda of Python, a getter). */
  readonly asyncAt: number;
  /** The span of the statements or the expression of the body, without braces or colon. */
  readonly bodySpan: Span;
  /** An arrow function or lambda whose body is an expression. */
  readonly expressionBody: boolean;
  /** Where its flow lies in the file's store. */
  readonly flow: { readonly from: number; readonly length: number };
}

export interface ParameterFact extends Span {
  /**
   * '' for a destructured parameter, whose names are locals written from the place `param ''` with the parameter's
   * position as its only key (`'0'`, `'1'` …).
   */
  readonly name: string;
  readonly form: 'plain' | 'positional' | 'named' | 'rest' | 'namedRest';
  readonly annotation: TypeRef | null;
  readonly hasDefault: boolean;
  /** The default's value in the *parent's* flow (Python), or -1 (TypeScript evaluates it within the function). */
  readonly default: Value;
}

/** The type that the text gives to a value: a step of the flow of a function, by their indices. */
export interface CastFact {
  readonly function: number;
  readonly value: Value;
  readonly type: TypeRef;
}

/** A type as it is written; names are resolved by the project. */
export type TypeRef =
  /** `a.b.C[X, Y]`, `a.b.C<X, Y>`; arrays are `['Array']`/`['list']` with one argument. */
  | { readonly form: 'name'; readonly path: readonly string[]; readonly arguments: readonly TypeRef[] }
  | { readonly form: 'union'; readonly of: readonly TypeRef[] }
  /** None, null, undefined, void. */
  | { readonly form: 'none' }
  /** `parameters` by position; absent where none is known. `rest` is what stands for them all: `P` of `Callable[P, R]`. */
  | { readonly form: 'function'; readonly returns: TypeRef; readonly parameters?: readonly TypeRef[]; readonly rest?: TypeRef }
  /** `typeof a.b`: what the value of this name is. */
  | { readonly form: 'typeof'; readonly path: readonly string[] }
  | { readonly form: 'literal'; readonly text: string }
  | { readonly form: 'unknown' };

/**
 * Whether a method of Python surely gets its receiver as the first parameter, of this name. A decorator may keep what is put in
 * a class for itself and call it with something else (a route with a request); what it calls so is hardly named `self` or `cls`
 * (https://peps.python.org/pep-0008/#function-and-method-arguments).
 */
export function isReceiver(name: string, isDecorated: boolean): boolean {
  return !isDecorated || /^_*(?:self|cls|klass|mcs|mcls|metacls|this)\d*$/.test(name);
}

/** The flow of one function of a file. */
export function flowOf(facts: FileFacts, fn: FunctionFact): Flow {
  return new Flow(facts.store, fn.flow.from, fn.flow.length);
}
