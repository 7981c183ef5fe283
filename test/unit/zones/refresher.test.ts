import assert from 'node:assert/strict';
import type { Result } from '../../../src/cloudflare/failure.ts';
import type { Incoming } from '../../../src/cloudflare/incoming.ts';
import type { Peer } from '../../../src/cloudflare/peers.ts';
import type { RequestOptions } from '../../../src/cloudflare/requestOptions.ts';
import type { ZoneList } from '../../../src/cloudflare/zoneList.ts';
import { Refresher, type RefresherOptions, type ZoneReader } from '../../../src/zones/refresher.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { eventually } from '../../support/eventually.ts';
import { FOREVER } from '../../support/values/forever.ts';
import { plain } from '../../support/values/plain.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const account = { id: 'a1', name: 'Example Registry' };

/** Answers at once, unless a gate is set, and remembers what it was asked. */
class FakeReader implements ZoneReader {
  readonly asked: string[] = [];
  zoneIds: readonly string[];
  gate: Promise<void> = Promise.resolve();
  answer: Result<Incoming | null> = { ok: true, value: incoming(), messages: [] };
  readonly urgent: string[] = [];
  readonly signals: AbortSignal[] = [];
  /** Of the zones; an account by default. */
  account: typeof account | undefined = account;
  peers: Result<readonly Peer[]> = { ok: true, value: [], messages: [] };
  underWay = 0;
  most = 0;

  constructor(zoneIds: readonly string[]) {
    this.zoneIds = zoneIds;
  }

  async listZones(options: RequestOptions): Promise<ZoneList> {
    this.#ask('list', options);
    await this.gate;
    const zones = this.zoneIds.map((id) => ({ id, name: `${id}.example`, account: this.account }));
    return { zones: plain(zones), complete: true, failure: undefined };
  }

  async getIncoming(zoneId: string, options: RequestOptions) {
    this.#ask(zoneId, options);
    this.most = Math.max(this.most, ++this.underWay);
    await this.gate;
    this.underWay--;
    return this.answer;
  }

  async getPeers(accountId: string, options: RequestOptions): Promise<Result<readonly Peer[]>> {
    this.#ask(`peers of ${accountId}`, options);
    return this.peers;
  }

  #ask(question: string, { signal, urgent }: RequestOptions): void {
    this.asked.push(question);
    this.signals.push(signal ?? FOREVER);
    if (urgent) {
      this.urgent.push(question);
    }
  }
}

function times({ asked }: FakeReader, question: string): number {
  return asked.filter((one) => one === question).length;
}

function setUp(
  readers: Readonly<Record<string, FakeReader>>,
  concurrency = 4,
  more: Partial<RefresherOptions> = {},
) {
  const store = new ZoneStore();
  const refresher = new Refresher({
    store,
    now: () => NOW,
    concurrency: () => concurrency,
    lookedAt: () => new Set(),
    order: (zones) => Array.from(zones, ({ id }) => id),
    ...more,
  });
  refresher.setReaders(new Map(Object.entries(readers)));
  return { store, refresher };
}

