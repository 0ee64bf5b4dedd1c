import assert from 'node:assert/strict';
import { runMocha } from '../suite/run.js';

/** A suite with one test that fails on purpose, among two. */
export function run(): Promise<void> {
  return runMocha(() => {
    it('passes', () => assert.equal(1 + 1, 2));
    it('fails on purpose', () => assert.equal(1 + 1, 3));
  });
}
