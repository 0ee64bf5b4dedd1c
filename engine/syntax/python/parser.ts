import { PythonTree } from './tree.js';
export function parsePython(text: string): PythonTree {
  throw new Error('not built yet: ' + text.length);
}
export * from './tree.js';
