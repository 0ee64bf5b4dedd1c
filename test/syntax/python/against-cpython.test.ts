/**
 * The parser against CPython: on every file of the installed interpreter's standard library, tests included, both
 * must find the same nodes at the same places, and accept the same files.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodePython } from '../../../engine/syntax/python/decode.js';
import { KIND_NAMES, Kind, parsePython, type PythonTree } from '../../../engine/syntax/python/parser.js';
import { dumpAst, Places, type DumpedFile, type DumpHeader } from './cpython.js';

// Kinds that `ast` gives no place of their own.
const PLACELESS = new Set<number>([Kind.Module, Kind.comprehension, Kind.withitem, Kind.match_case]);

// One number per node, so that both sides can be sorted and compared: start, end and kind.
const key = (kind: number, start: number, end: number): number => (start * 2 ** 22 + end) * 128 + kind;
const shown = (value: number, text: string): string => {
  const [kind, end, start] = [value % 128, Math.floor(value / 128) % 2 ** 22, Math.floor(value / 2 ** 29)];
  return `${KIND_NAMES[kind]} ${start}-${end} ${JSON.stringify(text.slice(start, Math.min(end, start + 60)))}`;
};

function keysOfTree(tree: PythonTree, insideStrings: boolean): Float64Array {
  const keys: number[] = [];
  tree.walk(tree.root, (node) => {
    const kind = tree.kind(node);
    keys.push(PLACELESS.has(kind) ? key(kind, 0, 0) : key(kind, tree.start(node), tree.end(node)));
    return insideStrings || kind !== Kind.JoinedStr;
  });
  return Float64Array.from(keys).sort();
}

function keysOfDump(file: DumpedFile, header: DumpHeader, text: string): Float64Array {
  const places = new Places(text);
  const kinds = header.kinds.map((name) => KIND_NAMES.indexOf(name));
  const { records } = file;
  const keys = new Float64Array(records.length / 5);
  for (let i = 0, at = 0; at < records.length; i++, at += 5) {
    const kind = kinds[records[at]!]!;
    if (kind < 0) throw new Error(`CPython has a kind of node that the tree lacks: ${header.kinds[records[at]!]}`);
    keys[i] = records[at + 1] === 0 ? key(kind, 0, 0)
      : key(kind, places.offset(records[at + 1]!, records[at + 2]!), places.offset(records[at + 3]!, records[at + 4]!));
  }
  // 3.12 puts an empty Constant after a field that ends a format specification; 3.13 no longer does.
  const isEmptyText = (value: number): boolean =>
    value % 128 === Kind.Constant && Math.floor(value / 128) % 2 ** 22 === Math.floor(value / 2 ** 29) && value >= 128;
  return keys.filter((value) => !isEmptyText(value)).sort();
}

function differences(ours: Float64Array, theirs: Float64Array, text: string): string[] {
  const found: string[] = [];
  for (let a = 0, b = 0; a < ours.length || b < theirs.length;) {
    if (ours[a] === theirs[b]) a++, b++;
    else if (b >= theirs.length || ours[a]! < theirs[b]!) found.push(`only ours:    ${shown(ours[a++]!, text)}`);
    else found.push(`only CPython: ${shown(theirs[b++]!, text)}`);
  }
  return found;
}

describe('Python parser against CPython', function () {
  this.timeout(180_000);

  it('finds the same nodes at the same places in the whole standard library', async () => {
    const mismatches: string[] = [];
    const count = { files: 0, nodes: 0, characters: 0, rejected: 0 };
    const header = await dumpAst((file, { version, kinds }) => {
      const decoded = decodePython(readFileSync(file.path));
      if (!decoded.ok) {
        if (file.accepted) mismatches.push(`${file.path}: ${decoded.problem.message}`);
        else count.rejected++;
        return;
      }
      const { text } = decoded;
      const tree = parsePython(text);
      if (!file.accepted) {
        count.rejected++;
        if (tree.errors.length === 0) mismatches.push(`${file.path}: accepted, but CPython says ${file.reason}`);
        return;
      }
      count.files++;
      count.characters += text.length;
      for (const error of tree.errors) mismatches.push(`${file.path}:${error.start}: ${error.message}`);
      const theirs = keysOfDump(file, { version, kinds }, text);
      const found = differences(keysOfTree(tree, version[1] >= 12), theirs, text);
      count.nodes += theirs.length;
      for (const difference of found) mismatches.push(`${file.path}: ${difference}`);
    }, process.env['ASYNCLINT_PYTHON'] ?? 'python3', process.env['ASYNCLINT_PYTHON_FOLDER']);
    console.log(`      CPython ${header.version.join('.')}: ${count.files} files, ${count.nodes} nodes, ${count.rejected} rejected files, ${mismatches.length} mismatches`);
    assert.deepEqual(mismatches.slice(0, 40), [], `${mismatches.length} mismatches`);
    assert.ok(count.files > 100 && count.nodes > 100_000, 'the standard library was not found');
  });
});
