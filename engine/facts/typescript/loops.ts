import { NodeFlags, SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  DoStatement, Expression, ForInStatement, ForOfStatement, ForStatement, Node, VariableDeclarationList, WhileStatement,
} from '../../syntax/typescript/adapter.js';
import { none, type Value } from '../../flow/step.js';
import { assignTo, bindTo } from './assignments.js';
import { expression } from './expressions.js';
import type { Reading } from './reading.js';
import { declareList, declarePattern, isBlockScoped, variableKind } from './scopes.js';
import { body, dropped, isUsing, variable } from './statements.js';

/** Loops. The test of a loop and what it counts stand in its body, where they are evaluated each time. */

/** The body of a loop, with `break` and `continue` leading to it. */
function loopBody(r: Reading, node: Node, loop: Value, label: string | null, read: () => void): void {
  const arm = r.flow.arm(r.start(node), node.end, 'body');
  r.function.jumps.push({ label, region: loop, form: 'loop' });
  read();
  r.function.jumps.pop();
  r.flow.close(arm);
  r.flow.close(loop);
}

export function countLoop(r: Reading, node: ForStatement, label: string | null): void {
  r.inBlock(() => {
    const { initializer, condition, incrementor } = node;
    if (initializer?.kind === SyntaxKind.VariableDeclarationList) {
      const list = initializer as VariableDeclarationList;
      if (isBlockScoped(list)) declareList(r.scope, list, variableKind(r.scope));
      for (const declaration of list.declarations) variable(r, declaration);
    } else if (initializer !== undefined) {
      dropped(r, initializer as Expression);
    }
    const loop = r.flow.loop(r.start(node), node.end, 'count');
    loopBody(r, node, loop, label, () => {
      if (condition !== undefined) r.flow.loopTest(loop, expression(r, condition));
      body(r, node.statement);
      if (incrementor !== undefined) dropped(r, incrementor);
    });
  });
}

/** `for … of`, `for await … of`, and `for … in`, which goes over what the operator `in` makes of the object: its keys. */
export function eachLoop(r: Reading, node: ForOfStatement | ForInStatement, label: string | null): void {
  const { initializer, expression: iterated } = node;
  let over = expression(r, iterated);
  if (node.kind === SyntaxKind.ForInStatement) over = r.flow.operate(r.start(iterated), iterated.end, 'in', [over]);
  r.inBlock(() => {
    const loop = r.flow.loop(r.start(node), node.end, 'each', { async: node.awaitModifier !== undefined, over });
    loopBody(r, node, loop, label, () => {
      const { start, end } = r.span(initializer);
      const element = r.flow.element(start, end, 'each', over, none, null);
      const scopes: Value[] = [];
      if (initializer.kind !== SyntaxKind.VariableDeclarationList) {
        assignTo(r, initializer, element);
      } else {
        eachVariable(r, initializer as VariableDeclarationList, element, node.end, scopes);
      }
      body(r, node.statement);
      for (let i = scopes.length - 1; i >= 0; i--) r.flow.close(scopes[i]!);
    });
  });
}

function eachVariable(r: Reading, list: VariableDeclarationList, element: Value, end: number, scopes: Value[]): void {
  const declaration = list.declarations[0];
  if (declaration === undefined) return;
  if (isBlockScoped(list)) declarePattern(r.scope, declaration.name, variableKind(r.scope));
  if (!isUsing(list)) {
    bindTo(r, declaration.name, element, r.annotation(declaration.type));
    return;
  }
  const start = r.start(list);
  const scope = r.flow.scope(start, end, (list.flags & NodeFlags.BlockScoped) === NodeFlags.AwaitUsing, element);
  scopes.push(scope, r.flow.arm(start, end, 'body'));
  bindTo(r, declaration.name, scope);
}

export function whileLoop(r: Reading, node: WhileStatement | DoStatement, label: string | null): void {
  const before = node.kind === SyntaxKind.WhileStatement;
  const loop = r.flow.loop(r.start(node), node.end, before ? 'while' : 'do');
  loopBody(r, node, loop, label, () => {
    if (before) r.flow.loopTest(loop, expression(r, node.expression));
    body(r, node.statement);
    if (!before) r.flow.loopTest(loop, expression(r, node.expression));
  });
}
