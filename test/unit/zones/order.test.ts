import assert from 'node:assert/strict';
import { accountNames, compareNames, orderZones } from '../../../src/zones/order.ts';
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
  it('is by id among zones of the same name, whichever came first', () => {
    const same = ['a', 'b', 'c'].map((id) => zone({ id, name: 'same.example' }));
    for (const given of [same, same.toReversed()]) {
      const ids = orderZones(given, 'name', stateOf).map(({ id }) => id);
      assert.deepEqual(ids, ['a', 'b', 'c']);
    }
  });
  it('compares names as people sort them', () => {
    assert.ok(compareNames('zone-2', 'zone-10') < 0);
    assert.ok(compareNames('ä.example', 'z.example') < 0);
    assert.equal(compareNames('a', 'a'), 0);
  });
  it('of accounts is by name, and what has no name comes last', () => {
    const owned = (id?: string, name = '') => zone({ account: id === undefined ? undefined : { id, name } });
    const given = [
      owned('a3', 'Zeta'),
      owned(),
      owned('a2', 'Acme'),
      owned('a1', 'Beta'),
      owned('a2', 'Acme'),
    ];
    const expected = [
      ['a2', 'Acme'],
      ['a1', 'Beta'],
      ['a3', 'Zeta'],
      [undefined, undefined],
    ];
    assert.deepEqual([...accountNames(given)], expected);
    assert.deepEqual([...accountNames(given.toReversed())], expected);
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
