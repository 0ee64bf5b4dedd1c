import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const readJson = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;

describe('the lock file', () => {
  // A lock written on one platform by some versions of npm leaves out the binaries of the others, and installs nothing there.
  it('holds the native binaries of TypeScript for every platform', () => {
    const locked = Object.keys(readJson('package-lock.json')['packages'] as Record<string, unknown>);
    const binaries = Object.keys(readJson('node_modules/typescript/package.json')['optionalDependencies'] as Record<string, unknown>);
    assert.ok(binaries.length > 10);
    assert.deepEqual(binaries.filter((name) => !locked.includes(`node_modules/${name}`)), []);
  });
});
