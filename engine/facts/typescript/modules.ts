import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  BinaryExpression, EntityName, ExportAssignment, ExportDeclaration, Expression, ExternalModuleReference,
  Identifier, ImportDeclaration, ImportEqualsDeclaration, ModifierLike, NamedExports, NamedImports, NamespaceExport, NamespaceImport, Node,
  NodeArray, StringLiteral, VariableDeclarationList,
} from '../../syntax/typescript/adapter.js';
import type { Place, Value } from '../../flow/step.js';
import { expression, unwrap } from './expressions.js';
import { hasModifier, literalName, type Reading } from './reading.js';
import { isGlobal, namesOf } from './scopes.js';
import { entityPath } from './types.js';

/**
 * What a file imports and exports. An import that is a value is written to its name before the block's first statement;
 * an import of types is a fact only. Exports are facts of the module's own block.
 *
 * CommonJS has the same facts: `module.exports = v` (and TypeScript's `export = v`) binds the module variable `export=`
 * and exports it under that name; `exports.n = v`, or a literal's `{ n: v }`, binds `exports.n` and exports it as `n`.
 */
const wholeModule = 'export=';

export function readImport(r: Reading, node: Omit<ImportDeclaration, 'kind'> & Node): void {
  const { importClause, moduleSpecifier } = node;
  const module = moduleOf(moduleSpecifier);
  // TypeScript makes declarations of a JSDoc comment's `@import` tags.
  const typeOnly = importClause?.phaseModifier === SyntaxKind.TypeKeyword || node.kind === SyntaxKind.JSImportDeclaration;
  if (importClause === undefined) {
    importName(r, node, module, null, null, false);
    return;
  }
  if (importClause.name !== undefined) importName(r, importClause.name, module, 'default', importClause.name, typeOnly);
  const bindings = importClause.namedBindings;
  if (bindings?.kind === SyntaxKind.NamespaceImport) {
    const { name } = bindings as NamespaceImport;
    importName(r, bindings, module, null, name, typeOnly);
  } else if (bindings !== undefined) {
    for (const element of (bindings as NamedImports).elements) {
      const { name, propertyName, isTypeOnly } = element;
      importName(r, element, module, (propertyName ?? name).text, name, typeOnly || isTypeOnly);
    }
  }
}

/** `import x = require('m')` imports the module; `import x = a.b` is a name for a place. */
export function readImportEquals(r: Reading, node: ImportEqualsDeclaration): void {
  const { name, moduleReference } = node;
  if (moduleReference.kind === SyntaxKind.ExternalModuleReference) {
    importName(r, node, moduleOf((moduleReference as ExternalModuleReference).expression), null, name, node.isTypeOnly);
  } else if (!node.isTypeOnly) {
    const [root, ...keys] = entityPath(moduleReference as EntityName);
    const { start, end } = r.span(moduleReference);
    const from = r.flow.read(start, end, { ...r.place(root!), keys });
    const target = r.span(name);
    r.flow.write(target.start, target.end, 'bind', r.place(name.text), from);
  }
  if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node);
}

function importName(r: Reading, node: Node, module: string, name: string | null, local: Identifier | null, typeOnly: boolean): void {
  const { start, end } = r.span(node);
  const index = r.imports.push({
    start, end, module, name, local: local?.text ?? '', root: false, dynamic: false, typeOnly, function: r.function.index,
  }) - 1;
  if (typeOnly) return;
  const value = r.flow.import(start, end, index);
  if (local === null || local.text === '') return;
  const target = r.span(local);
  r.flow.write(target.start, target.end, 'bind', r.place(local.text), value);
}

function moduleOf(specifier: Expression | undefined): string {
  return specifier?.kind === SyntaxKind.StringLiteral ? (specifier as StringLiteral).text : '';
}

function addExport(r: Reading, node: Node, exported: string, local: string | null, module: string | null = null, name: string | null = null): void {
  if (isModuleBlock(r)) r.exports.push({ ...r.span(node), exported, local, module, name });
}

