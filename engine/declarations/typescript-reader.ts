import { typeRefOf, entityPath, expressionPath } from '../facts/typescript/types.js';
import { SyntaxKind } from '../syntax/typescript/adapter.js';
import type {
  ArrayTypeNode, ClassDeclaration, ExportAssignment, ExportDeclaration, ExternalModuleReference, EntityName, FunctionDeclaration, FunctionTypeNode, HeritageClause,
  Identifier, ImportDeclaration, ImportEqualsDeclaration, ImportTypeNode, InterfaceDeclaration, LiteralTypeNode, MethodSignatureDeclaration,
  ModifierLike, ModuleBlock, ModuleDeclaration, NamedExports, NamedImports, NamespaceExport, NamespaceImport, Node, NodeArray, ParenthesizedTypeNode,
  SourceFile, StringLiteral, TypeAliasDeclaration, TypeLiteralNode, TypeNode, TypeParameterDeclaration, TypeQueryNode, TypeReferenceNode, UnionTypeNode,
  VariableStatement,
} from '../syntax/typescript/adapter.js';
import type { TypeRef } from '../facts/facts.js';
import type { Declared, DeclaredClass, DeclaredFunction, DeclaredModule, WrittenType } from './declared.js';

/** What a `.d.ts` file declares: as a module, and as modules that it names itself. */
export interface DeclarationFile {
  readonly own: DeclaredModule;
  /** `declare module 'name' { … }`. */
  readonly ambient: ReadonlyMap<string, DeclaredModule>;
  /** Files that belong to it (`/// <reference path="…" />`), relative to it. */
  readonly references: readonly string[];
}

/** The name under which `export = …` is bound. */
export const wholeModule = 'export=';

/**
 * The names that a declaration file binds. What a module offers to others stands under their names; a name that it
 * uses for itself alone stands under the same name, since nobody outside can ask for it but by mistake.
 */
export function readTypeScriptDeclarations(text: string, tree: SourceFile): DeclarationFile {
  const ambient = new Map<string, DeclaredModule>();
  const references = Array.from(text.matchAll(/^\/\/\/\s*<reference\s+path=["']([^"']+)["']/gm), ([, path]) => path!);
  return { own: readStatements({ text, ambient }, tree.statements, true), ambient, references };
}

/** Two parts of what is one module. */
export function merged(a: DeclaredModule, b: DeclaredModule): DeclaredModule {
  const names = new Map(a.names);
  for (const [name, declared] of b.names) names.set(name, [...(names.get(name) ?? []), ...declared]);
  return { names, stars: [...a.stars, ...b.stars], offers: a.offers === null || b.offers === null ? null : new Set([...a.offers, ...b.offers]) };
}

interface Reading {
  readonly text: string;
  readonly ambient: Map<string, DeclaredModule>;
}

type Names = Map<string, readonly Declared[]>;

/** @param explicit whether only what says `export` is offered, as in a file; in what is declared by name all is. */
function readStatements(r: Reading, statements: Iterable<Node>, explicit = false): DeclaredModule {
  const names: Names = new Map();
  const stars: string[] = [];
  const offers = new Set<string>();
  for (const statement of statements) {
    readStatement(r, statement, names, stars);
    if (explicit) for (const name of offeredBy(statement)) offers.add(name);
  }
  return { names, stars, offers: explicit ? offers : null };
}

function offeredBy(node: Node): readonly string[] {
  if (node.kind === SyntaxKind.ExportDeclaration) {
    const { exportClause } = node as ExportDeclaration;
    return exportClause?.kind === SyntaxKind.NamedExports ? Array.from((exportClause as NamedExports).elements, ({ name }) => name.text) : [];
  }
  const { modifiers, name, declarationList } = node as unknown as VariableStatement & { readonly name?: Identifier };
  const kinds = modifiers === undefined ? [] : Array.from(modifiers, ({ kind }) => kind);
  if (!kinds.includes(SyntaxKind.ExportKeyword) || kinds.includes(SyntaxKind.DefaultKeyword)) return [];
  return declarationList === undefined ? [name?.text ?? ''] : Array.from(declarationList.declarations, (declaration) => (declaration.name as Identifier).text);
}

function add(names: Names, name: string, declared: Declared): void {
  names.set(name, [...(names.get(name) ?? []), declared]);
}

