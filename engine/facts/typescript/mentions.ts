import { SyntaxKind, type Identifier, type Node, type SourceFile } from '../../syntax/typescript/adapter.js';
import type { Mention } from '../mention.js';
import { nameText, startOf } from './spans.js';

/**
 * All places in a text of TypeScript or JavaScript that may name one of some variables, in no order: names in code, types,
 * JSX, exports and JSDoc, but not those of members, properties and labels.
 * @returns null where names may be used that can't be seen: in `eval`.
 */
export function mentionsInTypeScript(text: string, tree: SourceFile, names: ReadonlySet<string>): readonly Mention[] | null {
  const found: Mention[] = [];
  const waiting: Node[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const parent = node;
    let isOpen = false;
    parent.forEachChild((child) => {
      if (child.kind !== SyntaxKind.Identifier) {
        waiting.push(child);
        return;
      }
      const name = nameText(text, child as Identifier);
      isOpen ||= name === 'eval' && parent.kind === SyntaxKind.CallExpression;
      if (names.has(name) && !isOfMember(parent, child)) found.push({ name, start: startOf(text, child), end: child.end });
    });
    if (isOpen) return null;
  }
  for (const { 1: name, 0: { length }, index } of text.matchAll(/\{@link(?:code|plain)?\s+([\w$]+)/g)) {
    if (names.has(name!)) found.push({ name: name!, start: index + length - name!.length, end: index + length });
  }
  return found;
}

/** Whether an identifier names something of another value or type, or a label, in the node around it. */
function isOfMember(parent: Node, child: Node): boolean {
  const { name, right, propertyName, label } = parent as Node & Readonly<Partial<Record<'name' | 'right' | 'propertyName' | 'label', Node>>>;
  const is = (part: Node | undefined): boolean => part !== undefined && part.pos === child.pos && part.end === child.end;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.PropertySignature:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.MethodSignature:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.EnumMember:
    case SyntaxKind.JsxAttribute: return is(name);
    case SyntaxKind.QualifiedName: return is(right);
    case SyntaxKind.BindingElement: return is(propertyName);
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement: return is(label);
    default: return false;
  }
}