/** Whether the module's own statements are being read: a namespace's exports are not the file's. */
function isModuleBlock(r: Reading): boolean {
  return r.scope.parent === null;
}

/** The exports of a declaration with an `export` modifier; `list` for variables. */
export function exportDeclared(
  r: Reading, node: Node & { readonly modifiers?: NodeArray<ModifierLike>; readonly name?: Node }, list?: VariableDeclarationList,
): void {
  if (list !== undefined) {
    for (const { name } of list.declarations) for (const variable of namesOf(name)) addExport(r, variable, variable.text, variable.text);
    return;
  }
  const local = literalName(r, node.name) ?? 'default';
  const isDefault = node.name === undefined || hasModifier(node.modifiers, SyntaxKind.DefaultKeyword);
  addExport(r, node.name ?? node, isDefault ? 'default' : local, local);
}

/** `export { a as b }`, `export { a as b } from 'm'`, `export * from 'm'`, `export * as n from 'm'`. */
export function readExportDeclaration(r: Reading, statement: Node): void {
  const { exportClause, moduleSpecifier } = statement as ExportDeclaration;
  const module = moduleSpecifier === undefined ? null : moduleOf(moduleSpecifier);
  if (exportClause === undefined) {
    addExport(r, statement, '*', null, module, '*');
  } else if (exportClause.kind === SyntaxKind.NamespaceExport) {
    addExport(r, exportClause, (exportClause as NamespaceExport).name.text, null, module, '*');
  } else {
    for (const element of (exportClause as NamedExports).elements) {
      const source = (element.propertyName ?? element.name).text;
      addExport(r, element, element.name.text, module === null ? source : null, module, module === null ? null : source);
    }
  }
}

/** `export default v` binds the module variable `default`; `export = v` binds `export=`. */
export function readExportAssignment(r: Reading, statement: Node): void {
  const { expression: exported, isExportEquals } = statement as ExportAssignment;
  const value = expression(r, exported);
  if (!isModuleBlock(r)) return;
  if (isExportEquals) exportWhole(r, exported, value);
  else bindExport(r, exported, 'default', 'default', value);
}

/** Takes note of `module.exports = v` and `exports.n = v` at the module's top. */
export function commonJsExport(r: Reading, node: BinaryExpression, { scope, name, keys }: Place, value: Value): void {
  if (scope !== 'module' || r.function.index !== 0) return;
  if (name === 'module' && keys[0] === 'exports' && isGlobal(r.scope, 'module')) {
    if (keys.length === 1) exportWhole(r, node.right, value);
    else if (keys.length === 2) bindExport(r, node.left, keys[1]!, `exports.${keys[1]}`, value);
  } else if (name === 'exports' && keys.length === 1 && isGlobal(r.scope, 'exports')) {
    bindExport(r, node.left, keys[0]!, `exports.${keys[0]}`, value);
  }
}

function exportWhole(r: Reading, node: Expression, value: Value): void {
  bindExport(r, node, wholeModule, wholeModule, value);
  const literal = unwrap(node);
  if (literal.kind !== SyntaxKind.ObjectLiteralExpression) return;
  for (const [name, property] of propertiesOf(r, literal)) {
    const { start, end } = r.span(property);
    const item = r.flow.element(start, end, 'item', value, -1, name);
    bindExport(r, property, name, `exports.${name}`, item);
  }
}

function propertiesOf(r: Reading, literal: Node): readonly (readonly [string, Node])[] {
  const result: [string, Node][] = [];
  for (const property of (literal as unknown as { readonly properties: NodeArray<Node & { readonly name?: Node }> }).properties) {
    const name = literalName(r, property.name);
    if (name !== null) result.push([name, property]);
  }
  return result;
}

function bindExport(r: Reading, node: Node, exported: string, local: string, value: Value): void {
  const { start, end } = r.span(node);
  r.flow.write(start, end, 'bind', { scope: 'module', name: local, owner: -1, of: -1, keys: [] }, value);
  r.exports.push({ start, end, exported, local, module: null, name: null });
}