function readStatement(r: Reading, node: Node, names: Names, stars: string[]): void {
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration: {
      const declaration = node as FunctionDeclaration;
      return declare(names, declaration, functionOf(r, declaration));
    }
    case SyntaxKind.ClassDeclaration:
    case SyntaxKind.InterfaceDeclaration: return declare(names, node as ClassDeclaration, classOf(r, node as ClassDeclaration | InterfaceDeclaration));
    case SyntaxKind.TypeAliasDeclaration: return declare(names, node as TypeAliasDeclaration, aliasOf(r, node as TypeAliasDeclaration));
    case SyntaxKind.EnumDeclaration: return declare(names, node as ClassDeclaration, { form: 'alias', of: { form: 'literal' } });
    case SyntaxKind.VariableStatement: {
      for (const { name, type } of (node as VariableStatement).declarationList.declarations) {
        if (name.kind === SyntaxKind.Identifier) add(names, (name as Identifier).text, attribute(written(r, type)));
      }
      return;
    }
    case SyntaxKind.ModuleDeclaration: return readModule(r, node as ModuleDeclaration, names);
    case SyntaxKind.ImportDeclaration: return readImport(node as ImportDeclaration, names);
    case SyntaxKind.ImportEqualsDeclaration: return readImportEquals(node as ImportEqualsDeclaration, names);
    case SyntaxKind.ExportDeclaration: return readExport(node as ExportDeclaration, names, stars);
    case SyntaxKind.ExportAssignment: {
      const { expression, isExportEquals } = node as ExportAssignment;
      const path = expressionPath(expression);
      return add(names, isExportEquals ? wholeModule : 'default', path === null ? { form: 'unclear' } : { form: 'alias', of: { form: 'name', path, arguments: [] } });
    }
  }
}

/** Binds a declaration to its name, and to `default` where it is exported so. */
function declare(names: Names, node: { readonly name?: Node; readonly modifiers?: NodeArray<ModifierLike> }, declared: Declared): void {
  if (node.name !== undefined) add(names, (node.name as Identifier).text, declared);
  if (node.modifiers !== undefined && [...node.modifiers].some(({ kind }) => kind === SyntaxKind.DefaultKeyword)) add(names, 'default', declared);
}

function functionOf(r: Reading, node: { readonly type?: Node; readonly typeParameters?: NodeArray<TypeParameterDeclaration> }): DeclaredFunction {
  return {
    form: 'function', async: false, generator: false, returns: node.type === undefined ? null : written(r, node.type), decorators: [],
    typeParameters: parametersOf(node.typeParameters),
  };
}

function parametersOf(list: NodeArray<TypeParameterDeclaration> | undefined): readonly string[] {
  return list === undefined ? [] : Array.from(list, ({ name }) => name.text);
}

/** A variable or property: one whose type is that of a function is called like one. */
function attribute(type: WrittenType): Declared {
  if (type.form !== 'function') return { form: 'variable', type };
  return { form: 'function', async: false, generator: false, returns: type.returns, decorators: [], typeParameters: [] };
}

function classOf(r: Reading, node: ClassDeclaration | InterfaceDeclaration): DeclaredClass {
  const bases: WrittenType[] = [];
  for (const clause of (node.heritageClauses ?? []) as Iterable<HeritageClause>) {
    if (node.kind === SyntaxKind.ClassDeclaration && clause.token !== SyntaxKind.ExtendsKeyword) continue;
    for (const type of clause.types) bases.push(typeRefOf(r.text, type, nameless));
  }
  return { form: 'class', bases, members: membersOf(r, node.members), typeParameters: parametersOf(node.typeParameters) };
}

function aliasOf(r: Reading, { type, typeParameters }: TypeAliasDeclaration): Declared {
  const parameters = parametersOf(typeParameters);
  if (type?.kind === SyntaxKind.TypeLiteral) return { form: 'class', bases: [], members: membersOf(r, (type as TypeLiteralNode).members), typeParameters: parameters };
  return { form: 'alias', of: written(r, type), typeParameters: parameters };
}

function membersOf(r: Reading, list: Iterable<Node>): Names {
  const members: Names = new Map();
  for (const node of list) {
    const { name, type, postfixToken } = node as unknown as { readonly name?: Node; readonly type?: TypeNode; readonly postfixToken?: Node };
    const isNamed = name !== undefined && name.kind !== SyntaxKind.ComputedPropertyName;
    switch (node.kind) {
      case SyntaxKind.MethodSignature:
      case SyntaxKind.MethodDeclaration:
        if (isNamed) add(members, (name as Identifier).text, functionOf(r, node as unknown as MethodSignatureDeclaration));
        break;
      case SyntaxKind.CallSignature: add(members, '__call__', functionOf(r, node as unknown as MethodSignatureDeclaration)); break;
      case SyntaxKind.PropertySignature:
      case SyntaxKind.PropertyDeclaration:
      case SyntaxKind.GetAccessor: {
        const declared = attribute(written(r, type));
        const isOptional = postfixToken?.kind === SyntaxKind.QuestionToken && declared.form === 'variable';
        if (isNamed) add(members, (name as Identifier).text, isOptional ? { form: 'variable', type: { form: 'union', of: [declared.type, { form: 'none' }] } } : declared);
      }
    }
  }
  return members;
}

/** A namespace is one of the names; a module with a name in quotes is for others to import, and `global` for the file to use. */
function readModule(r: Reading, node: ModuleDeclaration, names: Names): void {
  const body: Node | undefined = node.body;
  if (body === undefined) return;
  const module = body.kind === SyntaxKind.ModuleBlock ? readStatements(r, (body as ModuleBlock).statements) : readStatements(r, [body]);
  const { text } = node.name as Identifier | StringLiteral;
  if (node.name.kind === SyntaxKind.Identifier && text !== 'global') {
    add(names, text, { form: 'namespace', module });
    return;
  }
  const before = r.ambient.get(text);
  r.ambient.set(text, before === undefined ? module : merged(before, module));
}

