import { NodeFlags, SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  BinaryExpression, Block, BreakStatement, CaseClause, CatchClause, ClassDeclaration, DoStatement, EnumDeclaration, Expression,
  ExpressionStatement, ForInStatement, ForOfStatement, ForStatement, IfStatement, InterfaceDeclaration, LabeledStatement,
  ModuleDeclaration, Node, ReturnStatement, SwitchStatement, TryStatement, TypeAliasDeclaration, VariableDeclaration,
  VariableDeclarationList, VariableStatement, VoidExpression, WhileStatement, WithStatement,
} from '../../syntax/typescript/adapter.js';
import { none, type Value } from '../../flow/step.js';
import { bindTo, isAssignment } from './assignments.js';
import { readClassDeclaration } from './classes.js';
import { deepest, expression, namedExpression, tooDeep, unwrap } from './expressions.js';
import { hoist } from './hoisting.js';
import { countLoop, eachLoop, whileLoop } from './loops.js';
import { exportDeclared, readExportAssignment, readExportDeclaration } from './modules.js';
import { hasModifier, type Reading } from './reading.js';
import { declareBlock, declarePattern, plainName, variableKind } from './scopes.js';
import { readEnum, readInterface, readNamespace, readTypeAlias } from './types-declared.js';

/** Statements become steps and regions. Each function here writes one form of statement. */

/**
 * The statements of a block whose names are declared already. Imports and functions are written first, as they are
 * known from the start. What follows a `using` stands in its scope, up to `end`, the end of the block. `bare`: the block
 * is a statement without braces.
 */
export function statements(r: Reading, list: Iterable<Node>, end: number, bare = false): void {
  hoist(r, list);
  const scopes: Value[] = [];
  for (const node of list) {
    r.statements.push(r.start(node), node.end, bare ? 1 : 0);
    if (node.kind === SyntaxKind.VariableStatement && isUsing((node as VariableStatement).declarationList)) {
      usingDeclarations(r, (node as VariableStatement).declarationList, end, scopes);
    } else {
      statement(r, node, null);
    }
  }
  for (let i = scopes.length - 1; i >= 0; i--) r.flow.close(scopes[i]!);
}

/** A block with names of its own. */
function block(r: Reading, list: Iterable<Node>, end: number, bare = false): void {
  r.inBlock(() => {
    declareBlock(r.scope, list);
    statements(r, list, end, bare);
  });
}

/** The body of a branch or loop: a block, or a statement without braces. */
export function body(r: Reading, node: Node | undefined): void {
  if (node === undefined) return;
  if (node.kind === SyntaxKind.Block) block(r, (node as Block).statements, node.end);
  else block(r, [node], node.end, true);
}

function statement(r: Reading, node: Node, label: string | null): void {
  if (r.depth >= deepest) {
    tooDeep(r, node);
    return;
  }
  r.depth++;
  dispatch(r, node, label);
  r.depth--;
}

