import assert from 'node:assert/strict';
import { unanswered } from '../../../src/dns/answer.ts';
import { serialOf } from '../../../src/zones/check.ts';
import { serial } from '../../support/values/checks.ts';

describe('the serial of an answer', () => {
  it('is the one that an authoritative server tells, be it 0', () => {
    assert.equal(serialOf(serial(7)), 7);
    assert.equal(serialOf(serial(0)), 0);
  });

  it('is not believed out of a cache', () => {
    const soa = { serial: 7, refresh: 1, retry: 1, expire: 1 };
    assert.equal(serialOf(unanswered({ kind: 'not-authoritative', soa })), undefined);
  });

  it('is not there without an answer', () => {
    assert.equal(serialOf(unanswered({ kind: 'refused' })), undefined);
    assert.equal(serialOf(undefined), undefined);
  });
});
