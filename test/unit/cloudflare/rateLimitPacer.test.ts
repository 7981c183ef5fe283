import assert from 'node:assert/strict';
import { RateLimitPacer } from '../../../src/cloudflare/rateLimitPacer.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';

const START = 1_000_000;
const MINUTE = 60_000;

function setUp() {
  const clock = new SimulatedClock(START);
  const pauses: (number | undefined)[] = [];
  const pacer = new RateLimitPacer({ clock, random: () => 0, onPause: (until) => pauses.push(until) });
  const signal = new AbortController().signal;
  /** Whether a request may be sent at once; it then counts. */
  const admits = async (urgent = false): Promise<boolean> => {
    const abort = new AbortController();
    let admitted = false;
    const waiting = pacer.admit(urgent, abort.signal).then(() => {
      admitted = !abort.signal.aborted;
    });
    await clock.advance(0);
    const result = admitted;
    abort.abort();
    await waiting;
    if (!result) {
      pacer.settled(undefined, undefined);
    }
    return result;
  };
  const answered = (headers: Record<string, string>, status = 200, retryAfter?: number) =>
    pacer.settled({ status, headers }, retryAfter);
  const limit = (remaining: number, reset = 100) => ({
    ratelimit: `"default";r=${remaining};t=${reset}`,
    'ratelimit-policy': '"default";q=1000;w=300',
  });
  return { clock, pacer, pauses, signal, admits, answered, limit };
}

describe('the pace of requests', () => {
  it('counts requests before any answer tells how many are left', async () => {
    const { pacer, signal, admits } = setUp();
    for (let sent = 0; sent < 719; sent++) {
      await pacer.admit(false, signal);
    }
    assert.equal(await admits(), true, 'the last one above the reserve of 40 % of 1,200');
    assert.equal(await admits(), false);
    assert.equal(await admits(true), true, 'a person may use 5 % more');
  });

  it('waits out a 429 as long as it says, and tells until when', async () => {
    const { clock, pacer, pauses, signal, answered } = setUp();
    await pacer.admit(false, signal);
    answered({}, 429, 30_000);
    let sent = false;
    void pacer.admit(true, signal).then(() => {
      sent = true;
    });
    await clock.advance(29_999);
    assert.equal(sent, false);
    assert.equal(pauses.at(-1), START + 30_000);
    await clock.advance(1);
    assert.equal(sent, true);
    assert.equal(pauses.at(-1), undefined);
  });

  it('waits for the end of the window that a 429 without Retry-After names, else for a whole window', async () => {
    const named = setUp();
    await named.pacer.admit(false, named.signal);
    named.answered({ ratelimit: '"default";r=0;t=7' }, 429);
    await named.admits();
    assert.equal(
      named.pauses.find((until) => until !== undefined),
      START + 7000,
    );
    const silent = setUp();
    await silent.pacer.admit(false, silent.signal);
    silent.answered({}, 429);
    await silent.admits();
    assert.equal(
      silent.pauses.find((until) => until !== undefined),
      START + 5 * MINUTE,
    );
  });

  it('is not silenced for more than an hour by a header that is wrong', async () => {
    const { pacer, pauses, signal, answered, admits } = setUp();
    await pacer.admit(false, signal);
    answered({}, 429, 1e12);
    await admits();
    assert.equal(
      pauses.find((until) => until !== undefined),
      START + 60 * MINUTE,
    );
  });

  it('leaves a third of the quota to others, but for what they have used already', async () => {
    const untouched = setUp();
    await untouched.pacer.admit(false, untouched.signal);
    untouched.answered(untouched.limit(402));
    assert.equal(await untouched.admits(), true);
    untouched.answered(untouched.limit(400));
    // Others have used 599 of 1,000 by now, so that their reserve is used up; 10 % is kept in any case.
    assert.equal(await untouched.admits(), true);
    untouched.answered(untouched.limit(100));
    assert.equal(await untouched.admits(), false);
    assert.equal(await untouched.admits(true), true);
  });

  it('goes on in the next window', async () => {
    const { clock, pacer, signal, answered, limit, admits } = setUp();
    await pacer.admit(false, signal);
    answered(limit(0, 100));
    assert.equal(await admits(true), false);
    await clock.advance(100_000);
    assert.equal(await admits(), true);
  });

  it('ends a wait that is aborted', async () => {
    const { clock, pacer, answered, signal, pauses } = setUp();
    await pacer.admit(false, signal);
    answered({}, 429, MINUTE);
    const abort = new AbortController();
    const waiting = pacer.admit(false, abort.signal);
    await clock.advance(1000);
    abort.abort();
    await waiting;
    assert.equal(pauses.at(-1), undefined);
  });

  it('ignores headers that it cannot read', async () => {
    const { pacer, signal, answered, admits } = setUp();
    await pacer.admit(false, signal);
    answered({ ratelimit: 'r=0', 'ratelimit-policy': '"default";q=0;w=x' });
    assert.equal(await admits(), true);
  });
});
