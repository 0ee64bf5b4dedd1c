import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ArrayLiteralExpression, AsExpression, AwaitExpression, BinaryExpression, ClassExpression, ConditionalExpression, DeleteExpression,
  FunctionExpression, Identifier, JsxElement, MetaProperty, NewExpression, Node, ObjectLiteralExpression, ParenthesizedExpression,
  PostfixUnaryExpression, PrefixUnaryExpression, StringLiteral, TaggedTemplateExpression, TemplateExpression, TypeAssertion,
  TypeOfExpression, TypeReferenceNode, VoidExpression, YieldExpression,
} from '../../syntax/typescript/adapter.js';
import { none, type Argument, type BranchForm, type Value } from '../../flow/step.js';
import { assignment, isAssignment, update } from './assignments.js';
import { argumentsOf, chain, chainPlace, isChainLink, requireCall } from './chains.js';
import { readClass } from './classes.js';
import { readFunctionExpression, type GivenName } from './functions.js';
import { jsxElement } from './jsx.js';
import { arrayLiteral, objectLiteral, templateParts } from './literals.js';
import { literalName, type Reading } from './reading.js';
import { isGlobal, ownPlace, placeOf } from './scopes.js';
import { nameText, spanOf, startOf } from './spans.js';
import { expressionPath } from './types.js';

/**
 * Expressions become steps in the order of evaluation; each function here writes the steps of one form and returns the
 * value. What TypeScript adds to an expression (`as`, `satisfies`, `!`, `<T>x`) leaves no step; the type of a cast is kept beside the flow.
 */

/** Nesting beyond this is not read, so that no text can exhaust the stack. Chains (`a + b + …`, `a().b().…`) don't nest. */
export const deepest = 240;

/** Writes the steps of an expression and returns its value. */
export function expression(r: Reading, node: Node): Value {
  if (r.depth >= deepest) return tooDeep(r, node);
  r.depth++;
  const value = dispatch(r, node);
  noteCast(r, node, value);
  r.depth--;
  return value;
}

/**
 * An expression that gets a name from where it stands: a function or class without a name of its own takes it, and so
 * does the import of a `require`.
 */
export function namedExpression(r: Reading, node: Node, name: Node | undefined): Value {
  if (r.depth >= deepest) return tooDeep(r, node);
  r.depth++;
  const value = named(r, unwrap(node), name);
  noteCast(r, node, value);
  r.depth--;
  return value;
}

/** `x as T` and `<T>x`: the outermost type that is written for a value. */
function noteCast(r: Reading, node: Node, value: Value): void {
  const type = node.kind === SyntaxKind.Identifier || node.kind === SyntaxKind.CallExpression ? undefined : castOf(node);
  if (type !== undefined && value >= 0) r.cast(value, r.typeOf(type));
}

/** The outermost type that an expression is said to have; `as const` says none. */
export function castOf(node: Node): Node | undefined {
  for (let inner = node, next = node; ; inner = next) {
    switch (inner.kind) {
      case SyntaxKind.AsExpression:
      case SyntaxKind.TypeAssertionExpression: {
        const { type } = inner as AsExpression | TypeAssertion;
        return isConst(type) ? undefined : type;
      }
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.SatisfiesExpression:
      case SyntaxKind.NonNullExpression:
        next = (inner as ParenthesizedExpression).expression;
        break;
      default:
        return undefined;
    }
  }
}

function isConst(type: Node): boolean {
  if (type.kind !== SyntaxKind.TypeReference) return false;
  const { typeName } = type as TypeReferenceNode;
  return typeName.kind === SyntaxKind.Identifier && (typeName as Identifier).text === 'const';
}

function named(r: Reading, node: Node, name: Node | undefined): Value {
  switch (node.kind) {
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression: return readFunctionExpression(r, node as FunctionExpression, givenName(r, name));
    case SyntaxKind.ClassExpression: return readClass(r, node as ClassExpression, givenName(r, name));
    case SyntaxKind.CallExpression: {
      const required = requireCall(r, node, name?.kind === SyntaxKind.Identifier ? nameText(r.text, name as Identifier) : '');
      return required === none ? dispatch(r, node) : required;
    }
    default: return dispatch(r, node);
  }
}

function givenName(r: Reading, name: Node | undefined): GivenName | null {
  const text = literalName(r, name);
  return text === null || name === undefined ? null : { name: text, nameSpan: spanOf(r.text, name) };
}

/** An expression without parentheses and what only types need. */
export function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.kind) {
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.AsExpression:
      case SyntaxKind.SatisfiesExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.TypeAssertionExpression:
      case SyntaxKind.ExpressionWithTypeArguments:
      case SyntaxKind.PartiallyEmittedExpression:
        inner = (inner as ParenthesizedExpression | AsExpression | TypeAssertion).expression;
        break;
      default:
        return inner;
    }
  }
}

