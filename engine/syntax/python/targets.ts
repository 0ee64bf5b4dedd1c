/** What may stand left of `=`, after `for`, `as` or `del`. */

import { ConstantKind, Kind } from './kinds.js';
import type { Parser } from './state.js';
import { At, KIND_NAMES, type Node } from './tree.js';

export type TargetUse = 'assign' | 'delete' | 'augment';

/** Reports a target that can't be assigned to (or deleted); tuples and lists are looked into. */
export function checkTarget(p: Parser, target: Node, use: TargetUse): void {
  const { out } = p;
  switch (out.kind(target)) {
    case Kind.Name:
    case Kind.Attribute:
    case Kind.Subscript:
    case Kind.ErrorNode:
      return;
    case Kind.Starred:
      if (use !== 'assign') break;
      return checkTarget(p, out.slot(target, At.Starred.value), use);
    case Kind.Tuple:
    case Kind.List: {
      if (use === 'augment') break;
      const elements = out.slot(target, At.Tuple.elts);
      const count = out.lengthOf(elements);
      for (let i = 0; i < count; i++) checkTarget(p, out.entry(elements, i), use);
      return;
    }
  }
  const verb = use === 'delete' ? 'deleted' : 'assigned to';
  p.report(out.start(target), out.end(target), `${describe(p, target)} can't be ${verb}.`);
}

function describe(p: Parser, node: Node): string {
  switch (p.out.kind(node)) {
    case Kind.Call: return 'The result of a call';
    case Kind.Compare: return 'A comparison';
    case Kind.BinOp:
    case Kind.UnaryOp:
    case Kind.BoolOp: return 'The result of an operation';
    case Kind.Await: return "The result of 'await'";
    case Kind.Yield:
    case Kind.YieldFrom: return "The result of 'yield'";
    case Kind.Lambda: return 'A lambda';
    case Kind.IfExp: return 'A conditional expression';
    case Kind.JoinedStr:
    case Kind.TemplateStr: return 'A string';
    case Kind.Constant:
      return p.out.slot(node, At.Constant.constant) <= ConstantKind.True
        ? `'${p.text.slice(p.out.start(node), p.out.end(node))}'` : 'A literal';
    default: return `This (${KIND_NAMES[p.out.kind(node)]})`;
  }
}
