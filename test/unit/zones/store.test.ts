import assert from 'node:assert/strict';
import { type StoreChange, ZoneStore } from '../../../src/zones/store.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const account = { id: 'a1', name: 'Example Registry' };
const one = { id: 'z1', name: 'one.example', account };
const two = { id: 'z2', name: 'two.example', account };
const complete = (zones: readonly (typeof one)[]) => ({ zones, complete: true, failure: undefined });
const good = (change = {}) => ({ ok: true, value: incoming(change), messages: [] }) as const;

function storeOf(...identities: readonly string[]): ZoneStore {
  const store = new ZoneStore();
  store.setIdentities(identities);
  return store;
}

describe('the store', () => {
  it('keeps the last good config when a refresh fails', () => {
    const store = storeOf('me');
    store.listed('me', complete([one]), NOW);
    store.read('z1', 'me', good(), NOW);
    store.read('z1', 'me', { ok: false, failure: failed('timeout') }, NOW + 1);
    const zone = store.zones.get('z1');
    assert.equal(zone?.incoming?.soaSerial, 2_019_102_400);
    assert.equal(zone?.readAt, NOW);
    assert.equal(zone?.failure?.kind, 'timeout');
    store.read('z1', 'me', good(), NOW + 2);
    assert.equal(store.zones.get('z1')?.failure, undefined);
  });

  it('drops a zone that a complete list no longer has', () => {
    const store = storeOf('me');
    store.listed('me', complete([one, two]), NOW);
    store.listed('me', complete([two]), NOW);
    assert.deepEqual([...store.zones.keys()], ['z2']);
  });

  it('drops nothing for a list that could not be read whole, and says that it is partial', () => {
    const store = storeOf('me');
    store.listed('me', complete([one, two]), NOW);
    store.listed('me', { zones: [two], complete: false, failure: failed('server') }, NOW);
    assert.deepEqual([...store.zones.keys()], ['z1', 'z2']);
    assert.equal(store.listings.get('me')?.status, 'partial');
  });

  it('keeps zones and configs when a list fails', () => {
    const store = storeOf('me');
    store.listed('me', complete([one]), NOW);
    store.read('z1', 'me', good(), NOW);
    store.listed('me', { zones: [], complete: false, failure: failed('unreachable') }, NOW);
    assert.equal(store.listings.get('me')?.status, 'failed');
    assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 2_019_102_400);
  });

  it('shows a zone once when two identities list it, and keeps it when one signs out', () => {
    const store = storeOf('me', 'you');
    store.listed('me', complete([one]), NOW);
    store.listed('you', complete([one, two]), NOW);
    assert.deepEqual(store.zones.get('z1')?.readerIds, ['me', 'you']);
    store.setIdentities(['you']);
    assert.deepEqual([...store.zones.keys()], ['z1', 'z2']);
    store.setIdentities([]);
    assert.equal(store.zones.size, 0);
  });

  it('holds zones added by id beside the listed ones, while somebody is signed in', () => {
    const store = storeOf();
    store.setAdded(['z9']);
    assert.equal(store.zones.size, 0);
    store.setIdentities(['me']);
    assert.equal(store.zones.get('z9')?.origin, 'added');
    store.listed('me', complete([one]), NOW);
    assert.deepEqual([...store.zones.keys()].sort(), ['z1', 'z9']);
    store.setAdded([]);
    assert.deepEqual([...store.zones.keys()], ['z1']);
  });

  it('keeps an added zone that a list had for a while', () => {
    const store = storeOf('me');
    store.setAdded(['z1']);
    store.listed('me', complete([one]), NOW);
    assert.equal(store.zones.get('z1')?.origin, 'listed');
    store.listed('me', complete([]), NOW);
    assert.equal(store.zones.get('z1')?.origin, 'added');
  });

  it('finds peers by tag, keeps them when they cannot be read again, and forgets them with the account', () => {
    const store = storeOf('me');
    store.listed('me', complete([one]), NOW);
    const peer = { id: 'p1', name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
    store.peersRead('a1', { ok: true, value: [peer], messages: [] });
    store.peersRead('a1', { ok: false, failure: failed('forbidden') });
    assert.equal(store.peer('p1')?.name, 'ns1');
    assert.equal(store.accountPeers('a1')?.failure?.kind, 'forbidden');
    store.setIdentities([]);
    assert.equal(store.peer('p1'), undefined);
  });

  it('tells which zone changed, and nobody who stopped listening', () => {
    const store = storeOf('me');
    store.listed('me', complete([one]), NOW);
    const changes: StoreChange[] = [];
    const stop = store.onDidChange((change) => changes.push(change));
    store.read('z1', 'me', good(), NOW);
    stop();
    store.read('z1', 'me', good(), NOW);
    assert.deepEqual(changes, [{ kind: 'zone', zoneId: 'z1' }]);
  });

  it('does not bring back a zone that is gone', () => {
    const store = storeOf('me');
    store.read('z1', 'me', good(), NOW);
    assert.equal(store.zones.size, 0);
  });
});