/** Reports once that the file is nested deeper than it is read, and gives an unknown value. */
export function tooDeep(r: Reading, node: Node): Value {
  const message = 'This is nested too deeply; asynclint reads no further here.';
  if (!r.problems.some((problem) => problem.message === message)) r.problems.push({ ...spanOf(r.text, node), message });
  return r.unknown(node);
}

function dispatch(r: Reading, wrapped: Node): Value {
  const node = unwrap(wrapped);
  if (isChainLink(node)) return chain(r, node);
  switch (node.kind) {
    case SyntaxKind.Identifier: return identifier(r, node as Identifier);
    case SyntaxKind.ThisKeyword: return r.flow.read(r.start(node), node.end, ownPlace(r.function, 'this'));
    case SyntaxKind.SuperKeyword: return r.flow.read(r.start(node), node.end, ownPlace(r.function, 'super'));
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral: return r.flow.const(r.start(node), node.end, 'string', (node as StringLiteral).text);
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.BigIntLiteral: return r.flow.const(r.start(node), node.end, 'number', r.text.slice(r.start(node), node.end));
    case SyntaxKind.TrueKeyword: return r.flow.const(r.start(node), node.end, 'boolean', 'true');
    case SyntaxKind.FalseKeyword: return r.flow.const(r.start(node), node.end, 'boolean', 'false');
    case SyntaxKind.NullKeyword: return r.flow.const(r.start(node), node.end, 'none');
    case SyntaxKind.TemplateExpression: {
      const parts = templateParts(r, node as TemplateExpression);
      return r.flow.operate(r.start(node), node.end, 'format', parts);
    }
    case SyntaxKind.TaggedTemplateExpression: return taggedTemplate(r, node as TaggedTemplateExpression);
    case SyntaxKind.ArrayLiteralExpression: return arrayLiteral(r, node as ArrayLiteralExpression);
    case SyntaxKind.ObjectLiteralExpression: return objectLiteral(r, node as ObjectLiteralExpression);
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression: return readFunctionExpression(r, node as FunctionExpression, null);
    case SyntaxKind.ClassExpression: return readClass(r, node as ClassExpression, null);
    case SyntaxKind.NewExpression: return construction(r, node as NewExpression);
    case SyntaxKind.BinaryExpression: return binary(r, node as BinaryExpression);
    case SyntaxKind.ConditionalExpression: return conditional(r, node as ConditionalExpression);
    case SyntaxKind.PrefixUnaryExpression: return prefix(r, node as PrefixUnaryExpression);
    case SyntaxKind.PostfixUnaryExpression: return update(r, node as PostfixUnaryExpression);
    case SyntaxKind.AwaitExpression: {
      const of = expression(r, (node as AwaitExpression).expression);
      return r.flow.await(r.start(node), node.end, of);
    }
    case SyntaxKind.YieldExpression: {
      const { expression: yielded, asteriskToken } = node as YieldExpression;
      const of = yielded === undefined ? none : expression(r, yielded);
      return r.flow.yield(r.start(node), node.end, of, asteriskToken !== undefined);
    }
    case SyntaxKind.VoidExpression: return voidOf(r, node as VoidExpression);
    case SyntaxKind.TypeOfExpression: return unary(r, node, 'typeof', (node as TypeOfExpression).expression);
    case SyntaxKind.DeleteExpression: return deletion(r, node as DeleteExpression);
    case SyntaxKind.JsxElement:
    case SyntaxKind.JsxSelfClosingElement:
    case SyntaxKind.JsxFragment: return jsxElement(r, node as JsxElement);
    case SyntaxKind.MetaProperty: return r.flow.const(r.start(node), node.end, 'other', metaName(node as MetaProperty));
    default: return r.unknown(node);
  }
}

function identifier(r: Reading, node: Identifier): Value {
  const text = nameText(r.text, node);
  if (text === '') return r.unknown(node);
  const start = r.start(node);
  if (text === 'undefined' && isGlobal(r.scope, text)) return r.flow.const(start, node.end, 'none');
  return r.flow.read(start, node.end, placeOf(r.scope, text));
}

function metaName(node: MetaProperty): string {
  return node.keywordToken === SyntaxKind.ImportKeyword ? 'import.meta' : 'new.target';
}

function taggedTemplate(r: Reading, node: TaggedTemplateExpression): Value {
  const callee = expression(r, node.tag);
  const { template } = node;
  const parts = template.kind === SyntaxKind.TemplateExpression ? templateParts(r, template as TemplateExpression) : [];
  const strings = r.flow.const(r.start(template), template.end, 'other');
  const args: Argument[] = [strings, ...parts].map((value) => ({ value, name: null, spread: false }));
  return r.flow.call(r.start(node), node.end, callee, args);
}

