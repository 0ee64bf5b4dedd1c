/**
 * The suite of ./suite in the real VS Code. It runs while this file is loaded; its tests are then told one by one. Before
 * it, suites that are wrong on purpose run in the same host, to see that it tells them from one that is right.
 */
import assert from 'node:assert/strict';
import { chooseHost } from './hosts.js';
import { objections } from './record.js';
import { report } from './report.js';
import { runSuite, withExtension } from './session.js';

const host = await chooseHost();
console.error(`the suite runs in ${host.name}`);
const { outcome, wrong } = await withExtension(async (extension, folder) => {
  const wrong = [];
  for (const name of ['failing', 'silent']) wrong.push(await runSuite(host, `wrong/${name}.ts`, extension, folder));
  return { wrong, outcome: await runSuite(host, 'suite/index.ts', extension, folder) };
});

describe('the runner is red', () => {
  const [failing, silent] = wrong.map(({ exit, entries }) => objections(exit, entries).join('\n'));

  it('where a test fails', () => {
    assert.match(failing!, /^fails on purpose: AssertionError.*2 !== 3/s);
    assert.match(failing!, /VS Code ended with 1$/);
  });
  it('where the suite says nothing, though VS Code ends well', () => assert.equal(silent, 'no test ran\nthe suite did not run to its end; nothing was the last'));
});

report('VS Code', outcome);