function dispatch(r: Reading, node: Node, label: string | null): void {
  switch (node.kind) {
    case SyntaxKind.ExpressionStatement: return dropped(r, (node as ExpressionStatement).expression);
    case SyntaxKind.VariableStatement: return variables(r, node as VariableStatement);
    case SyntaxKind.ReturnStatement:
    case SyntaxKind.ThrowStatement: {
      const { expression: returned } = node as ReturnStatement;
      const value = returned === undefined ? none : expression(r, returned);
      r.flow.exit(r.start(node), node.end, node.kind === SyntaxKind.ThrowStatement ? 'throw' : 'return', value);
      return;
    }
    case SyntaxKind.IfStatement: return ifStatement(r, node as IfStatement);
    case SyntaxKind.Block: return label === null ? block(r, (node as Block).statements, node.end) : labelled(r, node, label);
    case SyntaxKind.ForStatement: return countLoop(r, node as ForStatement, label);
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement: return eachLoop(r, node as ForOfStatement | ForInStatement, label);
    case SyntaxKind.WhileStatement:
    case SyntaxKind.DoStatement: return whileLoop(r, node as WhileStatement | DoStatement, label);
    case SyntaxKind.SwitchStatement: return switchStatement(r, node as SwitchStatement, label);
    case SyntaxKind.TryStatement: return tryStatement(r, node as TryStatement);
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement: return jump(r, node as BreakStatement);
    case SyntaxKind.LabeledStatement: return statement(r, (node as LabeledStatement).statement, (node as LabeledStatement).label.text);
    case SyntaxKind.WithStatement:
      expression(r, (node as WithStatement).expression);
      return body(r, (node as WithStatement).statement);
    case SyntaxKind.ClassDeclaration: return readClassDeclaration(r, node as ClassDeclaration);
    case SyntaxKind.InterfaceDeclaration: return readInterface(r, node as InterfaceDeclaration);
    case SyntaxKind.TypeAliasDeclaration:
    case SyntaxKind.JSTypeAliasDeclaration: return readTypeAlias(r, node as TypeAliasDeclaration);
    case SyntaxKind.EnumDeclaration: return readEnum(r, node as EnumDeclaration);
    case SyntaxKind.ModuleDeclaration: return readNamespace(r, node as ModuleDeclaration);
    case SyntaxKind.ExportAssignment: return readExportAssignment(r, node);
    case SyntaxKind.ExportDeclaration: return readExportDeclaration(r, node);
    // Functions and imports have been written where the block starts; the rest does nothing.
    default:
  }
}

/** An expression as a statement: nobody takes its value, unless an assignment has. */
export function dropped(r: Reading, wrapped: Expression): void {
  const node = unwrap(wrapped);
  switch (node.kind) {
    // A directive such as 'use strict'.
    case SyntaxKind.StringLiteral: return;
    case SyntaxKind.BinaryExpression:
      if (!isAssignment(node as BinaryExpression)) break;
      expression(r, node);
      return;
    case SyntaxKind.DeleteExpression:
      expression(r, node);
      return;
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression: {
      const { operator } = node as unknown as { readonly operator: SyntaxKind };
      if (operator !== SyntaxKind.PlusPlusToken && operator !== SyntaxKind.MinusMinusToken) break;
      expression(r, node);
      return;
    }
    case SyntaxKind.VoidExpression: {
      const of = expression(r, (node as VoidExpression).expression);
      r.flow.drop(r.start(node), node.end, of, true);
      return;
    }
  }
  const value = expression(r, node);
  r.flow.drop(r.start(node), node.end, value);
}

function variables(r: Reading, node: VariableStatement): void {
  for (const declaration of node.declarationList.declarations) variable(r, declaration);
  if (hasModifier(node.modifiers, SyntaxKind.ExportKeyword)) exportDeclared(r, node, node.declarationList);
}

export function variable(r: Reading, node: VariableDeclaration): void {
  const { name, initializer } = node;
  const annotation = r.annotation(node.type);
  if (initializer === undefined) {
    const plain = plainName(node);
    if (plain !== null && plain.text !== '') r.flow.write(r.start(name), name.end, 'declare', r.place(plain.text), none, annotation);
    return;
  }
  bindTo(r, name, namedExpression(r, initializer, name), annotation);
}

export function isUsing(list: VariableDeclarationList): boolean {
  const flags = list.flags & NodeFlags.BlockScoped;
  return flags === NodeFlags.Using || flags === NodeFlags.AwaitUsing;
}

/** Opens a scope for each resource; `scopes` gets the regions to close at the block's end, innermost last. */
function usingDeclarations(r: Reading, list: VariableDeclarationList, end: number, scopes: Value[]): void {
  const async = (list.flags & NodeFlags.BlockScoped) === NodeFlags.AwaitUsing;
  for (const { name, initializer } of list.declarations) {
    const start = r.start(name);
    const item = initializer === undefined ? r.unknown(name) : namedExpression(r, initializer, name);
    const scope = r.flow.scope(start, end, async, item);
    scopes.push(scope, r.flow.arm(start, end, 'body'));
    bindTo(r, name, scope);
  }
}

