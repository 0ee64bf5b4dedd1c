import { NodeFlags, SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  BindingElement, BindingPattern, Block, CaseBlock, CatchClause, ClassDeclaration, DoStatement, EnumDeclaration, ForInitializer,
  ForOfStatement, ForStatement, FunctionDeclaration, Identifier, IfStatement, ImportDeclaration, ImportEqualsDeclaration,
  LabeledStatement, ModuleDeclaration, NamedImports, NamespaceImport, Node, SwitchStatement, TryStatement, VariableDeclaration,
  VariableDeclarationList, VariableStatement,
} from '../../syntax/typescript/adapter.js';
import type { Place } from '../../flow/step.js';

/**
 * Scopes answer whose variable a name is. A block's names are declared before its statements are read, since a name may
 * be read above the line that declares it; `var` and parameters belong to the whole function.
 *
 * Flows know functions, not blocks. So where a function declares a name a second time in another block, that variable
 * is called `name#2`, `name#3` …, and no two variables of a function ever share a name. Variables at a module's top are
 * the module's; those in its blocks and loops are locals of the module's function and can be captured like any others.
 */
export interface Variable {
  readonly name: string;
  readonly scope: 'param' | 'local' | 'module';
  readonly function: FunctionScope;
}

/** A region that `break` or `continue` can leave. */
export interface Jump {
  readonly label: string | null;
  readonly region: number;
  /** A `continue` leads to a loop only; a labelled block is left by its label only. */
  readonly form: 'loop' | 'switch' | 'block';
}

/** A function that is being read. */
export interface FunctionScope {
  readonly index: number;
  readonly parent: FunctionScope | null;
  /** An arrow function has no `this`, `super` and `arguments` of its own. */
  readonly arrow: boolean;
  /** How many variables of each name it has. */
  readonly counts: Map<string, number>;
  readonly jumps: Jump[];
}

/** A block and the names that it declares. */
export interface Scope {
  readonly parent: Scope | null;
  readonly function: FunctionScope;
  readonly names: Map<string, Variable>;
}

export function functionScope(index: number, parent: FunctionScope | null, arrow: boolean): FunctionScope {
  return { index, parent, arrow, counts: new Map(), jumps: [] };
}

export function blockScope(parent: Scope | null, of: FunctionScope): Scope {
  return { parent, function: of, names: new Map() };
}

/** Declares a name in a scope; a second declaration in the same scope is the same variable. */
export function declare(scope: Scope, name: string, kind: Variable['scope']): Variable {
  const known = scope.names.get(name);
  if (known !== undefined) return known;
  const { counts } = scope.function;
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  const variable: Variable = { name: count === 1 ? name : `${name}#${count}`, scope: kind, function: scope.function };
  scope.names.set(name, variable);
  return variable;
}

/** The place of a name as it is seen from a scope. A name that nothing declares is the module's. */
export function placeOf(from: Scope, name: string): Place {
  const variable = find(from, name);
  if (variable === undefined) {
    if (name === 'arguments') return ownPlace(from.function, name);
    return { scope: 'module', name, owner: -1, of: -1, keys: [] };
  }
  if (variable.scope === 'module' || variable.function === from.function) {
    return { scope: variable.scope, name: variable.name, owner: -1, of: -1, keys: [] };
  }
  return { scope: 'captured', name: variable.name, owner: variable.function.index, of: -1, keys: [] };
}

/** Whether a name is a global, declared nowhere in the file. */
export function isGlobal(from: Scope, name: string): boolean {
  return find(from, name) === undefined;
}

/** The place of `this`, `super` or `arguments`, which belong to the nearest function that is no arrow function. */
export function ownPlace(from: FunctionScope, name: string): Place {
  let owner = from;
  while (owner.arrow && owner.parent !== null) owner = owner.parent;
  if (owner.parent === null) return { scope: 'module', name, owner: -1, of: -1, keys: [] };
  if (owner === from) return { scope: 'param', name, owner: -1, of: -1, keys: [] };
  return { scope: 'captured', name, owner: owner.index, of: -1, keys: [] };
}

function find(from: Scope, name: string): Variable | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    const variable = scope.names.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

