import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/cloudflare/failure.ts';
import { isCutOff, isGeneral, isOutage } from '../../../src/zones/outage.ts';
import type { Listing } from '../../../src/zones/store.ts';
import { failed, NOW } from '../../support/values/zones.ts';

const listing = (status: Listing['status'], kind?: FailureKind): Listing => ({
  status,
  failure: kind && failed(kind),
  askedAt: NOW,
  pausedUntil: undefined,
});

/** Typed so that none can be left out: whether the failure would meet every question alike. */
const KINDS: Readonly<Record<FailureKind, boolean>> = {
  unreachable: true,
  timeout: true,
  server: true,
  unauthenticated: true,
  'rate-limited': true,
  cancelled: false,
  forbidden: false,
  'not-found': false,
  rejected: false,
  'not-json': false,
  'unexpected-shape': false,
  'too-large': false,
};

describe('an outage', () => {
  for (const [kind, general] of Object.entries(KINDS) as [FailureKind, boolean][]) {
    it(`${general ? 'is' : 'is not'} seen in a list that fails with ${kind}`, () => {
      assert.equal(isGeneral(kind), general);
      assert.equal(isCutOff(listing('failed', kind)), general);
    });
  }

  it('is not seen in a list of which a part was read, or that is being read again', () => {
    assert.equal(isCutOff(listing('partial', 'unreachable')), false);
    assert.equal(isCutOff(listing('loading', 'unreachable')), false);
    assert.equal(isCutOff(listing('failed')), false);
  });

  it('is one for everybody who is signed in, else it is none', () => {
    const cutOff = listing('failed', 'timeout');
    assert.equal(isOutage([cutOff, cutOff]), true);
    assert.equal(isOutage([cutOff, listing('complete')]), false);
  });

  it('is none where nobody is signed in', () => assert.equal(isOutage([]), false));
});
