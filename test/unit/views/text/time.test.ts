import assert from 'node:assert/strict';
import { absoluteTime, calendarDay, duration, relativeTime } from '../../../../src/views/text/time.ts';
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

  for (const [seconds, text] of [
    [-59, 'just now'],
    [59, 'just now'],
    [-60, '1m ago'],
    [-3599, '59m ago'],
    [-3600, '1h ago'],
    [-86_400, '1d ago'],
    [-2_592_000, '1mo ago'],
    [-31_536_000, '1y ago'],
    [31_536_000, 'in 1y'],
  ] as const) {
    it(`are told as "${text}" at ${seconds} s from now`, () => {
      assert.equal(relativeTime(NOW + seconds * 1000, NOW, 'en'), text);
    });
  }

  it('are told in the person’s language, and in another one afterwards', () => {
    assert.equal(relativeTime(NOW - 3 * HOUR, NOW, 'de'), 'vor 3 Std.');
    assert.equal(absoluteTime(NOW, 'de'), '20. Nov. 2026, 12:00:00 UTC');
    assert.equal(calendarDay(NOW, 'de'), '20.11.2026');
    assert.equal(duration(5400, 'de'), '1 Std. 30 Min.');
    assert.equal(relativeTime(NOW - 3 * HOUR, NOW, 'en'), '3h ago');
  });

  it('are days in UTC, up to the last second', () => {
    assert.equal(calendarDay(Date.parse('2026-11-20T00:00:00Z'), 'en'), 'Nov 20, 2026');
    assert.equal(calendarDay(Date.parse('2026-11-20T23:59:59Z'), 'en'), 'Nov 20, 2026');
  });

  it('are at midnight 00, not 24', () => {
    assert.equal(absoluteTime(Date.parse('2026-11-20T00:05:09Z'), 'en'), 'Nov 20, 2026, 00:05:09 UTC');
  });

  it('are lengths in days at most, without what is too small to matter', () => {
    assert.equal(duration(400 * 86_400, 'en'), '400 days');
    assert.equal(duration(86_400 + 3600 + 60 + 1, 'en'), '1 day 1 hr');
    assert.equal(duration(86_400 + 1, 'en'), '1 day 1 sec');
    assert.equal(duration(59.6, 'en'), '1 min');
  });
});
