import assert from 'node:assert/strict';
import type { Result } from '../../../src/cloudflare/failure.ts';
import type { Incoming } from '../../../src/cloudflare/incoming.ts';
import type { Peer } from '../../../src/cloudflare/peers.ts';
import { Refresher, type ZoneReader } from '../../../src/zones/refresher.ts';

import { ZoneStore } from '../../../src/zones/store.ts';
import { eventually } from '../../support/eventually.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const account = { id: 'a1', name: 'Example Registry' };

/** Answers at once, unless a gate is set, and remembers what it was asked. */
class FakeReader implements ZoneReader {
  readonly asked: string[] = [];
  zoneIds: readonly string[];
  gate: Promise<void> = Promise.resolve();
  answer: Result<Incoming | null> = { ok: true, value: incoming(), messages: [] };
  underWay = 0;
  most = 0;

  constructor(zoneIds: readonly string[]) {
    this.zoneIds = zoneIds;
  }

  async listZones() {
    this.asked.push('list');
    await this.gate;
    const zones = this.zoneIds.map((id) => ({ id, name: `${id}.example`, account }));
    return { zones, complete: true, failure: undefined };
  }

  async getIncoming(zoneId: string) {
    this.asked.push(zoneId);
    this.most = Math.max(this.most, ++this.underWay);
    await this.gate;
    this.underWay--;
    return this.answer;
  }

  async getPeers(accountId: string): Promise<Result<readonly Peer[]>> {
    this.asked.push(`peers of ${accountId}`);
    return { ok: true, value: [], messages: [] };
  }
}

function times({ asked }: FakeReader, question: string): number {
  return asked.filter((one) => one === question).length;
}

function setUp(readers: Readonly<Record<string, FakeReader>>, concurrency = 4) {
  const store = new ZoneStore();
  const refresher = new Refresher({
    store,
    now: () => NOW,
    concurrency: () => concurrency,
    lookedAt: () => new Set(),
    order: (zones) => Array.from(zones, ({ id }) => id),
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
});
