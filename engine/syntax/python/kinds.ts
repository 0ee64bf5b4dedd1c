/**
 * The vocabulary of the Python syntax tree: the kinds of nodes, what each kind holds (its slots), and the
 * small enumerations that slots of type `int` take. Kinds are named after CPython's `ast` classes, slots after
 * their `_fields`; where a slot differs from `ast`, so that slots stand in source order, a comment says how.
 */

/** The kind of a node, named as in CPython's `ast`. `ErrorNode` is ours: text that could not be understood. */
export const Kind = {
  Module: 1,
  FunctionDef: 2, AsyncFunctionDef: 3, ClassDef: 4, Return: 5, Delete: 6, Assign: 7, TypeAlias: 8, AugAssign: 9,
  AnnAssign: 10, For: 11, AsyncFor: 12, While: 13, If: 14, With: 15, AsyncWith: 16, Match: 17, Raise: 18, Try: 19,
  TryStar: 20, Assert: 21, Import: 22, ImportFrom: 23, Global: 24, Nonlocal: 25, Expr: 26, Pass: 27, Break: 28,
  Continue: 29,
  BoolOp: 30, NamedExpr: 31, BinOp: 32, UnaryOp: 33, Lambda: 34, IfExp: 35, Dict: 36, Set: 37, ListComp: 38,
  SetComp: 39, DictComp: 40, GeneratorExp: 41, Await: 42, Yield: 43, YieldFrom: 44, Compare: 45, Call: 46,
  FormattedValue: 47, Interpolation: 48, JoinedStr: 49, TemplateStr: 50, Constant: 51, Attribute: 52, Subscript: 53,
  Starred: 54, Name: 55, List: 56, Tuple: 57, Slice: 58,
  comprehension: 59, ExceptHandler: 60, arg: 61, keyword: 62, alias: 63, withitem: 64, match_case: 65,
  MatchValue: 66, MatchSingleton: 67, MatchSequence: 68, MatchMapping: 69, MatchClass: 70, MatchStar: 71, MatchAs: 72,
  MatchOr: 73,
  TypeVar: 74, ParamSpec: 75, TypeVarTuple: 76,
  ErrorNode: 77,
} as const;
export type KindName = keyof typeof Kind;
export type Kind = (typeof Kind)[KindName];

/** Operators of `BinOp` and `AugAssign`. */
export const Operator = {
  Add: 0, Sub: 1, Mult: 2, MatMult: 3, Div: 4, Mod: 5, FloorDiv: 6, LShift: 7, RShift: 8, BitOr: 9, BitXor: 10,
  BitAnd: 11, Pow: 12,
} as const;
/** Operators of `BoolOp`. */
export const BooleanOperator = { And: 0, Or: 1 } as const;
/** Operators of `UnaryOp`. */
export const UnaryOperator = { Invert: 0, Not: 1, UAdd: 2, USub: 3 } as const;
/** Operators in `Compare.ops`. */
export const Comparison = {
  Eq: 0, NotEq: 1, Lt: 2, LtE: 3, Gt: 4, GtE: 5, Is: 6, IsNot: 7, In: 8, NotIn: 9,
} as const;
/**
 * What a `Constant` (or a `MatchSingleton`) is. `String` and `Bytes` cover implicit concatenation; `Text` is the
 * literal text between the braces of an f-string or t-string.
 */
export const ConstantKind = {
  None: 0, False: 1, True: 2, Ellipsis: 3, Integer: 4, Float: 5, Imaginary: 6, String: 7, Bytes: 8,
  Text: 9,
} as const;
/** How an `arg` takes its value. */
export const ParameterKind = {
  PositionalOnly: 0, Normal: 1, VarArgs: 2, KeywordOnly: 3, KeywordArgs: 4,
} as const;

/**
 * What a slot holds.
 * - `node`: one node, always there (an empty `ErrorNode` stands where code is missing).
 * - `node?`: one node or NONE.
 * - `nodes`: a list of nodes, never NONE inside.
 * - `pairs`: a flat list of twos: node, node, node, node ...; a member may be NONE where the shape says so.
 * - `name`: the span of an identifier (empty where it is missing in half-typed code).
 * - `name?`: the same, or absent.
 * - `names`: a list of spans, flat: start, end, start, end ...
 * - `int`: a number from one of the enumerations above, or as the shape says.
 * - `ints`: a list of such numbers.
 * - `position`: an offset into the text, -1 where the token is missing.
 */
export type SlotType =
  'node' | 'node?' | 'nodes' | 'pairs' | 'name' | 'name?' | 'names' | 'int' | 'ints' | 'position';
export type Shape = Readonly<Record<string, SlotType>>;

// `params` pairs each `arg` with its default or NONE, in source order; the `arg`'s span does not cover the default.
// `colon` is the ':' that ends the header. Decorators stand before the node's start, without their '@'.
const functionShape = {
  decorators: 'nodes', name: 'name', typeParams: 'nodes', params: 'pairs', returns: 'node?', colon: 'position',
  body: 'nodes',
} as const satisfies Shape;
const forShape = { target: 'node', iter: 'node', colon: 'position', body: 'nodes', orelse: 'nodes' } as const satisfies Shape;
const withShape = { items: 'nodes', colon: 'position', body: 'nodes' } as const satisfies Shape;
const tryShape = { body: 'nodes', handlers: 'nodes', orelse: 'nodes', finalbody: 'nodes' } as const satisfies Shape;
const comprehensionShape = { elt: 'node', generators: 'nodes' } as const satisfies Shape;
// `values` are `Constant`s (their span is raw text) and `FormattedValue`s (`Interpolation`s in a `TemplateStr`).
const joinedShape = { values: 'nodes' } as const satisfies Shape;
const nameListShape = { names: 'names' } as const satisfies Shape;
const empty = {} as const satisfies Shape;

