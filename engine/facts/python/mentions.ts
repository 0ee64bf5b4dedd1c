import { At, ConstantKind, Kind, parsePython, type Node, type PythonTree } from '../../syntax/python/parser.js';
import type { Mention } from '../mention.js';

/**
 * All places in a Python text that may name one of some variables, in no order. A string counts where it may be a type or
 * a name (`Optional["Task"]`, `__all__`) and is no prose, and where it holds a doctest; a comment where it gives a type.
 * @returns null where names may be used that can't be seen: in `eval`, `exec`, `globals()` and their like, and where the
 *   text is no Python.
 */
export function mentionsInPython(text: string, names: ReadonlySet<string>): readonly Mention[] | null {
  const tree = parsePython(text);
  if (tree.errors.length > 0) return null;
  const found: Mention[] = [];
  let isOpen = false;
  tree.walk(tree.root, (node) => {
    switch (tree.kind(node)) {
      case Kind.Name: {
        const name = tree.name(node);
        if (names.has(name)) found.push({ name, start: tree.start(node), end: tree.end(node) });
        break;
      }
      case Kind.Constant:
        if (tree.int(node, At.Constant.constant) === ConstantKind.String) found.push(...inString(tree, node, names));
        break;
      case Kind.Global:
      case Kind.Nonlocal:
        found.push(...inList(tree, tree.list(node, At.Global.names), names));
        break;
      case Kind.Call:
        isOpen ||= seesAllNames(tree, tree.child(node, At.Call.func));
        break;
    }
  });
  for (let i = 0; i < tree.comments.length; i += 2) {
    const [start, end] = [tree.comments[i]!, tree.comments[i + 1]!];
    if (/^#\s*type:/.test(text.slice(start, end))) found.push(...wordsIn(text.slice(start, end), names, start));
  }
  return isOpen ? null : found;
}

const dynamic: ReadonlySet<string> = new Set(['eval', 'exec', 'globals', 'locals', 'vars']);

function seesAllNames(tree: PythonTree, callee: Node): boolean {
  return tree.kind(callee) === Kind.Name && dynamic.has(tree.name(callee));
}

function inList(tree: PythonTree, spans: Int32Array, names: ReadonlySet<string>): readonly Mention[] {
  const found: Mention[] = [];
  for (let i = 0; i < spans.length; i += 2) {
    const name = tree.identifier(spans[i]!, spans[i + 1]!);
    if (names.has(name)) found.push({ name, start: spans[i]!, end: spans[i + 1]! });
  }
  return found;
}

function inString(tree: PythonTree, node: Node, names: ReadonlySet<string>): readonly Mention[] {
  const source = tree.source(node);
  return isTypeOrName(source) || source.includes('>>>') ? wordsIn(source, names, tree.start(node)) : [];
}

/** Whether a literal may be a type or a name: no two words stand beside each other. */
function isTypeOrName(source: string): boolean {
  return /^[\w\s.,|[\]()"'*]+$/.test(source) && !/\w[ \t]+\w/.test(source);
}

function wordsIn(source: string, names: ReadonlySet<string>, start: number): readonly Mention[] {
  const found: Mention[] = [];
  for (const { 0: name, index } of source.matchAll(/(?<![\w.])[^\W\d]\w*/g)) {
    if (names.has(name)) found.push({ name, start: start + index, end: start + index + name.length });
  }
  return found;
}
