import assert from 'node:assert/strict';
import { RateLimit } from '../../../support/api/limits.ts';

describe('The model of the rate limit', () => {
  const spend = (limit: RateLimit, requests: number, now: number) => {
    for (let index = 1; index < requests; index++) {
      limit.take('a', now);
    }
    return limit.take('a', now);
  };

  it('allows 1,200 requests in 5 minutes unless told', () => {
    const limit = new RateLimit();
    assert.deepEqual(spend(limit, 1200, 0), { allowed: true, remaining: 0, resetSeconds: 300 });
    assert.equal(limit.take('a', 299_999).allowed, false);
  });

  it('opens a new window when the last one is over', () => {
    const limit = new RateLimit(3, 10_000);
    spend(limit, 3, 0);
    assert.deepEqual(limit.take('a', 10_000), { allowed: true, remaining: 2, resetSeconds: 10 });
  });

  it('blocks for a whole window from the first request past the limit', () => {
    const limit = new RateLimit(3, 10_000);
    spend(limit, 3, 0);
    assert.deepEqual(limit.take('a', 9000), { allowed: false, remaining: 0, resetSeconds: 10 });
    assert.deepEqual(limit.take('a', 18_500), { allowed: false, remaining: 0, resetSeconds: 1 });
    assert.deepEqual(limit.take('a', 19_000), { allowed: true, remaining: 2, resetSeconds: 10 });
  });

  it('counts each credential by itself', () => {
    const limit = new RateLimit(1, 10_000);
    assert.equal(spend(limit, 2, 0).allowed, false);
    assert.equal(limit.take('b', 0).allowed, true);
  });
});
