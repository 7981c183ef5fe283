import assert from 'node:assert/strict';
import type { Id } from '../../../src/text/id.ts';
import { isPeerMissing, type StoreChange, ZoneStore } from '../../../src/zones/store.ts';
import type { PrimaryStatement } from '../../../src/zones/zone.ts';
import { check } from '../../support/values/checks.ts';
import { plain } from '../../support/values/plain.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const account = { id: 'a1', name: 'Example Registry' };
const one = { id: 'z1', name: 'one.example', account };
const two = { id: 'z2', name: 'two.example', account };
const ns1 = { id: 'p1', name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
const complete = (zones: readonly (typeof one)[]) => ({ zones, complete: true, failure: undefined });
const good = (change = {}) => ({ ok: true, value: incoming(change), messages: [] }) as const;

function storeOf(...identities: readonly string[]): ZoneStore {
  const store = new ZoneStore();
  store.setIdentities(identities);
  return store;
}

/** What the store tells of while something is done to it. */
function told(store: ZoneStore, act: () => void): readonly StoreChange[] {
  const changes: StoreChange[] = [];
  const stop = store.onDidChange((change) => changes.push(change));
  act();
  stop();
  return changes;
}

describe('the store', () => {
  it('keeps the last good config when a refresh fails', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    store.read('z1', 'me', good(), NOW);
    store.read('z1', 'me', { ok: false, failure: failed('timeout') }, NOW + 1);
    const zone = store.zones.get('z1');
    assert.equal(zone?.incoming?.soaSerial, 2_019_102_400);
    assert.equal(zone?.readAt, NOW);
    assert.equal(zone?.failure?.kind, 'timeout');
    store.read('z1', 'me', good(), NOW + 2);
    assert.equal(store.zones.get('z1')?.failure, undefined);
  });

  it('has of a zone the peer of its own account, whatever another account says of the tag', () => {
    const store = storeOf('me');
    const theirs = { ...ns1, name: 'theirs', ip: '198.51.100.66' };
    store.peersRead('a1', { ok: true, value: [plain(ns1)], messages: [] });
    store.peersRead('a2', { ok: true, value: [plain(theirs)], messages: [] });
    const zoneOf = (id: string) => ({ account: { id: plain<Id>(id), name: plain<Id>(id) } });
    assert.equal(store.peerOf(zoneOf('a1'), 'p1')?.ip, ns1.ip);
    assert.equal(store.peerOf(zoneOf('a2'), 'p1')?.ip, theirs.ip);
    assert.equal(store.peerOf({ account: undefined }, 'p1'), undefined);
  });

  it('drops a zone that a complete list no longer has', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one, two])), NOW);
    store.listed('me', plain(complete([two])), NOW);
    assert.deepEqual([...store.zones.keys()], ['z2']);
  });

  it('drops nothing for a list that could not be read whole, and says that it is partial', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one, two])), NOW);
    store.listed('me', { zones: [plain(two)], complete: false, failure: failed('server') }, NOW);
    assert.deepEqual([...store.zones.keys()], ['z1', 'z2']);
    assert.equal(store.listings.get('me')?.status, 'partial');
  });

  it('keeps zones and configs when a list fails', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    store.read('z1', 'me', good(), NOW);
    store.listed('me', { zones: [], complete: false, failure: failed('unreachable') }, NOW);
    assert.equal(store.listings.get('me')?.status, 'failed');
    assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 2_019_102_400);
  });

  it('shows a zone once when two identities list it, and keeps it when one signs out', () => {
    const store = storeOf('me', 'you');
    store.listed('me', plain(complete([one])), NOW);
    store.listed('you', plain(complete([one, two])), NOW);
    assert.deepEqual(store.zones.get('z1')?.readerIds, ['me', 'you']);
    store.setIdentities(['you']);
    assert.deepEqual([...store.zones.keys()], ['z1', 'z2']);
    store.setIdentities([]);
    assert.equal(store.zones.size, 0);
  });

  it('holds zones added by id beside the listed ones, while somebody is signed in', () => {
    const store = storeOf();
    store.setAdded([plain('z9')]);
    assert.equal(store.zones.size, 0);
    store.setIdentities(['me']);
    assert.equal(store.zones.get('z9')?.origin, 'added');
    store.listed('me', plain(complete([one])), NOW);
    assert.deepEqual([...store.zones.keys()].sort(), ['z1', 'z9']);
    store.setAdded([]);
    assert.deepEqual([...store.zones.keys()], ['z1']);
  });

  it('keeps an added zone that a list had for a while', () => {
    const store = storeOf('me');
    store.setAdded([plain('z1')]);
    store.listed('me', plain(complete([one])), NOW);
    assert.equal(store.zones.get('z1')?.origin, 'listed');
    store.listed('me', plain(complete([])), NOW);
    assert.equal(store.zones.get('z1')?.origin, 'added');
  });

  it('finds peers by tag, keeps them when they cannot be read again, and forgets them with the account', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    const peer = { id: 'p1', name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
    store.peersRead('a1', { ok: true, value: [plain(peer)], messages: [] });
    store.peersRead('a1', { ok: false, failure: failed('forbidden') });
    assert.equal(store.peer('p1')?.name, 'ns1');
    assert.equal(store.accountPeers('a1')?.failure?.kind, 'forbidden');
    store.setIdentities([]);
    assert.equal(store.peer('p1'), undefined);
  });

  it('tells which zone changed, and nobody who stopped listening', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
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

  it('tells that the list changed when somebody signs in or a zone is added', () => {
    const store = storeOf();
    assert.deepEqual(
      told(store, () => store.setIdentities(['me'])),
      [{ kind: 'list' }],
    );
    assert.deepEqual(
      told(store, () => store.setAdded([plain('z9')])),
      [{ kind: 'list' }],
    );
  });

  it('keeps how far a list was read when somebody else signs in', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    store.setIdentities(['me', 'you']);
    assert.equal(store.listings.get('me')?.status, 'complete');
    assert.deepEqual(store.listings.get('you'), {
      status: 'unread',
      failure: undefined,
      askedAt: undefined,
      pausedUntil: undefined,
    });
  });

  it('says that a list is being read, and that it is not when nobody waits for it', () => {
    const store = storeOf('me');
    assert.deepEqual(
      told(store, () => store.listing('me')),
      [{ kind: 'listing', identityId: 'me' }],
    );
    assert.equal(store.listings.get('me')?.status, 'loading');
    store.listingCancelled('me');
    assert.equal(store.listings.get('me')?.status, 'unread');
  });

  it('says until when requests wait for the limit, once for each change', () => {
    const store = storeOf('me');
    const changes = told(store, () => {
      store.paused('me', undefined);
      store.paused('me', NOW + 1000);
      store.paused('me', NOW + 1000);
    });
    assert.deepEqual(changes, [{ kind: 'listing', identityId: 'me' }]);
    assert.equal(store.listings.get('me')?.pausedUntil, NOW + 1000);
    store.paused('me', undefined);
    assert.equal(store.listings.get('me')?.pausedUntil, undefined);
  });

  it('knows nothing of the list of somebody who is not signed in', () => {
    const store = storeOf('me');
    const changes = told(store, () => {
      store.listing('you');
      store.paused('you', NOW);
      store.paused('you', undefined);
    });
    assert.deepEqual(changes, []);
    assert.equal(store.listings.get('you'), undefined);
  });

  it('says of a list when it was read and why it is not complete', () => {
    const store = storeOf('me');
    const failure = failed('server');
    store.listed('me', { zones: [plain(one)], complete: false, failure }, NOW);
    assert.deepEqual(store.listings.get('me'), {
      status: 'partial',
      failure,
      askedAt: NOW,
      pausedUntil: undefined,
    });
    store.listed('me', { zones: [], complete: false, failure: undefined }, NOW);
    assert.equal(store.listings.get('me')?.status, 'partial');
    store.listed('me', plain(complete([])), NOW);
    assert.equal(store.listings.get('me')?.failure, undefined);
  });

  it('tells of a list that is read again as it was no more than that it was read', () => {
    const store = storeOf('me', 'you');
    const both = complete([{ ...one, nameServers: ['ns.example'] } as typeof one, two]);
    store.listed('me', plain(both), NOW);
    const [before] = store.zones.values();
    assert.deepEqual(
      told(store, () => store.listed('me', plain(both), NOW + 1)),
      [{ kind: 'listing', identityId: 'me' }],
    );
    assert.equal(store.zones.get('z1'), before);
  });

  for (const [what, change] of [
    ['name', { name: 'new.example' }],
    ['account', { account: { id: 'a2', name: account.name } }],
    ['account’s name', { account: { id: 'a1', name: 'New' } }],
    ['account, which may not be read any more', { account: undefined }],
    ['name servers', { nameServers: ['ns.example'] }],
  ] as const) {
    it(`takes another ${what} from a list and tells that the list changed`, () => {
      const store = storeOf('me');
      store.listed('me', plain(complete([one, two])), NOW);
      store.read('z1', 'me', good(), NOW);
      const listed = { zones: [{ ...one, ...change }, two], complete: true, failure: undefined };
      assert.deepEqual(
        told(store, () => store.listed('me', plain(listed), NOW)).map(({ kind }) => kind),
        ['listing', 'list'],
      );
      const { name, account: owner, nameServers, incoming, readerIds } = store.zones.get('z1') ?? {};
      assert.deepEqual(
        { name, account: owner, nameServers },
        { name: one.name, account, nameServers: [], ...change },
      );
      assert.equal(incoming?.soaSerial, 2_019_102_400);
      assert.deepEqual(readerIds, ['me']);
    });
  }

  it('tells that the list changed when another lists a zone too, and when zones go', () => {
    const store = storeOf('me', 'you');
    store.listed('me', plain(complete([one, two])), NOW);
    const kinds = (act: () => void) => told(store, act).map(({ kind }) => kind);
    assert.deepEqual(
      kinds(() => store.listed('you', plain(complete([one])), NOW)),
      ['listing', 'list'],
    );
    assert.deepEqual(
      kinds(() => store.listed('me', plain(complete([one])), NOW)),
      ['listing', 'list'],
    );
  });

  it('leaves a zone as it is that somebody else lists, when a list does not have it', () => {
    const store = storeOf('me', 'you');
    store.listed('me', plain(complete([one])), NOW);
    const zone = store.zones.get('z1');
    store.listed('you', plain(complete([two])), NOW);
    assert.equal(store.zones.get('z1'), zone);
    assert.equal(zone?.origin, 'listed');
  });

  it('prefers who could read a listed zone, and still knows the others', () => {
    const store = storeOf('me', 'you');
    store.listed('me', plain(complete([one])), NOW);
    store.listed('you', plain(complete([one])), NOW);
    store.read('z1', 'you', good(), NOW);
    assert.deepEqual(store.zones.get('z1')?.readerIds, ['you', 'me']);
  });

  it('takes a zone without an account for the same one until the list tells its account', () => {
    const store = storeOf('me');
    const homeless = { zones: [{ ...one, account: undefined }], complete: true, failure: undefined };
    store.listed('me', plain(homeless), NOW);
    const zone = store.zones.get('z1');
    store.listed('me', plain(homeless), NOW);
    assert.equal(store.zones.get('z1'), zone);
    store.listed('me', plain(complete([one])), NOW);
    assert.deepEqual(store.zones.get('z1')?.account, account);
  });

  it('lets everybody read a zone that was added by id, also who signs in later', () => {
    const store = storeOf('me');
    store.setAdded([plain('z9')]);
    store.setIdentities(['me', 'you']);
    assert.deepEqual(store.zones.get('z9')?.readerIds, ['me', 'you']);
    store.setIdentities(['you']);
    assert.deepEqual(store.zones.get('z9')?.readerIds, ['you']);
  });

  it('still prefers for an added zone who could read it, when somebody else signs in', () => {
    const store = storeOf('me', 'you');
    store.setAdded([plain('z9')]);
    store.read('z9', 'you', good(), NOW);
    store.setIdentities(['me', 'you', 'them']);
    assert.deepEqual(store.zones.get('z9')?.readerIds, ['you', 'me', 'them']);
  });

  it('lets only who lists it read a zone that is both added and listed', () => {
    const store = storeOf('me', 'you');
    store.setAdded([plain('z1')]);
    store.listed('you', plain(complete([one])), NOW);
    store.setAdded([plain('z1'), plain('z9')]);
    assert.deepEqual(store.zones.get('z1')?.readerIds, ['you']);
    store.listed('me', plain(complete([])), NOW);
    assert.deepEqual(store.zones.get('z1')?.readerIds, ['you']);
  });

  it('keeps an added zone, with its readers, over a list that does not have it', () => {
    const store = storeOf('me', 'you');
    store.setAdded([plain('z9')]);
    store.read('z9', 'me', good(), NOW);
    store.listed('me', plain(complete([one])), NOW);
    assert.deepEqual(store.zones.get('z9')?.readerIds, ['me', 'you']);
    assert.equal(store.zones.get('z9')?.incoming?.soaSerial, 2_019_102_400);
  });

  it('has no added zone while nobody is signed in, and has it again afterwards', () => {
    const store = storeOf('me');
    store.setAdded([plain('z9')]);
    store.setIdentities([]);
    assert.equal(store.zones.size, 0);
    store.setIdentities(['you']);
    assert.deepEqual(store.zones.get('z9')?.readerIds, ['you']);
  });

  it('says that a zone is being read, until an answer comes or it is given up', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    const isLoading = () => store.zones.get('z1')?.loading;
    store.reading('z1');
    assert.equal(isLoading(), true);
    store.requestCancelled('z1');
    assert.equal(isLoading(), false);
    for (const result of [good(), { ok: false, failure: failed('server') } as const]) {
      store.reading('z1');
      store.read('z1', 'me', result, NOW);
      assert.equal(isLoading(), false);
    }
  });

  it('keeps what the servers of a zone said, and tells that the zone changed', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    const found = check([]);
    assert.deepEqual(
      told(store, () => store.checked('z1', found)),
      [{ kind: 'zone', zoneId: 'z1' }],
    );
    assert.equal(store.zones.get('z1')?.check, found);
  });

  it('says nothing of a zone that is not known', () => {
    const store = storeOf('me');
    const changes = told(store, () => {
      store.reading('z1');
      store.requestCancelled('z1');
      store.checked('z1', check([]));
      store.read('z1', 'me', { ok: false, failure: failed('server') }, NOW);
    });
    assert.deepEqual(changes, []);
    assert.equal(store.zones.size, 0);
  });

  it('tells that the peers of an account were read, or could not be', () => {
    const store = storeOf('me');
    const changes = told(store, () => {
      store.peersRead('a1', { ok: false, failure: failed('forbidden') });
      store.peersRead('a1', { ok: true, value: [plain(ns1)], messages: [] });
    });
    assert.deepEqual(changes, [
      { kind: 'peers', accountId: 'a1' },
      { kind: 'peers', accountId: 'a1' },
    ]);
    assert.deepEqual(store.accountPeers('a1'), { peers: [ns1], failure: undefined });
  });

  it('finds no peer in an account whose peers could not be read', () => {
    const store = storeOf('me');
    store.peersRead('a1', { ok: false, failure: failed('forbidden') });
    store.peersRead('a2', { ok: true, value: [plain(ns1)], messages: [] });
    assert.equal(store.peer('p1'), ns1);
    assert.equal(store.peer('p2'), undefined);
    assert.equal(store.accountPeers('a1')?.peers, undefined);
  });

  it('keeps the peers of the accounts that are left when somebody signs out', () => {
    const store = storeOf('me', 'you');
    store.listed('me', plain(complete([one])), NOW);
    const theirs = { id: 'z2', name: 'two.example', account: { id: 'a2', name: 'Another' } };
    store.listed('you', plain(complete([theirs])), NOW);
    store.peersRead('a1', { ok: true, value: [plain(ns1)], messages: [] });
    store.peersRead('a2', {
      ok: true,
      value: [plain({ ...ns1, id: plain('p2') })],
      messages: [],
    });
    store.setIdentities(['you']);
    assert.equal(store.peer('p1'), undefined);
    assert.equal(store.peer('p2')?.id, 'p2');
  });

  it('calls a peer missing only where the account was read whole and does not have it', () => {
    const read = { peers: [ns1], failure: undefined };
    assert.equal(isPeerMissing(undefined, plain(read)), true);
    assert.equal(isPeerMissing(plain(ns1), plain(read)), false);
    assert.equal(isPeerMissing(undefined, plain({ ...read, failure: failed('timeout') })), false);
    assert.equal(isPeerMissing(undefined, { peers: undefined, failure: undefined }), false);
    assert.equal(isPeerMissing(undefined, undefined), false);
  });

  it('finds what a primary’s configuration says of a zone, whatever the case of its name', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([{ ...one, name: 'One.Example' }, two])), NOW);
    const said: PrimaryStatement = {
      uri: 'file:///etc/bind/named.conf',
      line: 40,
      place: plain('named.conf:41'),
      answer: 'allowed',
      key: undefined,
    };
    const statements = () => new Map([['one.example', said]]);
    assert.deepEqual(
      told(store, () => store.stated(statements())),
      [{ kind: 'list' }],
    );
    const statement = (id: string) => {
      const zone = store.zones.get(id);
      return zone && store.statement(zone);
    };
    assert.deepEqual(statement('z1'), said);
    assert.equal(statement('z2'), undefined);
    assert.deepEqual(
      told(store, () => store.stated(statements())),
      [],
    );
    store.stated(new Map());
    assert.equal(statement('z1'), undefined);
  });

  it('shows what an identity knew last, with the age of each config, before it is asked', () => {
    const store = storeOf('me');
    const known = { ...one, incoming: incoming(), readAt: NOW - 1, messages: [] };
    const never = { ...two, incoming: undefined, readAt: undefined, messages: [] };
    const changes = told(store, () =>
      store.restore('me', { zones: [plain(known), plain(never)], peers: plain(new Map([['a1', [ns1]]])) }),
    );
    assert.deepEqual(changes, [{ kind: 'list' }]);
    const { readAt, askedAt, readerIds } = store.zones.get('z1') ?? {};
    assert.deepEqual([readAt, askedAt, readerIds], [NOW - 1, undefined, ['me']]);
    assert.equal(store.zones.get('z2')?.incoming, undefined);
    assert.equal(store.zones.get('z2')?.readAt, undefined);
    assert.equal(store.peer('p1'), ns1);
    assert.deepEqual(store.accountPeers('a1'), { peers: [ns1], failure: undefined });
  });

  it('keeps what was read since when a snapshot comes late', () => {
    const store = storeOf('me', 'you');
    store.listed('you', plain(complete([one])), NOW);
    store.read('z1', 'you', good({ soa_serial: 9 }), NOW);
    store.peersRead('a1', { ok: true, value: [plain(ns1)], messages: [] });
    const known = (id: typeof one, readAt: number | undefined) => ({
      ...id,
      incoming: readAt === undefined ? undefined : incoming(),
      readAt,
      messages: [],
    });
    for (const readAt of [NOW - 1, NOW, undefined]) {
      store.restore('me', { zones: [plain(known(one, readAt))], peers: new Map([['a1', []]]) });
      assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 9);
    }
    assert.equal(store.peer('p1'), ns1);
    store.restore('me', { zones: [plain(known(one, NOW + 1))], peers: new Map() });
    assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 2_019_102_400);
  });

  it('takes no snapshot of somebody who signed out, or whose list has come', () => {
    const store = storeOf('me');
    store.listed('me', plain(complete([one])), NOW);
    const snapshot = {
      zones: [{ ...two, incoming: undefined, readAt: undefined, messages: [] }],
      peers: new Map(),
    };
    for (const id of ['me', 'you']) {
      assert.deepEqual(
        told(store, () => store.restore(id, plain(snapshot))),
        [],
      );
    }
    assert.deepEqual([...store.zones.keys()], ['z1']);
  });

  it('tells nobody anything once it is disposed of', () => {
    const store = storeOf();
    const changes = told(store, () => {
      store.dispose();
      store.setIdentities(['me']);
    });
    assert.deepEqual(changes, []);
  });
});
