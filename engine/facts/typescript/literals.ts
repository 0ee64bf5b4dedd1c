import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ArrayLiteralExpression, GetAccessorDeclaration, MethodDeclaration, ObjectLiteralExpression, PropertyAssignment, ShorthandPropertyAssignment,
  SpreadAssignment, SpreadElement, TemplateExpression,
} from '../../syntax/typescript/adapter.js';
import type { Argument, Value } from '../../flow/step.js';
import { computedName } from './assignments.js';
import { expression, namedExpression } from './expressions.js';
import { readFunction } from './functions.js';
import { literalName, memberName, type Reading } from './reading.js';

/** Literals of arrays and objects, and the parts of templates. */

/** `[a, , ...b]` makes a list; a hole is no item. */
export function arrayLiteral(r: Reading, node: ArrayLiteralExpression): Value {
  const items: Argument[] = [];
  for (const element of node.elements) {
    if (element.kind === SyntaxKind.OmittedExpression) continue;
    const spread = element.kind === SyntaxKind.SpreadElement;
    items.push({ value: expression(r, spread ? (element as SpreadElement).expression : element), name: null, spread });
  }
  return r.flow.make(r.start(node), node.end, 'list', items);
}

/**
 * `{ a, b: 1, ...c, m() {} }` makes a dict. Accessors are functions within it, but no items: what a key of them gives is
 * not the function.
 */
export function objectLiteral(r: Reading, node: ObjectLiteralExpression): Value {
  const items: Argument[] = [];
  for (const property of node.properties) {
    switch (property.kind) {
      case SyntaxKind.PropertyAssignment: {
        const { name, initializer } = property as PropertyAssignment;
        computedName(r, name);
        items.push({ value: namedExpression(r, initializer, name), name: literalName(r, name), spread: false });
        break;
      }
      case SyntaxKind.ShorthandPropertyAssignment: {
        const { name } = property as ShorthandPropertyAssignment;
        items.push({ value: expression(r, name), name: literalName(r, name), spread: false });
        break;
      }
      case SyntaxKind.SpreadAssignment:
        items.push({ value: expression(r, (property as SpreadAssignment).expression), name: null, spread: true });
        break;
      case SyntaxKind.MethodDeclaration:
      case SyntaxKind.GetAccessor:
      case SyntaxKind.SetAccessor: {
        const value = objectMethod(r, property as MethodDeclaration | GetAccessorDeclaration);
        if (property.kind === SyntaxKind.MethodDeclaration) items.push({ value, name: literalName(r, (property as MethodDeclaration).name), spread: false });
      }
    }
  }
  return r.flow.make(r.start(node), node.end, 'dict', items);
}

function objectMethod(r: Reading, node: MethodDeclaration | GetAccessorDeclaration): Value {
  computedName(r, node.name);
  const form = node.kind === SyntaxKind.MethodDeclaration ? 'method' : node.kind === SyntaxKind.GetAccessor ? 'getter' : 'setter';
  const index = readFunction(r, node, {
    name: memberName(r, node.name), nameSpan: r.span(node.name), form, static: false, class: -1, decorators: [], parameterProperties: false,
  });
  return r.flow.fn(r.start(node), node.end, index);
}

/** The values within a template, in order. */
export function templateParts(r: Reading, node: TemplateExpression): readonly Value[] {
  const parts: Value[] = [];
  for (const span of node.templateSpans) parts.push(expression(r, span.expression));
  return parts;
}
