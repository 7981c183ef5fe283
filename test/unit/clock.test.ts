import assert from 'node:assert/strict';
import { MAX_TIME, systemClock } from '../../src/clock.ts';

describe('the machine’s clock', () => {
  it('ends a sleep that is aborted, and one that was aborted before, without an error', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort();
    await sleeping;
    await systemClock.sleep(60_000, abort.signal);
  });

  it('wakes a sleeper', async () => {
    const before = systemClock.now();
    await systemClock.sleep(1, new AbortController().signal);
    assert.ok(systemClock.now() >= before);
  });

  it('has the last time that a Date can hold', () => {
    assert.ok(!Number.isNaN(new Date(MAX_TIME).getTime()));
    assert.ok(Number.isNaN(new Date(MAX_TIME + 1).getTime()));
  });
});