describe('a refresh', () => {
  it('asks once for the list, for each zone and for the peers of each account', async () => {
    const me = new FakeReader(['z1', 'z2', 'z3']);
    const { store, refresher } = setUp({ me });
    await refresher.refreshAll();
    assert.deepEqual(me.asked.toSorted(), ['list', 'peers of a1', 'z1', 'z2', 'z3']);
    assert.equal(store.zones.get('z2')?.incoming?.soaSerial, 2_019_102_400);
  });

  it('coalesces with the one under way', async () => {
    const me = new FakeReader(['z1']);
    const { refresher } = setUp({ me });
    await Promise.all([refresher.refreshAll(), refresher.refreshAll(), refresher.refreshAll()]);
    assert.deepEqual(me.asked.toSorted(), ['list', 'peers of a1', 'z1']);
    await Promise.all([refresher.refreshZone('z1'), refresher.refreshZone('z1')]);
    assert.equal(times(me, 'z1'), 2);
  });

  it('never has more under way than the setting allows', async () => {
    const me = new FakeReader(Array.from({ length: 40 }, (_, index) => `z${index}`));
    const { refresher } = setUp({ me }, 3);
    await refresher.refreshAll();
    assert.equal(me.most, 3);
  });

  it('drops an answer that comes after the identity signed out', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    await refresher.refreshAll();
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const late = refresher.refreshAll();
    await eventually(() => assert.equal(times(me, 'list'), 2));
    refresher.setReaders(new Map());
    gate.resolve();
    await late;
    assert.equal(store.zones.size, 0);
    assert.equal(store.listings.size, 0);
  });

  it('reads a list anew for another credential, and drops what still comes for the one before', async () => {
    const before = new FakeReader(['gone']);
    const { store, refresher } = setUp({ me: before });
    const gate = Promise.withResolvers<void>();
    before.gate = gate.promise;
    const late = refresher.refreshAll();
    await eventually(() => assert.equal(times(before, 'list'), 1));
    refresher.setReaders(new Map([['me', new FakeReader(['z1'])]]));
    await refresher.refreshAll();
    gate.resolve();
    await late;
    assert.deepEqual([...store.zones.keys()], ['z1']);
  });

  it('asks the next identity when one is not permitted, and prefers that one from then on', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1']);
    me.answer = { ok: false, failure: failed('forbidden') };
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    assert.equal(store.zones.get('z1')?.failure, undefined);
    assert.equal(store.zones.get('z1')?.readerIds[0], 'you');
    await refresher.refreshZone('z1');
    assert.equal(times(me, 'z1'), 1);
  });

  it('does not ask others when the network is at fault', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1']);
    me.answer = { ok: false, failure: failed('unreachable') };
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    assert.equal(store.zones.get('z1')?.failure?.kind, 'unreachable');
    assert.ok(!you.asked.includes('z1'));
  });

  it('is urgent for the zone that the person asks for, and for no other', async () => {
    const me = new FakeReader(['z1', 'z2']);
    const { refresher } = setUp({ me });
    await refresher.refreshAll();
    assert.deepEqual(me.urgent, []);
    await refresher.refreshZone('z1');
    assert.deepEqual(me.urgent, ['z1']);
  });

  it('says of lists and zones that they are being read, until they are', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    const list = refresher.refreshAll();
    assert.equal(store.listings.get('me')?.status, 'loading');
    await list;
    assert.equal(store.listings.get('me')?.status, 'complete');
    const read = refresher.refreshZone('z1');
    assert.equal(store.zones.get('z1')?.loading, true);
    await read;
    assert.equal(store.zones.get('z1')?.loading, false);
  });

  it('reads what was asked as long ago as an age, and nothing younger', async () => {
    const me = new FakeReader(['z1']);
    const clock = { now: NOW };
    const { refresher } = setUp({ me }, 4, { now: () => clock.now });
    await refresher.refreshAll();
    clock.now = NOW + 999;
    await refresher.refreshOlder(1000);
    assert.equal(me.asked.length, 3);
    clock.now = NOW + 1000;
    await refresher.refreshOlder(1000);
    assert.deepEqual(me.asked.slice(3), ['list', 'peers of a1', 'z1']);
  });

  it('leaves a zone and the peers alone that were read since, where the list is young enough', async () => {
    const me = new FakeReader(['z1', 'z2']);
    const clock = { now: NOW };
    const { refresher } = setUp({ me }, 4, { now: () => clock.now });
    await refresher.refreshAll();
    clock.now = NOW + 1000;
    me.asked.length = 0;
    await refresher.refreshZone('z1');
    await refresher.refreshOlder(1000, new Set(['z1', 'z2']));
    assert.deepEqual(me.asked, ['z1', 'z2']);
  });

  it('of some zones reads only those, and a list only to find them', async () => {
    const me = new FakeReader(['z1', 'z2']);
    const { refresher } = setUp({ me });
    await refresher.refreshOlder(0, new Set(['z1']));
    assert.deepEqual(me.asked, ['list', 'peers of a1', 'z1']);
    await refresher.refreshOlder(0, new Set(['z1']));
    assert.deepEqual(me.asked.slice(3), ['z1']);
    await refresher.refreshOlder(0, new Set(['z1', 'new']));
    assert.deepEqual(me.asked.slice(4), ['list', 'peers of a1', 'z1']);
  });

  it('reads what the person looks at before the lists, where it is due', async () => {
    const me = new FakeReader(['z1', 'z2']);
    const clock = { now: NOW };
    const { refresher } = setUp({ me }, 4, {
      now: () => clock.now,
      lookedAt: () => new Set(['unknown', 'z2']),
    });
    await refresher.refreshAll();
    assert.deepEqual(me.urgent, []);
    me.asked.length = 0;
    await refresher.refreshOlder(1);
    assert.deepEqual(me.asked, []);
    clock.now = NOW + 1;
    await refresher.refreshOlder(1);
    assert.deepEqual(me.asked, ['z2', 'list', 'peers of a1', 'z1']);
    assert.deepEqual(me.urgent, ['z2']);
  });

  it('reads the rest in the order that it is given, the most urgent first', async () => {
    const me = new FakeReader(['z1', 'z2', 'z3']);
    const order: RefresherOptions['order'] = (zones) =>
      Array.from(zones, ({ id }) => id).toSorted((a, b) => (a < b ? 1 : -1));
    const { refresher } = setUp({ me }, 1, { order });
    await refresher.refreshAll();
    assert.deepEqual(
      me.asked.filter((question) => question.startsWith('z')),
      ['z3', 'z2', 'z1'],
    );
  });

  it('goes on in another order when the person looks at another zone', async () => {
    const me = new FakeReader(['z1', 'z2', 'z3']);
    const asked = { first: 'z1' };
    const order: RefresherOptions['order'] = (zones) =>
      Array.from(zones, ({ id }) => id).toSorted((a) => (a === asked.first ? -1 : 0));
    const { refresher } = setUp({ me }, 1, { order });
    await refresher.refreshAll();
    me.asked.length = 0;
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const zones = refresher.refreshOlder(0, new Set(['z1', 'z2', 'z3']));
    await eventually(() => assert.deepEqual(me.asked, ['z1']));
    asked.first = 'z3';
    refresher.reorder();
    gate.resolve();
    await zones;
    assert.deepEqual(me.asked, ['z1', 'z3', 'z2']);
  });

  it('reads a zone at once that the person asks for while others wait, and not a second time', async () => {
    const me = new FakeReader(['z1', 'z2', 'z3']);
    const { refresher } = setUp({ me }, 1);
    await refresher.refreshAll();
    me.asked.length = 0;
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const zones = refresher.refreshOlder(0, new Set(['z1', 'z2', 'z3']));
    await eventually(() => assert.deepEqual(me.asked, ['z1']));
    const urgent = refresher.refreshZone('z2');
    assert.deepEqual(me.asked, ['z1', 'z2']);
    void refresher.refreshZone('z1');
    assert.deepEqual(me.asked, ['z1', 'z2']);
    gate.resolve();
    await Promise.all([zones, urgent]);
    assert.deepEqual(me.asked, ['z1', 'z2', 'z3']);
  });

  it('asks urgently for a zone again that still waits for the limit', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me, you: new FakeReader(['z1']) });
    await refresher.refreshAll();
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    me.asked.length = 0;
    const waiting = refresher.refreshOlder(0, new Set(['z1']));
    await eventually(() => assert.deepEqual(me.asked, ['z1']));
    store.paused('me', NOW + 1000);
    const urgent = refresher.refreshZone('z1');
    assert.deepEqual([me.asked, me.urgent], [['z1', 'z1'], ['z1']]);
    gate.resolve();
    await Promise.all([waiting, urgent]);
  });

  it('leaves zones as they are whose identities get no answers at all', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1', 'z2']);
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    for (const reader of [me, you]) {
      reader.asked.length = 0;
    }
    const cutOff = { zones: [], complete: false, failure: failed('unreachable') };
    you.listZones = async () => cutOff;
    await refresher.refreshAll();
    assert.ok(me.asked.includes('z1'));
    assert.equal(store.zones.get('z2')?.failure, undefined);
    assert.ok(!you.asked.includes('z2'));
  });

  it('asks nobody for a zone that is not known, and ends', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    await Promise.all([refresher.refreshZone('unknown'), refresher.refreshZone('unknown')]);
    assert.deepEqual(me.asked, []);
    assert.equal(store.zones.size, 0);
  });

  it('keeps the peers that it read, and reads them anew with the next list', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    await refresher.refreshAll();
    assert.deepEqual(store.accountPeers('a1'), { peers: [], failure: undefined });
    me.peers = { ok: false, failure: failed('forbidden') };
    await refresher.refreshAll();
    assert.equal(store.accountPeers('a1')?.failure?.kind, 'forbidden');
    assert.equal(times(me, 'peers of a1'), 2);
  });

  it('asks the next identity for peers that one may not read', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1']);
    me.peers = { ok: false, failure: failed('forbidden') };
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    assert.equal(store.accountPeers('a1')?.failure, undefined);
    assert.deepEqual(me.urgent.concat(you.urgent), []);
  });

  it('ends though everybody signs out while the peers are read', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    me.getPeers = async () => {
      refresher.setReaders(new Map());
      return me.peers;
    };
    await refresher.refreshAll();
    assert.equal(store.accountPeers('a1'), undefined);
  });

  it('asks for no peers of zones whose account is not known', async () => {
    const me = new FakeReader(['z1']);
    me.account = undefined;
    const { refresher } = setUp({ me });
    await refresher.refreshAll();
    assert.deepEqual(me.asked, ['list', 'z1']);
  });

  for (const kind of ['unauthenticated', 'not-found'] as const) {
    it(`asks the next identity when one gets ${kind}, and keeps the last failure where none gets more`, async () => {
      const me = new FakeReader(['z1']);
      const you = new FakeReader(['z1']);
      me.answer = { ok: false, failure: failed(kind) };
      you.answer = { ok: false, failure: failed('forbidden') };
      const { store, refresher } = setUp({ me, you });
      await refresher.refreshAll();
      assert.equal(store.zones.get('z1')?.failure?.kind, 'forbidden');
    });
  }

  it('goes on for who stays signed in when somebody else signs in', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const all = refresher.refreshAll();
    refresher.setReaders(
      new Map([
        ['me', me],
        ['you', new FakeReader(['z2'])],
      ]),
    );
    const again = refresher.refreshAll();
    gate.resolve();
    await Promise.all([all, again]);
    assert.equal(times(me, 'list'), 1);
    assert.deepEqual([...store.zones.keys()].toSorted(), ['z1', 'z2']);
  });

  it('takes the answer of another identity when one signs out meanwhile', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    me.answer = { ok: true, value: incoming({ soa_serial: 1 }), messages: [] };
    you.answer = { ok: true, value: incoming({ soa_serial: 2 }), messages: [] };
    const read = refresher.refreshZone('z1');
    refresher.setReaders(new Map([['you', you]]));
    gate.resolve();
    await read;
    assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 2);
  });

  it('does not ask who signed out before their turn came', async () => {
    const me = new FakeReader(['z1']);
    const you = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me, you });
    await refresher.refreshAll();
    me.answer = { ok: false, failure: failed('forbidden') };
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const read = refresher.refreshZone('z1');
    refresher.setReaders(new Map([['me', me]]));
    gate.resolve();
    await read;
    assert.equal(times(you, 'z1'), 0);
    assert.equal(store.zones.get('z1')?.failure?.kind, 'forbidden');
  });
});

