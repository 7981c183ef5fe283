import assert from 'node:assert/strict';
import { CircuitBreaker, RateLimiter, Semaphore } from '../../../src/dns/throttle.ts';

function opened(): CircuitBreaker {
  const breaker = new CircuitBreaker({ timeouts: 3, cooldown: 5000 });
  for (const sentAt of [0, 1, 2]) breaker.timedOut(sentAt, sentAt + 2000);
  return breaker;
}

describe('the breaker of one server', () => {
  it('opens after three time-outs in a row', () => {
    const breaker = new CircuitBreaker({ timeouts: 3, cooldown: 5000 });
    breaker.timedOut(0, 2000);
    breaker.timedOut(0, 2000);
    assert.ok(breaker.admits(2000));
    breaker.timedOut(0, 2000);
    assert.ok(breaker.isOpen);
    assert.ok(!breaker.admits(2000));
  });

  it('stays shut for a server that drops some questions and answers others', () => {
    const breaker = new CircuitBreaker({ timeouts: 3, cooldown: 5000 });
    breaker.answered(10);
    for (let count = 0; count < 10; count += 1) breaker.timedOut(5, 2005);
    assert.ok(!breaker.isOpen);
  });

  it('lets one question try after the cooldown, and not the next', () => {
    const breaker = opened();
    assert.ok(!breaker.admits(7001));
    assert.ok(breaker.admits(7002));
    assert.ok(!breaker.admits(7002));
  });

  it('shuts with the first answer', () => {
    const breaker = opened();
    breaker.answered(7003);
    assert.ok(!breaker.isOpen);
    assert.ok(breaker.admits(7004));
  });

  it('stays open when the try fails', () => {
    const breaker = opened();
    assert.ok(breaker.admits(7002));
    breaker.timedOut(7002, 9002);
    assert.ok(!breaker.admits(12_002 - 1 + 1999));
    assert.ok(breaker.admits(14_002));
  });
});

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

describe('a semaphore', () => {
  it('lets so many in at a time, first come, first served, and goes on after one that fails', async () => {
    const semaphore = new Semaphore(2);
    const events: string[] = [];
    const work = (name: string, end: Promise<void>) =>
      semaphore.run(async () => {
        events.push(`${name} in`);
        await end;
      });
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const failing = work('a', first.promise);
    const passing = work('b', second.promise);
    const waiting = [work('c', Promise.resolve()), work('d', Promise.resolve())];
    await Promise.resolve();
    assert.deepEqual(events, ['a in', 'b in']);
    first.reject(new Error('failed'));
    await assert.rejects(failing, /failed/);
    await Promise.all(waiting);
    assert.deepEqual(events, ['a in', 'b in', 'c in', 'd in']);
    second.resolve();
    await passing;
    await semaphore.run(async () => void events.push('e in'));
    assert.equal(events.at(-1), 'e in');
  });
});
