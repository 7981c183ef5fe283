import assert from 'node:assert/strict';
import { observe } from '../../../src/zones/observation.ts';
import { CHECK } from '../../support/values/story.ts';
import { failed, HOUR, incoming, NOW, zone } from '../../support/values/zones.ts';

describe('an observation of a zone', () => {
  it('has serial, last check and state at the time of the answer', () => {
    assert.deepEqual(observe(zone(), 2), {
      at: NOW,
      serial: 2_019_102_400,
      checkedAt: Date.parse('2026-11-20T10:59:30.883Z'),
      state: 'in-order',
    });
  });

  it('is none before an answer came, also where a snapshot is shown', () => {
    assert.equal(observe(zone({ askedAt: undefined }), 2), undefined);
  });

  it('does not find a zone overdue because nobody asked for long', () => {
    const overdue = incoming({ checked_time: new Date(NOW - 50 * HOUR).toISOString() });
    assert.equal(observe(zone({ incoming: overdue }), 2)?.state, 'overdue');
    const before = NOW - 10 * HOUR;
    assert.equal(observe(zone({ incoming: overdue, readAt: before, askedAt: before }), 2)?.state, 'in-order');
  });

  it('tells of the zone alone, not of the network, the credential or the API', () => {
    for (const kind of ['unreachable', 'timeout', 'server', 'unauthenticated', 'rate-limited'] as const) {
      assert.equal(observe(zone({ failure: failed(kind) }), 2), undefined);
    }
    assert.equal(observe(zone({ failure: failed('forbidden') }), 2)?.state, 'not-permitted');
    assert.equal(observe(zone({ failure: failed('not-json') }), 2)?.state, 'error');
  });

  it('is of the time of the check that told it', () => {
    const later = NOW + HOUR;
    const found = observe(zone({ check: { ...CHECK, at: later } }), 2);
    assert.deepEqual([found?.at, found?.state], [later, 'behind']);
  });
});
