import assert from 'node:assert/strict';
import { refreshOrder } from '../../../src/zones/refreshOrder.ts';
import { zoneState } from '../../../src/zones/state.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import { failed, incoming, NOW, zone } from '../../support/values/zones.ts';

const order = (zones: readonly Zone[], lookedAt: readonly string[] = []) =>
  refreshOrder(zones, new Set(lookedAt), (given) => zoneState(given, NOW, 2));

describe('the order in which zones are read', () => {
  it('begins with what somebody looks at, however well and new that is', () => {
    const zones = [zone({ id: 'unread', incoming: undefined, readAt: undefined }), zone({ id: 'open' })];
    assert.deepEqual(order(zones, ['open']), ['open', 'unread']);
  });

  it('goes on with what was never read, then with what needs attention, then with the rest', () => {
    const zones = [
      zone({ id: 'well' }),
      zone({ id: 'no config', incoming: null }),
      zone({ id: 'no peers', incoming: incoming({ peers: [] }), readAt: NOW + 1 }),
      zone({ id: 'failing', failure: failed('server') }),
      zone({ id: 'unread', incoming: undefined, readAt: undefined }),
    ];
    assert.deepEqual(order(zones), ['unread', 'failing', 'no peers', 'well', 'no config']);
  });

  it('takes what was read longest ago first, among equals', () => {
    const zones = [
      zone({ id: 'new', readAt: NOW }),
      zone({ id: 'old', readAt: NOW - 2 }),
      zone({ id: 'never', readAt: undefined }),
      zone({ id: 'middle', readAt: NOW - 1 }),
    ];
    assert.deepEqual(order(zones), ['never', 'old', 'middle', 'new']);
  });
});
