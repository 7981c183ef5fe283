import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { timeFromNow } from '../../../src/webview/page/timeFromNow.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('relative times of the page', () => {
  for (const [seconds, text] of [
    [0, 'now'],
    [-59, 'now'],
    [-60, '1 minute ago'],
    [-3 * 3600 - 1, '3 hours ago'],
    [-86_400, '1 day ago'],
    [2 * 86_400, 'in 2 days'],
    [-400 * 86_400, '1 year ago'],
  ] as const) {
    it(`say ${seconds} s as ${text}`, () => {
      assert.equal(timeFromNow(NOW + seconds * 1000, NOW, 'en'), text);
    });
  }

  it('speak the language asked for', () => {
    assert.equal(timeFromNow(NOW - 3 * 3_600_000, NOW, 'de'), 'vor 3 Stunden');
  });
});
