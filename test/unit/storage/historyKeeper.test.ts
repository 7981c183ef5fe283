import assert from 'node:assert/strict';
import { appendObservation } from '../../../src/storage/history.ts';
import { HistoryKeeper } from '../../../src/storage/historyKeeper.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { plain } from '../../support/values/plain.ts';
import { seen } from '../../support/values/story.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const zones = ['z1', 'z2'].map((id) => ({ id, name: `${id}.example`, account: undefined }));

function setUp(identities = ['me']) {
  const store = new ZoneStore();
  const changes: (readonly string[])[] = [];
  const keeper = new HistoryKeeper({ store, overdueFactor: () => 2, onChange: (ids) => changes.push(ids) });
  store.setIdentities(identities);
  const list = (identity: string, ...ids: readonly string[]) =>
    store.listed(
      identity,
      {
        zones: plain(zones.filter(({ id }) => ids.includes(id))),
        complete: true,
        failure: undefined,
      },
      NOW,
    );
  for (const id of identities) {
    list(id, 'z1', 'z2');
  }
  const read = (id: string, serial: number, at = NOW + serial) => {
    store.reading(id);
    store.read(id, 'me', { ok: true, value: incoming({ soa_serial: serial }), messages: [] }, at);
  };
  const serials = (id: string) => {
    const zone = store.zones.get(id);
    return zone && keeper.of(zone).map(({ serial }) => serial);
  };
  return { store, changes, keeper, list, read, serials };
}

describe('the memory of zones', () => {
  it('follows the store, zone by zone, and says once for each news whose it is', () => {
    const { changes, read, serials } = setUp();
    read('z1', 1);
    read('z1', 1, NOW + 9);
    read('z1', 2, NOW + 10);
    assert.deepEqual(serials('z1'), [1, 2]);
    assert.deepEqual(serials('z2'), []);
    assert.deepEqual(changes, [['me'], ['me']]);
  });

  it('notes no failure of the network', () => {
    const { store, read, serials } = setUp();
    read('z1', 1);
    store.read('z1', 'me', { ok: false, failure: failed('unreachable') }, NOW + 5);
    assert.deepEqual(serials('z1'), [1]);
  });

  it('puts what a file remembers before what was seen since', () => {
    const { keeper, read, serials } = setUp();
    read('z1', 7);
    keeper.restore('me', new Map([['z1', appendObservation([], seen(5, { serial: 3 }))]]));
    assert.deepEqual(serials('z1'), [3, 7]);
  });

  it('keeps a story for everybody who may read the zone', () => {
    const { keeper, read } = setUp(['me', 'you']);
    read('z1', 1);
    assert.deepEqual([...keeper.take('me').keys()], ['z1']);
    assert.deepEqual([...keeper.take('you').keys()], ['z1']);
  });

  it('forgets zones that a complete list no longer has, and no others', () => {
    const { store, keeper, list, read } = setUp();
    read('z1', 1);
    read('z2', 1);
    store.listed('me', { zones: [], complete: false, failure: failed('unreachable') }, NOW);
    assert.deepEqual([...keeper.take('me').keys()], ['z1', 'z2']);
    list('me', 'z2');
    assert.deepEqual([...keeper.take('me').keys()], ['z2']);
  });

  it('forgets all that those saw who signed out', () => {
    const { keeper, read, serials } = setUp();
    read('z1', 1);
    keeper.wipeOthers([]);
    assert.deepEqual(serials('z1'), []);
    assert.equal(keeper.take('me').size, 0);
  });

  it('hears nothing more once it is disposed of', () => {
    const { keeper, read, serials } = setUp();
    keeper.dispose();
    read('z1', 1);
    assert.deepEqual(serials('z1'), []);
  });

  it('keeps the stories of a file until a complete list tells which zones there are', () => {
    const store = new ZoneStore();
    store.setIdentities(['me']);
    const keeper = new HistoryKeeper({ store, overdueFactor: () => 2, onChange: () => {} });
    keeper.restore('me', new Map([['z9', appendObservation([], seen(5))]]));
    assert.deepEqual([...keeper.take('me').keys()], ['z9']);
    store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, NOW);
    assert.deepEqual([...keeper.take('me').keys()], []);
  });

  it('knows nothing for somebody who was never signed in', () => {
    assert.equal(setUp().keeper.take('you').size, 0);
  });

  it('still knows what those saw who stay signed in', () => {
    const { keeper, read } = setUp(['me', 'you']);
    read('z1', 1);
    keeper.wipeOthers(['you']);
    assert.equal(keeper.take('me').size, 0);
    assert.deepEqual([...keeper.take('you').keys()], ['z1']);
  });
});
