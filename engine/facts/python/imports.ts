import { At, Kind, type Node } from '../../syntax/python/tree.js';
import type { Reading } from './reading.js';
import { boundByAlias, placeOf } from './scopes.js';

/** `import a.b, c as d`: each name is bound where the statement stands. */
export function readImport(r: Reading, node: Node): void {
  const { tree } = r;
  for (const alias of tree.list(node, At.Import.names)) {
    if (tree.kind(alias) !== Kind.alias) continue;
    const module = tree.nameText(alias, At.alias.name)!;
    const root = tree.nameText(alias, At.alias.asname) === undefined && module.includes('.');
    bindImport(r, alias, module, null, root);
  }
}

/** `from ..a import b as c, d`; a star binds names that only the project knows. */
export function readFromImport(r: Reading, node: Node): void {
  const { tree } = r;
  const module = '.'.repeat(tree.int(node, At.ImportFrom.level)) + (tree.nameText(node, At.ImportFrom.module) ?? '');
  for (const alias of tree.list(node, At.ImportFrom.names)) {
    if (tree.kind(alias) === Kind.alias) bindImport(r, alias, module, tree.nameText(alias, At.alias.name)!, false);
  }
}

function bindImport(r: Reading, alias: Node, module: string, name: string | null, root: boolean): void {
  const { tree, flow } = r;
  const start = tree.start(alias);
  const end = tree.end(alias);
  const local = boundByAlias(tree, alias) ?? '';
  const fact = { start, end, module, name, local, root, dynamic: false, typeOnly: r.typeOnly, function: r.current.scope.index };
  const index = r.imports.push(fact) - 1;
  if (local === '') return;
  const value = flow.import(start, end, index);
  const asStart = tree.nameStart(alias, At.alias.asname);
  const from = asStart < 0 ? start : asStart;
  // Of `import a.b` the span of `a`, which is what it binds.
  const to = root ? tree.nameStart(alias, At.alias.name) + local.length : asStart < 0 ? end : tree.nameEnd(alias, At.alias.asname);
  flow.write(from, Math.min(to, end), 'bind', placeOf(r.current.scope, local, []), value);
}
