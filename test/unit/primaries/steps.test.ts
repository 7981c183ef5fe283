import assert from 'node:assert/strict';
import { runAtOnce, runInSlices } from '../../../src/primaries/steps.ts';

function* counted(steps: number) {
  let sum = 0;
  for (let step = 1; step <= steps; step += 1) {
    sum += step;
    yield;
  }
  return sum;
}

/** A clock on which each look takes a millisecond, and how often others had their turn. */
function slicing() {
  let time = 0;
  let pauses = 0;
  return {
    now: () => (time += 1),
    pause: async () => {
      pauses += 1;
    },
    pauses: () => pauses,
  };
}

describe('work in steps', () => {
  it('comes to the same at once and in slices', async () => {
    assert.equal(runAtOnce(counted(100)), 5050);
    assert.equal(await runInSlices(counted(100), slicing()), 5050);
  });

  it('lets others have their turn when it takes long', async () => {
    const clock = slicing();
    await runInSlices(counted(1000), clock);
    assert.ok(clock.pauses() >= 4, String(clock.pauses()));
  });

  it('ends where it is aborted', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(runInSlices(counted(10_000), slicing(), controller.signal), { name: 'AbortError' });
  });
});