/** `else if` chains are read in a loop: each stands in the `else` arm of the one before. */
function ifStatement(r: Reading, top: IfStatement): void {
  const open: Value[] = [];
  let node: IfStatement = top;
  for (;;) {
    const test = expression(r, node.expression);
    const branch = r.flow.branch(r.start(node), node.end, 'if', test);
    open.push(branch);
    const then = r.flow.arm(r.start(node.thenStatement), node.thenStatement.end, 'then');
    body(r, node.thenStatement);
    r.flow.close(then);
    const { elseStatement } = node;
    if (elseStatement === undefined) break;
    const arm = r.flow.arm(r.start(elseStatement), elseStatement.end, 'else');
    open.push(arm);
    if (elseStatement.kind !== SyntaxKind.IfStatement) {
      body(r, elseStatement);
      break;
    }
    node = elseStatement as IfStatement;
  }
  for (let i = open.length - 1; i >= 0; i--) r.flow.close(open[i]!);
}

/**
 * Each clause is an arm, whose first steps are the values it is compared with; clauses without statements join the next.
 * That a clause without `break` runs into the next is not shown: its arm ends the branch.
 */
function switchStatement(r: Reading, node: SwitchStatement, label: string | null): void {
  const test = expression(r, node.expression);
  const branch = r.flow.branch(r.start(node), node.end, 'match', test);
  r.function.jumps.push({ label, region: branch, form: 'switch' });
  r.inBlock(() => {
    const clauses = Array.from(node.caseBlock.clauses);
    for (const clause of clauses) declareBlock(r.scope, clause.statements);
    let joined: Node[] = [];
    clauses.forEach((clause, i) => {
      joined.push(clause);
      if (clause.statements.length === 0 && i < clauses.length - 1) return;
      const isDefault = joined.some(({ kind }) => kind === SyntaxKind.DefaultClause);
      const arm = r.flow.arm(r.start(joined[0]!), clause.end, isDefault ? 'else' : 'case');
      for (const one of joined) if (one.kind === SyntaxKind.CaseClause) expression(r, (one as CaseClause).expression);
      statements(r, clause.statements, clause.end);
      r.flow.close(arm);
      joined = [];
    });
  });
  r.function.jumps.pop();
  r.flow.close(branch);
}

/** A block with a label is a branch that is always taken, so that `break` has something to leave. */
function labelled(r: Reading, node: Node, label: string): void {
  const { start, end } = r.span(node);
  const branch = r.flow.branch(start, end, 'match', none);
  const arm = r.flow.arm(start, end, 'else');
  r.function.jumps.push({ label, region: branch, form: 'block' });
  block(r, (node as Block).statements, end);
  r.function.jumps.pop();
  r.flow.close(arm);
  r.flow.close(branch);
}

function tryStatement(r: Reading, node: TryStatement): void {
  const region = r.flow.try(r.start(node), node.end);
  const part = (role: 'body' | 'finally', inner: Block): void => {
    const arm = r.flow.arm(r.start(inner), inner.end, role);
    body(r, inner);
    r.flow.close(arm);
  };
  part('body', node.tryBlock);
  if (node.catchClause !== undefined) handler(r, node.catchClause);
  if (node.finallyBlock !== undefined) part('finally', node.finallyBlock);
  r.flow.close(region);
}

function handler(r: Reading, node: CatchClause): void {
  const arm = r.flow.arm(r.start(node), node.end, 'handler');
  r.inBlock(() => {
    const { variableDeclaration } = node;
    if (variableDeclaration !== undefined) {
      declarePattern(r.scope, variableDeclaration.name, variableKind(r.scope));
      bindTo(r, variableDeclaration.name, arm, r.annotation(variableDeclaration.type));
    }
    body(r, node.block);
  });
  r.flow.close(arm);
}

function jump(r: Reading, node: BreakStatement): void {
  const isBreak = node.kind as SyntaxKind === SyntaxKind.BreakStatement;
  const label = node.label?.text;
  const target = r.function.jumps.findLast((one) => (
    label !== undefined ? one.label === label : one.form === 'loop' || (isBreak && one.form === 'switch')
  ));
  r.flow.exit(r.start(node), node.end, isBreak ? 'break' : 'continue', none, target?.region ?? none);
}
