import assert from 'node:assert/strict';
import { Crashes } from '../../client/crashes.js';

const minute = 60_000;

describe('client: a server that ends by itself', () => {
  it('is started again four times within three minutes, and not a fifth time', () => {
    const crashes = new Crashes();
    assert.deepEqual([0, 1, 2, 3, 4].map((second) => crashes.mayRestart(second * 1000)), [true, true, true, true, false]);
  });

  it('is started again for ever where it ends seldom', () => {
    const crashes = new Crashes();
    for (let time = 0; time < 100 * minute; time += minute) assert.ok(crashes.mayRestart(time), `after ${time} ms`);
  });

  it('is started anew once somebody asked for it', () => {
    const crashes = new Crashes();
    for (let i = 0; i < 5; i++) crashes.mayRestart(i);
    crashes.forget();
    assert.ok(crashes.mayRestart(5));
  });
});
