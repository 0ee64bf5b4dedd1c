import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  Identifier, JsxAttribute, JsxAttributes, JsxElement, JsxExpression, JsxFragment, JsxSelfClosingElement, JsxSpreadAttribute,
  JsxTagNameExpression, Node,
} from '../../syntax/typescript/adapter.js';
import type { Value } from '../../flow/step.js';
import { expression } from './expressions.js';
import type { Reading } from './reading.js';

/**
 * An element of JSX is an operator over its component, the values of its attributes and its children, in this order.
 * A tag with a small first letter is an element of the page and no value.
 */
export function jsxElement(r: Reading, node: JsxElement | JsxSelfClosingElement | JsxFragment): Value {
  const of: Value[] = [];
  if (node.kind === SyntaxKind.JsxSelfClosingElement) {
    tag(r, node.tagName, of);
    attributes(r, node.attributes, of);
  } else {
    if (node.kind === SyntaxKind.JsxElement) {
      tag(r, node.openingElement.tagName, of);
      attributes(r, node.openingElement.attributes, of);
    }
    for (const child of node.children) {
      if (child.kind !== SyntaxKind.JsxText) value(r, child, of);
    }
  }
  return r.flow.operate(r.start(node), node.end, 'jsx', of);
}

function tag(r: Reading, name: JsxTagNameExpression, of: Value[]): void {
  if (name.kind === SyntaxKind.JsxNamespacedName) return;
  if (name.kind === SyntaxKind.Identifier && /^[a-z]|^$/.test((name as Identifier).text)) return;
  of.push(expression(r, name));
}

function attributes(r: Reading, list: JsxAttributes, of: Value[]): void {
  for (const attribute of list.properties) {
    if (attribute.kind === SyntaxKind.JsxSpreadAttribute) of.push(expression(r, (attribute as JsxSpreadAttribute).expression));
    else value(r, (attribute as JsxAttribute).initializer, of);
  }
}

function value(r: Reading, node: Node | undefined, of: Value[]): void {
  if (node === undefined) return;
  const inner: Node | undefined = node.kind === SyntaxKind.JsxExpression ? (node as JsxExpression).expression : node;
  if (inner !== undefined) of.push(expression(r, inner));
}