/** The slots of every kind, in source order. This table is the tree's format: writer, reader and tests share it. */
export const SHAPES = {
  Module: { body: 'nodes' },
  FunctionDef: functionShape,
  AsyncFunctionDef: functionShape, // The node starts at `async`.
  ClassDef: {
    // `args`: bases, `Starred`s and `keyword`s together, in source order.
    decorators: 'nodes', name: 'name', typeParams: 'nodes', args: 'nodes', colon: 'position', body: 'nodes',
  },
  Return: { value: 'node?' },
  Delete: { targets: 'nodes' },
  Assign: { targets: 'nodes', value: 'node' },
  TypeAlias: { name: 'node', typeParams: 'nodes', value: 'node' },
  AugAssign: { target: 'node', op: 'int', value: 'node' }, // op: Operator
  AnnAssign: { target: 'node', annotation: 'node', value: 'node?', simple: 'int' }, // simple: 1 for a bare name
  For: forShape,
  AsyncFor: forShape,
  While: { test: 'node', colon: 'position', body: 'nodes', orelse: 'nodes' },
  If: { test: 'node', colon: 'position', body: 'nodes', orelse: 'nodes' }, // An `elif` is one `If` in `orelse`.
  With: withShape,
  AsyncWith: withShape,
  Match: { subject: 'node', cases: 'nodes' },
  Raise: { exc: 'node?', cause: 'node?' },
  Try: tryShape,
  TryStar: tryShape,
  Assert: { test: 'node', msg: 'node?' },
  Import: { names: 'nodes' },
  ImportFrom: { level: 'int', module: 'name?', names: 'nodes' }, // level: number of leading dots
  Global: nameListShape,
  Nonlocal: nameListShape,
  Expr: { value: 'node' },
  Pass: empty,
  Break: empty,
  Continue: empty,

  BoolOp: { op: 'int', values: 'nodes' }, // op: BooleanOperator
  NamedExpr: { target: 'node', value: 'node' },
  BinOp: { left: 'node', op: 'int', right: 'node' }, // op: Operator; may lean left thousands deep: loop, don't recurse
  UnaryOp: { op: 'int', operand: 'node' }, // op: UnaryOperator
  Lambda: { params: 'pairs', colon: 'position', body: 'node' }, // params as in FunctionDef
  IfExp: { body: 'node', test: 'node', orelse: 'node' },
  Dict: { items: 'pairs' }, // key, value; the key is NONE for `**value`
  Set: { elts: 'nodes' },
  ListComp: comprehensionShape,
  SetComp: comprehensionShape,
  DictComp: { key: 'node', value: 'node', generators: 'nodes' },
  GeneratorExp: comprehensionShape,
  Await: { value: 'node' },
  Yield: { value: 'node?' },
  YieldFrom: { value: 'node' },
  Compare: { left: 'node', ops: 'ints', comparators: 'nodes' }, // ops: Comparison
  Call: { func: 'node', open: 'position', args: 'nodes' }, // args: expressions, `Starred`s and `keyword`s in source order
  FormattedValue: { value: 'node', conversion: 'int', formatSpec: 'node?' }, // conversion: code of s, r, a, or -1
  Interpolation: { value: 'node', source: 'name', conversion: 'int', formatSpec: 'node?' }, // source: the value's text
  JoinedStr: joinedShape,
  TemplateStr: joinedShape,
  Constant: { constant: 'int' }, // constant: ConstantKind
  Attribute: { value: 'node', attr: 'name' },
  Subscript: { value: 'node', slice: 'node' },
  Starred: { value: 'node' },
  Name: empty, // The span is the name.
  List: { elts: 'nodes' },
  Tuple: { elts: 'nodes', parenthesised: 'int' }, // parenthesised: 1 when the span has its own parentheses
  Slice: { lower: 'node?', upper: 'node?', step: 'node?' },

  comprehension: { isAsync: 'int', target: 'node', iter: 'node', ifs: 'nodes' },
  ExceptHandler: { type: 'node?', name: 'name?', colon: 'position', body: 'nodes' },
  arg: { kind: 'int', name: 'name', annotation: 'node?' }, // kind: ParameterKind; the span has no stars, no default
  keyword: { name: 'name?', value: 'node' }, // The name is absent for `**value`.
  alias: { name: 'name', asname: 'name?' }, // name: dotted for `import a.b`, `*` for `from a import *`
  withitem: { contextExpr: 'node', optionalVars: 'node?' },
  match_case: { pattern: 'node', guard: 'node?', colon: 'position', body: 'nodes' },

  MatchValue: { value: 'node' },
  MatchSingleton: { constant: 'int' }, // constant: ConstantKind
  MatchSequence: { patterns: 'nodes' },
  MatchMapping: { items: 'pairs', rest: 'name?' }, // key expression, pattern
  MatchClass: { cls: 'node', patterns: 'nodes', keywordNames: 'names', keywordPatterns: 'nodes' },
  MatchStar: { name: 'name?' }, // The name is absent for `*_`.
  MatchAs: { pattern: 'node?', name: 'name?' }, // Both are absent for `_`.
  MatchOr: { patterns: 'nodes' },

  TypeVar: { name: 'name', bound: 'node?', default: 'node?' },
  ParamSpec: { name: 'name', default: 'node?' },
  TypeVarTuple: { name: 'name', default: 'node?' },

  ErrorNode: { parts: 'nodes' }, // What could be read inside the text that could not be understood.
} as const satisfies Readonly<Record<KindName, Shape>>;