function imported(module: string, name: string | null): Declared {
  return { form: 'import', module, name, hidden: false };
}

function readImport({ importClause, moduleSpecifier }: ImportDeclaration, names: Names): void {
  const module = (moduleSpecifier as StringLiteral).text;
  if (importClause?.name !== undefined) add(names, importClause.name.text, imported(module, 'default'));
  const bindings = importClause?.namedBindings;
  if (bindings?.kind === SyntaxKind.NamespaceImport) add(names, (bindings as NamespaceImport).name.text, imported(module, null));
  else if (bindings !== undefined) {
    for (const { name, propertyName } of (bindings as NamedImports).elements) add(names, name.text, imported(module, (propertyName ?? name).text));
  }
}

function readImportEquals({ name, moduleReference }: ImportEqualsDeclaration, names: Names): void {
  if (moduleReference.kind === SyntaxKind.ExternalModuleReference) {
    add(names, name.text, imported(((moduleReference as ExternalModuleReference).expression as StringLiteral).text, null));
  } else add(names, name.text, { form: 'alias', of: { form: 'name', path: entityPath(moduleReference as EntityName), arguments: [] } });
}

function readExport({ exportClause, moduleSpecifier }: ExportDeclaration, names: Names, stars: string[]): void {
  const module = (moduleSpecifier as StringLiteral | undefined)?.text;
  if (exportClause === undefined) {
    if (module !== undefined) stars.push(module);
  } else if (exportClause.kind === SyntaxKind.NamespaceExport) {
    if (module !== undefined) add(names, (exportClause as NamespaceExport).name.text, imported(module, null));
  } else {
    for (const { name, propertyName } of (exportClause as NamedExports).elements) {
      const source = (propertyName ?? name).text;
      if (module !== undefined) names.set(name.text, [imported(module, source)]);
      else if (source !== name.text) names.set(name.text, [{ form: 'alias', of: { form: 'name', path: [source], arguments: [] } }]);
    }
  }
}

/** A type as it is written, with what only declaration files say. */
function written(r: Reading, node: Node | undefined, depth = 0): WrittenType {
  if (node === undefined || depth > 16) return { form: 'unknown' };
  const inner = (type: Node | undefined): WrittenType => written(r, type, depth + 1);
  switch (node.kind) {
    case SyntaxKind.TypeReference: {
      const { typeName, typeArguments } = node as TypeReferenceNode;
      return { form: 'name', path: entityPath(typeName), arguments: typeArguments === undefined ? [] : Array.from(typeArguments, inner) };
    }
    case SyntaxKind.UnionType: return { form: 'union', of: Array.from((node as UnionTypeNode).types, inner) };
    case SyntaxKind.IntersectionType: return { form: 'all', of: Array.from((node as UnionTypeNode).types, inner) };
    case SyntaxKind.ParenthesizedType: return inner((node as ParenthesizedTypeNode).type);
    case SyntaxKind.ArrayType: return { form: 'name', path: ['Array'], arguments: [inner((node as ArrayTypeNode).elementType)] };
    case SyntaxKind.FunctionType: {
      const { type, typeParameters } = node as FunctionTypeNode;
      // Type parameters of a function type have no place of their own here; what they stand for is nobody's name.
      return { form: 'function', returns: (typeParameters?.length ?? 0) > 0 ? withoutNames(inner(type), parametersOf(typeParameters)) : inner(type) };
    }
    case SyntaxKind.TypeQuery: return { form: 'typeof', path: entityPath((node as TypeQueryNode).exprName) };
    case SyntaxKind.ImportType: return importType(node as ImportTypeNode, inner);
    default: return typeRefOf(r.text, node, nameless);
  }
}

/** An object type without a name: nobody follows it. */
const nameless = (): TypeRef => ({ form: 'unknown' });

function importType({ argument, qualifier, isTypeOf, typeArguments }: ImportTypeNode, inner: (type: Node) => WrittenType): WrittenType {
  const literal = argument.kind === SyntaxKind.LiteralType ? (argument as LiteralTypeNode).literal : undefined;
  if (isTypeOf || literal?.kind !== SyntaxKind.StringLiteral || qualifier === undefined) return { form: 'unknown' };
  return { form: 'import', module: (literal as StringLiteral).text, path: entityPath(qualifier), arguments: typeArguments === undefined ? [] : Array.from(typeArguments, inner) };
}

/** A type in which these names stand for nothing that is known. */
function withoutNames(type: WrittenType, names: readonly string[]): WrittenType {
  switch (type.form) {
    case 'name': return names.includes(type.path[0]!) ? { form: 'unknown' } : { ...type, arguments: type.arguments.map((argument) => withoutNames(argument, names)) };
    case 'union':
    case 'all': return { ...type, of: type.of.map((of) => withoutNames(of, names)) };
    case 'function': return { ...type, returns: withoutNames(type.returns, names) };
    default: return type;
  }
}
