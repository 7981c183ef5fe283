import assert from 'node:assert/strict';
import { absoluteTime, duration, relativeTime } from '../../../../src/views/text/time.ts';
import { HOUR, NOW } from '../../../support/values/zones.ts';

describe('times in words', () => {
  it('are relative in the largest unit', () => {
    assert.equal(relativeTime(NOW - 3 * HOUR, NOW, 'en'), '3h ago');
    assert.equal(relativeTime(NOW - 49 * HOUR, NOW, 'en'), '2d ago');
    assert.equal(relativeTime(NOW + 90_000, NOW, 'en'), 'in 1m');
    assert.equal(relativeTime(NOW - 10_000, NOW, 'en'), 'just now');
  });
  it('are absolute in UTC', () => assert.equal(absoluteTime(NOW, 'en'), 'Nov 20, 2026, 12:00:00 UTC'));
  it('are lengths in two units at most', () => {
    assert.equal(duration(86_400, 'en'), '1 day');
    assert.equal(duration(5400, 'en'), '1 hr 30 min');
    assert.equal(duration(300, 'en'), '5 min');
    assert.equal(duration(0, 'en'), '0 sec');
  });
});
