/**
 * Texts that somebody is typing in: of the definitions of the whole file nearly all are still in the tree, and spans are
 * in order. The files are the sources of packages that this project depends on; what is broken is random but repeatable.
 */

import assert from 'node:assert/strict';
import { NodeFlags, SyntaxKind, TypeScriptSyntax, type Node, type SourceFile } from '../../../engine/syntax/typescript/adapter.js';
import { broken, numbersFrom, realFiles } from './real-files.js';

const definitions = new Set([
  SyntaxKind.FunctionDeclaration, SyntaxKind.ClassDeclaration, SyntaxKind.MethodDeclaration, SyntaxKind.Constructor,
  SyntaxKind.GetAccessor, SyntaxKind.SetAccessor, SyntaxKind.InterfaceDeclaration, SyntaxKind.TypeAliasDeclaration,
]);

/** How often each definition stands in a tree, by kind and name. */
function definitionsOf(tree: SourceFile): Map<string, number> {
  const found = new Map<string, number>();
  const visit = (node: Node): void => {
    if (definitions.has(node.kind)) {
      const { name } = node as unknown as { readonly name?: { readonly text?: string } };
      const key = `${SyntaxKind[node.kind]} ${name?.text ?? ''}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** Nodes whose span doesn't lie in their parent's, or that start before their elder sibling ends. */
function disorder(tree: SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    let from = node.pos;
    node.forEachChild((child) => {
      // Types of JSDoc comments stand where the comment is.
      if ((child.flags & NodeFlags.Reparsed) !== 0) return;
      if (child.pos < from || child.end < child.pos || child.end > node.end) {
        found.push(`${SyntaxKind[child.kind]} ${child.pos}-${child.end} in ${SyntaxKind[node.kind]} ${node.pos}-${node.end}`);
      }
      from = child.end;
      visit(child);
    });
  };
  visit(tree);
  return found;
}

describe('broken texts of TypeScript and JavaScript', () => {
  const files = realFiles(
    ['eslint/lib', 'mocha/lib', 'vscode-languageserver/lib', 'fast-check/lib', '@vscode/test-electron/out', 'vscode-jsonrpc/lib'],
    ['.js', '.mjs', '.ts'],
  );
  const syntax = new TypeScriptSyntax();
  after(() => syntax.close());

  it('keep 99 % of their definitions, and the order of spans', () => {
    const random = numbersFrom(20260401);
    const copies = files.map(({ path, text }) => ({ path, text: broken(text, random) }));
    const whole = [...syntax.parse(files)];
    const trees = [...syntax.parse(copies)];
    let all = 0;
    let lost = 0;
    whole.forEach(({ path, tree }, i) => {
      const kept = definitionsOf(trees[i]!.tree!);
      for (const [key, count] of definitionsOf(tree!)) {
        all += count;
        lost += Math.max(0, count - (kept.get(key) ?? 0));
      }
      assert.deepEqual(disorder(trees[i]!.tree!), [], path);
    });
    assert.ok(files.length > 300 && all > 3000, `${files.length} files with ${all} definitions`);
    assert.ok(lost / all <= 0.01, `${lost} of ${all} definitions lost`);
  });
});
