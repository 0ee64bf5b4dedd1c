import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ArrayLiteralExpression, BinaryExpression, BindingElement, BindingPattern, Expression, Identifier, Node, ObjectLiteralExpression,
  PostfixUnaryExpression, PrefixUnaryExpression, PropertyAssignment, ShorthandPropertyAssignment, SpreadAssignment, SpreadElement,
} from '../../syntax/typescript/adapter.js';
import { none, type BranchForm, type Place, type Value } from '../../flow/step.js';
import { chainPlace } from './chains.js';
import { expression, expressionArm, namedExpression, tooDeep, unwrap, deepest } from './expressions.js';
import { commonJsExport } from './modules.js';
import { literalName, type Reading } from './reading.js';
import { nameText, startOf } from './spans.js';

/**
 * What changes a variable: assignments, updates and destructuring. A write's span is that of its target. A target's own
 * steps (`f().x = …`, `a[i] = …`) come before those of the value, as they are evaluated.
 */
export function isAssignment(node: BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** `a = b`, `a += b`, `a ??= b`, `[a, b] = c`; the value is what was written. */
export function assignment(r: Reading, node: BinaryExpression): Value {
  const operator = node.operatorToken.kind;
  const target = unwrap(node.left);
  if (operator === SyntaxKind.EqualsToken) return plainAssignment(r, node, target);
  const place = chainPlace(r, target);
  if (place === null) {
    expression(r, target);
    return expression(r, node.right);
  }
  const start = r.start(node);
  const before = readBefore(r, target, place);
  const form = logicalAssignment(operator);
  if (form !== null) {
    const branch = r.flow.branch(start, node.end, form, before);
    const arm = r.flow.arm(start, node.end, form === 'and' ? 'then' : 'else');
    const result = namedExpression(r, node.right, nameOfTarget(target));
    r.flow.write(r.start(target), target.end, 'bind', place, result);
    r.flow.armDetails(arm, { result });
    r.flow.close(arm);
    r.flow.close(branch);
    return branch;
  }
  const right = expression(r, node.right);
  const spelling = r.text.slice(startOf(r.text, node.operatorToken), node.operatorToken.end - 1);
  const result = r.flow.operate(start, node.end, spelling, [before, right]);
  r.flow.write(r.start(target), target.end, 'update', place, result);
  return result;
}

function plainAssignment(r: Reading, node: BinaryExpression, target: Node): Value {
  if (target.kind === SyntaxKind.ObjectLiteralExpression || target.kind === SyntaxKind.ArrayLiteralExpression) {
    const from = expression(r, node.right);
    assignTo(r, target, from);
    return from;
  }
  const place = chainPlace(r, target);
  if (place === null) expression(r, target);
  const from = namedExpression(r, node.right, nameOfTarget(target));
  if (place !== null) {
    r.flow.write(r.start(target), target.end, 'bind', place, from, r.annotation(node.type));
    commonJsExport(r, node, place, from);
  }
  return from;
}

/** The value of a place before it is changed. An element is a value already. */
function readBefore(r: Reading, target: Node, place: Place): Value {
  if (place.scope === 'value' && place.keys.length === 0) return place.of;
  return r.flow.read(r.start(target), target.end, place);
}

function logicalAssignment(operator: SyntaxKind): BranchForm | null {
  switch (operator) {
    case SyntaxKind.AmpersandAmpersandEqualsToken: return 'and';
    case SyntaxKind.BarBarEqualsToken: return 'or';
    case SyntaxKind.QuestionQuestionEqualsToken: return 'nullish';
    default: return null;
  }
}

/** The name that a function takes when it is assigned to a target: the variable's or the property's. */
function nameOfTarget(target: Node): Node | undefined {
  if (target.kind === SyntaxKind.Identifier) return target;
  return target.kind === SyntaxKind.PropertyAccessExpression ? (target as unknown as { readonly name: Node }).name : undefined;
}

/** `i++` and `--i`. The value of a postfix form is the one before. */
export function update(r: Reading, node: PrefixUnaryExpression | PostfixUnaryExpression): Value {
  const target = unwrap(node.operand);
  const place = chainPlace(r, target);
  if (place === null) return expression(r, target);
  const before = readBefore(r, target, place);
  const after = r.flow.operate(r.start(node), node.end, node.operator === SyntaxKind.PlusPlusToken ? '++' : '--', [before]);
  r.flow.write(r.start(target), target.end, 'update', place, after);
  return node.kind === SyntaxKind.PostfixUnaryExpression ? before : after;
}

/** Writes a value to a declared name or pattern: `const a = …`, `const { a, b: [c] } = …`. */
export function bindTo(r: Reading, name: Node, from: Value, annotation = -1): void {
  if (name.kind === SyntaxKind.Identifier) {
    const text = nameText(r.text, name as Identifier);
    if (text !== '') r.flow.write(r.start(name), name.end, 'bind', r.place(text), from, annotation);
    return;
  }
  if (r.depth >= deepest) {
    tooDeep(r, name);
    return;
  }
  r.depth++;
  const inObject = name.kind === SyntaxKind.ObjectBindingPattern;
  let position = 0;
  for (const element of (name as BindingPattern).elements as Iterable<BindingElement>) {
    const index = position++;
    if (element.name === undefined) continue;
    const rest = element.dotDotDotToken !== undefined;
    const key = inObject ? (element.propertyName ?? element.name) : null;
    const part = partOf(r, element, from, rest, key, index);
    bindTo(r, element.name, withDefault(r, part, element.initializer, element, element.name));
  }
  r.depth--;
}

/** Writes a value to an assignment's target, which may be a literal that stands for a pattern: `[a, b.c] = …`. */
export function assignTo(r: Reading, wrapped: Node, from: Value): void {
  const target = unwrap(wrapped);
  if (r.depth >= deepest) {
    tooDeep(r, target);
    return;
  }
  r.depth++;
  if (target.kind === SyntaxKind.ObjectLiteralExpression) assignToObject(r, target as ObjectLiteralExpression, from);
  else if (target.kind === SyntaxKind.ArrayLiteralExpression) assignToArray(r, target as ArrayLiteralExpression, from);
  else {
    const place = chainPlace(r, target);
    if (place !== null) r.flow.write(r.start(target), target.end, 'bind', place, from);
  }
  r.depth--;
}

function assignToObject(r: Reading, pattern: ObjectLiteralExpression, from: Value): void {
  for (const property of pattern.properties) {
    switch (property.kind) {
      case SyntaxKind.ShorthandPropertyAssignment: {
        const { name, objectAssignmentInitializer } = property as ShorthandPropertyAssignment;
        const part = partOf(r, property, from, false, name, 0);
        assignTo(r, name, withDefault(r, part, objectAssignmentInitializer, property, name));
        break;
      }
      case SyntaxKind.PropertyAssignment: {
        const { name, initializer } = property as PropertyAssignment;
        assignPart(r, initializer, partOf(r, property, from, false, name, 0));
        break;
      }
      case SyntaxKind.SpreadAssignment:
        assignTo(r, (property as SpreadAssignment).expression, partOf(r, property, from, true, null, 0));
        break;
    }
  }
}

function assignToArray(r: Reading, pattern: ArrayLiteralExpression, from: Value): void {
  let position = 0;
  for (const element of pattern.elements) {
    const index = position++;
    if (element.kind === SyntaxKind.OmittedExpression) continue;
    if (element.kind === SyntaxKind.SpreadElement) assignTo(r, (element as SpreadElement).expression, partOf(r, element, from, true, null, index));
    else assignPart(r, element, partOf(r, element, from, false, null, index));
  }
}

/** A part with its default: `{ a: target = value }`. */
function assignPart(r: Reading, node: Expression, part: Value): void {
  const binary = node as BinaryExpression;
  const defaulted = node.kind === SyntaxKind.BinaryExpression && binary.operatorToken.kind === SyntaxKind.EqualsToken;
  const target = defaulted ? binary.left : node;
  assignTo(r, target, withDefault(r, part, defaulted ? binary.right : undefined, node, nameOfTarget(target)));
}

/** One part of a destructured value: by its key in an object, by its position in an array, or the rest. */
function partOf(r: Reading, node: Node, from: Value, rest: boolean, key: Node | null, index: number): Value {
  const start = r.start(node);
  if (rest) return r.flow.element(start, node.end, 'rest', from, none, null);
  if (key === null) return r.flow.element(start, node.end, 'item', from, none, String(index));
  const literal = literalName(r, key);
  const at = literal === null ? computedName(r, key) : none;
  return r.flow.element(start, node.end, 'item', from, at, literal);
}

/** The value of a computed property name, or -1. */
export function computedName(r: Reading, name: Node): Value {
  return name.kind === SyntaxKind.ComputedPropertyName ? expression(r, (name as unknown as { readonly expression: Node }).expression) : none;
}

/** A value that a default replaces where it is undefined. */
export function withDefault(r: Reading, value: Value, initializer: Expression | undefined, node: Node, name: Node | undefined): Value {
  if (initializer === undefined) return value;
  const branch = r.flow.branch(r.start(node), node.end, 'nullish', value);
  expressionArm(r, 'else', initializer, name);
  r.flow.close(branch);
  return branch;
}

/** The place of a property of `this`. */
export function propertyOf(owner: Place, name: string): Place {
  return { ...owner, keys: [...owner.keys, name] };
}
