import assert from 'node:assert/strict';
import { RateLimiter } from '../../../src/dns/throttle.ts';

describe('the pace of questions to one server', () => {
  it('has no limit while everything is answered', () => {
    const pace = new RateLimiter(100);
    for (let count = 0; count < 1000; count += 1) {
      assert.equal(pace.turn(5), 0);
      pace.answered();
    }
  });

  it('is gentle once one was dropped', () => {
    const pace = new RateLimiter(100);
    pace.dropped(0);
    assert.deepEqual(
      [0, 0, 0, 25, 100].map((now) => pace.turn(now)),
      [10, 20, 30, 15, 0],
    );
  });

  it('picks up with answers, and falls back at the next drop', () => {
    const pace = new RateLimiter(100);
    pace.dropped(0);
    for (let count = 0; count < 100; count += 1) pace.answered();
    assert.deepEqual([pace.turn(100), pace.turn(100)], [0, 5]);
    pace.dropped(200);
    assert.deepEqual([pace.turn(200), pace.turn(200)], [10, 20]);
  });
});