/** Declares what the statements of a block declare for the block: let, const, classes, functions, enums, imports. */
export function declareBlock(scope: Scope, statements: Iterable<Node>): void {
  const kind = variableKind(scope);
  for (const statement of statements) {
    switch (statement.kind) {
      case SyntaxKind.VariableStatement: {
        const list = (statement as VariableStatement).declarationList;
        if (isBlockScoped(list)) declareList(scope, list, kind);
        break;
      }
      case SyntaxKind.FunctionDeclaration:
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.EnumDeclaration: {
        const { name } = statement as FunctionDeclaration | ClassDeclaration | EnumDeclaration;
        if (name !== undefined) declare(scope, name.text, kind);
        break;
      }
      case SyntaxKind.ModuleDeclaration: {
        const { name } = statement as ModuleDeclaration;
        if (name.kind === SyntaxKind.Identifier) declare(scope, (name as Identifier).text, kind);
        break;
      }
      case SyntaxKind.ImportDeclaration:
        declareImport(scope, statement as ImportDeclaration, kind);
        break;
      case SyntaxKind.ImportEqualsDeclaration:
        declare(scope, (statement as ImportEqualsDeclaration).name.text, kind);
        break;
    }
  }
}

function declareImport(scope: Scope, { importClause }: ImportDeclaration, kind: Variable['scope']): void {
  if (importClause?.name !== undefined) declare(scope, importClause.name.text, kind);
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return;
  if (bindings.kind === SyntaxKind.NamespaceImport) declare(scope, (bindings as NamespaceImport).name.text, kind);
  else for (const { name } of (bindings as NamedImports).elements) declare(scope, name.text, kind);
}

/** Declares the names of a `let`, `const`, `using` or `var` list. */
export function declareList(scope: Scope, list: VariableDeclarationList, kind: Variable['scope']): void {
  for (const { name } of list.declarations) declarePattern(scope, name, kind);
}

/** Declares all names of a pattern. */
export function declarePattern(scope: Scope, pattern: Node, kind: Variable['scope']): void {
  for (const { text } of namesOf(pattern)) declare(scope, text, kind);
}

/** The names that a name or pattern binds. */
export function namesOf(pattern: Node): readonly Identifier[] {
  const names: Identifier[] = [];
  const waiting: (Node | undefined)[] = [pattern];
  for (let node = waiting.pop(); node !== undefined || waiting.length > 0; node = waiting.pop()) {
    switch (node?.kind) {
      case SyntaxKind.Identifier:
        if ((node as Identifier).text !== '') names.push(node as Identifier);
        break;
      case SyntaxKind.ObjectBindingPattern:
      case SyntaxKind.ArrayBindingPattern:
        for (const { name } of [...(node as BindingPattern).elements as Iterable<BindingElement>].reverse()) waiting.push(name);
        break;
    }
  }
  return names;
}

/** Variables of the module's outermost block are the module's, all others are locals. */
export function variableKind(scope: Scope): 'module' | 'local' {
  return scope.parent === null ? 'module' : 'local';
}

export function isBlockScoped(list: VariableDeclarationList): boolean {
  return (list.flags & NodeFlags.BlockScoped) !== 0;
}

/** Declares the `var`s of a function's statements, wherever they stand, in the function's own scope. */
export function declareVars(scope: Scope, statements: Iterable<Node>): void {
  const kind = variableKind(scope);
  const waiting: (Node | undefined)[] = [...statements];
  const waitForInitializer = (initializer: ForInitializer | undefined): void => {
    if (initializer?.kind !== SyntaxKind.VariableDeclarationList) return;
    const list = initializer as VariableDeclarationList;
    if (!isBlockScoped(list)) declareList(scope, list, kind);
  };
  while (waiting.length > 0) {
    const node = waiting.pop();
    switch (node?.kind) {
      case SyntaxKind.VariableStatement: {
        const list = (node as VariableStatement).declarationList;
        if (!isBlockScoped(list)) declareList(scope, list, kind);
        break;
      }
      case SyntaxKind.Block:
        for (const statement of (node as Block).statements) waiting.push(statement);
        break;
      case SyntaxKind.IfStatement:
        waiting.push((node as IfStatement).thenStatement, (node as IfStatement).elseStatement);
        break;
      case SyntaxKind.ForStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForOfStatement:
        waitForInitializer((node as ForStatement | ForOfStatement).initializer);
        waiting.push((node as ForStatement).statement);
        break;
      case SyntaxKind.WhileStatement:
      case SyntaxKind.DoStatement:
      case SyntaxKind.WithStatement:
      case SyntaxKind.LabeledStatement:
        waiting.push((node as DoStatement | LabeledStatement).statement);
        break;
      case SyntaxKind.SwitchStatement:
        for (const clause of ((node as SwitchStatement).caseBlock as CaseBlock).clauses) for (const statement of clause.statements) waiting.push(statement);
        break;
      case SyntaxKind.TryStatement: {
        const { tryBlock, catchClause, finallyBlock } = node as TryStatement;
        waiting.push(tryBlock, (catchClause as CatchClause | undefined)?.block, finallyBlock);
        break;
      }
    }
  }
}

/** The name of a declarator where it is a plain one. */
export function plainName({ name }: VariableDeclaration): Identifier | null {
  return name.kind === SyntaxKind.Identifier ? (name as Identifier) : null;
}