function construction(r: Reading, node: NewExpression): Value {
  const callee = expression(r, node.expression);
  const args = argumentsOf(r, node.arguments);
  const made = r.flow.call(r.start(node), node.end, callee, args, true);
  // Written with types (`new Map<string, Store>()`), the expression names the type of what it makes.
  const path = node.typeArguments === undefined ? null : expressionPath(node.expression);
  if (path !== null) r.cast(made, { form: 'name', path, arguments: Array.from(node.typeArguments!, (type) => r.typeOf(type)) });
  return made;
}

function unary(r: Reading, node: Node, operator: string, operand: Node): Value {
  const of = expression(r, operand);
  return r.flow.operate(r.start(node), node.end, operator, [of]);
}

function prefix(r: Reading, node: PrefixUnaryExpression): Value {
  switch (node.operator) {
    case SyntaxKind.PlusPlusToken:
    case SyntaxKind.MinusMinusToken: return update(r, node);
    case SyntaxKind.PlusToken: return unary(r, node, '+', node.operand);
    case SyntaxKind.MinusToken: return unary(r, node, '-', node.operand);
    case SyntaxKind.TildeToken: return unary(r, node, '~', node.operand);
    case SyntaxKind.ExclamationToken: return unary(r, node, '!', node.operand);
    default: return node.operator satisfies never;
  }
}

/** `void f()` takes the value on purpose and gives undefined. */
export function voidOf(r: Reading, node: VoidExpression): Value {
  const of = expression(r, node.expression);
  r.flow.drop(r.start(node), node.end, of, true);
  return r.flow.const(r.start(node), node.end, 'none');
}

/** `delete a.b` and `delete a[b]`: the key goes, and the value is a boolean. */
function deletion(r: Reading, node: DeleteExpression): Value {
  const target = chainPlace(r, node.expression);
  if (target === null) expression(r, node.expression);
  else r.flow.write(r.start(node.expression), node.expression.end, 'delete', target, none);
  return r.flow.const(r.start(node), node.end, 'other');
}

function conditional(r: Reading, node: ConditionalExpression): Value {
  const start = r.start(node);
  const test = expression(r, node.condition);
  const branch = r.flow.branch(start, node.end, 'ternary', test);
  expressionArm(r, 'then', node.whenTrue);
  expressionArm(r, 'else', node.whenFalse);
  r.flow.close(branch);
  return branch;
}

/** An arm whose value is that of an expression. */
export function expressionArm(r: Reading, role: 'then' | 'else', node: Node, name?: Node): Value {
  const arm = r.flow.arm(r.start(node), node.end, role);
  const result = name === undefined ? expression(r, node) : namedExpression(r, node, name);
  r.flow.armDetails(arm, { result });
  r.flow.close(arm);
  return result;
}

/**
 * Binary expressions lean to the left, as long as their author likes: the leftmost operand is read first, then one
 * operator after the other, without nesting.
 */
function binary(r: Reading, top: BinaryExpression): Value {
  if (isAssignment(top)) return assignment(r, top);
  const spine: BinaryExpression[] = [top];
  let left: Node = top.left;
  while (left.kind === SyntaxKind.BinaryExpression && !isAssignment(left as BinaryExpression)) {
    spine.push(left as BinaryExpression);
    left = (left as BinaryExpression).left;
  }
  const start = r.start(left);
  let value = expression(r, left);
  for (let i = spine.length - 1; i >= 0; i--) value = operation(r, spine[i]!, start, value);
  return value;
}

function operation(r: Reading, node: BinaryExpression, start: number, left: Value): Value {
  const form = logicalForm(node.operatorToken.kind);
  if (form !== null) {
    const branch = r.flow.branch(start, node.end, form, left);
    expressionArm(r, form === 'and' ? 'then' : 'else', node.right);
    r.flow.close(branch);
    return branch;
  }
  if (node.operatorToken.kind === SyntaxKind.CommaToken) {
    r.flow.drop(start, node.left.end, left);
    return expression(r, node.right);
  }
  const right = expression(r, node.right);
  const operator = r.text.slice(startOf(r.text, node.operatorToken), node.operatorToken.end);
  return r.flow.operate(start, node.end, operator, [left, right]);
}

function logicalForm(operator: SyntaxKind): BranchForm | null {
  switch (operator) {
    case SyntaxKind.AmpersandAmpersandToken: return 'and';
    case SyntaxKind.BarBarToken: return 'or';
    case SyntaxKind.QuestionQuestionToken: return 'nullish';
    default: return null;
  }
}