describe('a refresh that nobody waits for any more', () => {
  /** Three zones known, the first being read, the others waiting. */
  async function underWay() {
    const me = new FakeReader(['z1', 'z2', 'z3']);
    const { store, refresher } = setUp({ me }, 1);
    await refresher.refreshAll();
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    me.asked.length = 0;
    me.answer = { ok: true, value: null, messages: [] };
    const zones = refresher.refreshOlder(0, new Set(['z1', 'z2', 'z3']));
    await eventually(() => assert.deepEqual(me.asked, ['z1']));
    return { me, store, refresher, zones, gate };
  }

  for (const end of ['cancelAll', 'dispose'] as const) {
    it(`is given up: what waits is not asked, what is under way counts for nothing (${end})`, async () => {
      const { me, store, refresher, zones, gate } = await underWay();
      refresher[end]();
      assert.ok(me.signals.at(-1)?.aborted);
      gate.resolve();
      await zones;
      assert.deepEqual(me.asked, ['z1']);
      assert.equal(store.zones.get('z1')?.loading, false);
      assert.equal(store.zones.get('z1')?.incoming?.soaSerial, 2_019_102_400);
    });
  }

  it('asks nobody after it was disposed of', async () => {
    const me = new FakeReader(['z1']);
    const { refresher } = setUp({ me });
    await refresher.refreshAll();
    me.asked.length = 0;
    refresher.dispose();
    await refresher.refreshAll();
    assert.deepEqual(me.asked, []);
  });

  it('can be followed by another one', async () => {
    const { me, store, refresher, zones, gate } = await underWay();
    refresher.cancelAll();
    gate.resolve();
    await zones;
    await refresher.refreshAll();
    assert.deepEqual(me.asked.slice(1), ['list', 'peers of a1', 'z1', 'z2', 'z3']);
    assert.equal(store.zones.get('z3')?.incoming, null);
  });

  it('leaves its list unread', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    const gate = Promise.withResolvers<void>();
    me.gate = gate.promise;
    const all = refresher.refreshAll();
    refresher.cancelAll();
    assert.equal(me.signals[0]?.aborted, true);
    gate.resolve();
    await all;
    assert.equal(store.listings.get('me')?.status, 'unread');
    assert.equal(store.zones.size, 0);
  });

  it('does not call a list unread that is being read anew', async () => {
    const me = new FakeReader(['z1']);
    const { store, refresher } = setUp({ me });
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    me.gate = first.promise;
    const before = refresher.refreshAll();
    refresher.cancelAll();
    me.gate = second.promise;
    const after = refresher.refreshAll();
    first.resolve();
    await before;
    assert.equal(store.listings.get('me')?.status, 'loading');
    second.resolve();
    await after;
    assert.equal(store.listings.get('me')?.status, 'complete');
  });

  it('ends for zones that are gone, also after the person looks at another zone', async () => {
    const { store, refresher, zones, gate } = await underWay();
    refresher.setReaders(new Map());
    refresher.reorder();
    gate.resolve();
    await zones;
    assert.equal(store.zones.size, 0);
  });

  it('reads zones that were gone for a while, such as when somebody signs in again', async () => {
    const { me, store, refresher, zones, gate } = await underWay();
    refresher.setReaders(new Map());
    refresher.reorder();
    gate.resolve();
    await zones;
    me.asked.length = 0;
    refresher.setReaders(new Map([['me', me]]));
    await refresher.refreshAll();
    assert.deepEqual(me.asked, ['list', 'peers of a1', 'z1', 'z2', 'z3']);
    assert.equal(store.zones.get('z3')?.incoming, null);
  });
});
