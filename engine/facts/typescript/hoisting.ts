import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  FunctionDeclaration, ImportDeclaration, ImportEqualsDeclaration, Node,
} from '../../syntax/typescript/adapter.js';
import { readFunctionDeclaration } from './functions.js';
import { exportDeclared, readImport, readImportEquals } from './modules.js';
import { hasModifier, type Reading } from './reading.js';

/**
 * Writes what a block knows before its first statement runs: what it imports, and its function declarations. Of an
 * overloaded function only the implementation is a value; a function without any (`declare function`) is its first
 * signature.
 */
export function hoist(r: Reading, list: Iterable<Node>): void {
  const functions: FunctionDeclaration[] = [];
  for (const node of list) {
    switch (node.kind) {
      case SyntaxKind.ImportDeclaration:
      case SyntaxKind.JSImportDeclaration:
        readImport(r, node as ImportDeclaration);
        break;
      case SyntaxKind.ImportEqualsDeclaration:
        readImportEquals(r, node as ImportEqualsDeclaration);
        break;
      case SyntaxKind.FunctionDeclaration:
        functions.push(node as FunctionDeclaration);
        break;
    }
  }
  if (functions.length > 0) hoistFunctions(r, functions);
}

function hoistFunctions(r: Reading, functions: readonly FunctionDeclaration[]): void {
  const nameOf = (node: FunctionDeclaration): string => node.name?.text ?? 'default';
  const implemented = new Set(functions.filter(({ body }) => body !== undefined).map(nameOf));
  const written = new Set<string>();
  for (const node of functions) {
    const name = nameOf(node);
    const index = readFunctionDeclaration(r, node);
    if (node.body === undefined && (implemented.has(name) || written.has(name))) continue;
    written.add(name);
    writeFunction(r, node, index);
    if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
  }
}

/** A function without a name is one that is exported as `default`. */
function writeFunction(r: Reading, node: FunctionDeclaration, index: number): void {
  const value = r.flow.fn(r.start(node), node.end, index);
  const { start, end } = r.span(node.name ?? node);
  r.flow.write(start, end, 'bind', r.place(node.name?.text ?? 'default'), value);
}
