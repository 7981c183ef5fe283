import assert from 'node:assert/strict';
import { orderZones } from '../../../src/zones/order.ts';
import { refreshOrder } from '../../../src/zones/refreshOrder.ts';
import { zoneState } from '../../../src/zones/state.ts';
import { zoneName } from '../../../src/zones/zone.ts';
import { failed, incoming, NOW, zone } from '../../support/values/zones.ts';

const stateOf = (given: ReturnType<typeof zone>) => zoneState(given, NOW, 2);
const zones = [
  zone({ id: '1', name: 'z10.example' }),
  zone({ id: '2', name: 'z9.example' }),
  zone({ id: '3', name: 'zz-broken.example', failure: failed('server') }),
  zone({ id: '4', name: 'new.example', incoming: incoming({ soa_serial: 0 }) }),
];

describe('the order of zones', () => {
  it('is worst first, then by name, numbers as numbers', () => {
    const names = orderZones(zones, 'state', stateOf).map(zoneName);
    assert.deepEqual(names, ['zz-broken.example', 'new.example', 'z9.example', 'z10.example']);
  });
  it('can be by name alone', () => {
    const names = orderZones(zones, 'name', stateOf).map(zoneName);
    assert.deepEqual(names, ['new.example', 'z9.example', 'z10.example', 'zz-broken.example']);
  });
  it('calls a zone without a listed name by the name of its config, else by its id', () => {
    assert.equal(zoneName(zone({ name: undefined })), 'example.com');
    assert.equal(zoneName(zone({ id: 'abc', name: undefined, incoming: undefined })), 'abc');
  });
});

describe('the order of a refresh', () => {
  it('reads what is looked at first, then the unread, the unwell and the oldest', () => {
    const given = [
      zone({ id: 'fresh', readAt: NOW }),
      zone({ id: 'old', readAt: NOW - 1000 }),
      zone({ id: 'unwell', failure: failed('server') }),
      zone({ id: 'unread', incoming: undefined, readAt: undefined }),
      zone({ id: 'selected' }),
    ];
    assert.deepEqual(refreshOrder(given, new Set(['selected']), stateOf), [
      'selected',
      'unread',
      'unwell',
      'old',
      'fresh',
    ]);
  });
});
