import assert from 'node:assert/strict';
import pLimit from 'p-limit';
import type { Clock } from '../../../src/clock.ts';
import { Cloudflare, type Connection } from '../../../src/cloudflare/cloudflare.ts';
import type { Result } from '../../../src/cloudflare/failure.ts';
import { readSnapshot, snapshotText, takeSnapshot } from '../../../src/storage/snapshots.ts';
import { listingRow } from '../../../src/views/zones/zoneRows.ts';
import { ZonesTreeModel } from '../../../src/views/zones/zonesTreeModel.ts';
import { Refresher } from '../../../src/zones/refresher.ts';
import { refreshOrder } from '../../../src/zones/refreshOrder.ts';
import { zoneState } from '../../../src/zones/state.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../../support/api/world.ts';
import { draw, type Surroundings } from '../../support/fuzz/drawing.ts';
import { MutatingApi } from '../../support/fuzz/mutatingApi.ts';
import { Random } from '../../support/fuzz/random.ts';
import { SEED } from '../../support/fuzz/seed.ts';
import { patient } from '../../support/service/service.ts';
import { FOREVER } from '../../support/values/forever.ts';
import { plain } from '../../support/values/plain.ts';
import { silent } from '../../support/values/silent.ts';
import { NOW } from '../../support/values/zones.ts';

const ANSWERS = 100_000;
const ME = 'me';
const asking = patient();

/** A clock on which every wait is over at once. */
class HastyClock implements Clock {
  #now = NOW;
  readonly now = (): number => this.#now;
  readonly sleep = async (milliseconds: number): Promise<void> => {
    this.#now += Math.max(0, milliseconds);
  };
}

/** Service layer, store and views before an API whose every answer is mutated. */
class Stage {
  readonly random = new Random(SEED);
  readonly clock = new HastyClock();
  readonly api = new MutatingApi(demoWorld(NOW), this.random);
  readonly store = new ZoneStore();
  readonly connection: Connection = new Cloudflare({
    transport: this.api,
    limit: pLimit(8),
    log: silent,
    userAgent: 'test',
    clock: this.clock,
    random: () => this.random.next(),
    timeLimit: 1000,
  }).connect(
    'https://api.example/client/v4',
    { kind: 'token', token: DEMO_CREDENTIALS.full },
    FOREVER,
    () => {},
  );

  constructor() {
    this.store.setIdentities([ME]);
  }

  /** Draws a zone as all views do. */
  draw(zoneId: string): void {
    const zone = this.store.zones.get(zoneId);
    if (zone) {
      draw(zone, this.#surroundings(zone.account?.id));
    }
  }

  /** Draws the tree whole, and writes and reads the snapshot. */
  drawAll(): void {
    const { store, clock } = this;
    const forest = new ZonesTreeModel(store, (zone) => zoneState(zone, clock.now(), 2));
    const arrangement = { order: 'state', states: undefined } as const;
    const ids = new Set<string>();
    const walk = (nodes: ReturnType<ZonesTreeModel['roots']>): void => {
      for (const node of nodes) {
        assert.ok(!ids.has(node.id), `two rows are called ${node.id}`);
        ids.add(node.id);
        walk(forest.children(node, arrangement, { now: clock.now(), locale: 'en', overdueFactor: 2 }));
      }
    };
    walk(forest.roots(arrangement));
    for (const zone of store.zones.values()) {
      this.draw(zone.id);
    }
    for (const listing of store.listings.values()) {
      listingRow(listing, plain(ME));
    }
    const snapshot = takeSnapshot(ME, store.zones.values(), (id) => store.accountPeers(id)?.peers);
    assert.ok(readSnapshot([...snapshotText(snapshot)].join('')));
  }

  #surroundings(accountId: string | undefined): Surroundings {
    const { store, clock } = this;
    return {
      peer: (tag) => store.peer(tag),
      accountPeers: accountId === undefined ? undefined : store.accountPeers(accountId),
      now: clock.now(),
    };
  }
}

/** An answer that came is never taken for one that did not. */
function assertAnswered<T>(result: Result<T>): void {
  if (!result.ok && result.failure.kind === 'unreachable') {
    throw result.failure.cause;
  }
}

describe(`mutated answers (seed ${SEED})`, function () {
  this.timeout(180_000);

  it(`${ANSWERS.toLocaleString('en')} of them leave every zone with a state, a row and a page`, async () => {
    const stage = new Stage();
    const { api, store, random, connection, clock } = stage;
    const zoneIds = demoWorld(NOW).zones.map(({ id }) => id);
    const accountIds = demoWorld(NOW).accounts.map(({ id }) => id);
    store.setAdded(plain(zoneIds));
    for (let round = 0; api.answers < ANSWERS; round++) {
      const zoneId = random.pick(zoneIds);
      try {
        if (round % 20 === 0) {
          store.listed(ME, await connection.listZones(asking), clock.now());
        } else if (round % 20 === 1) {
          const accountId = random.pick(accountIds);
          const result = await connection.getPeers(plain(accountId), asking);
          assertAnswered(result);
          store.peersRead(accountId, result);
        } else {
          const result = await connection.getIncoming(plain(zoneId), asking);
          assertAnswered(result);
          store.read(zoneId, ME, result, clock.now());
        }
        stage.draw(zoneId);
        if (round % 1000 === 0) {
          stage.drawAll();
        }
      } catch (error) {
        throw new Error(`round ${round}, after ${JSON.stringify(api.last)?.slice(0, 2000)}`, {
          cause: error,
        });
      }
    }
    assert.ok(store.zones.size >= zoneIds.length);
  });

  it('end no refresh early and hold none up', async () => {
    const stage = new Stage();
    const { api, store, connection, clock } = stage;
    const refresher = new Refresher({
      store,
      now: clock.now,
      concurrency: () => 8,
      lookedAt: () => new Set([...store.zones.keys()].slice(0, 2)),
      order: (zones) => refreshOrder(zones, new Set(), (zone) => zoneState(zone, clock.now(), 2)),
    });
    refresher.setReaders(new Map([[ME, connection]]));
    for (let round = 0; round < 300; round++) {
      await refresher.refreshAll();
      assert.ok([...store.zones.values()].every(({ loading }) => !loading));
      stage.drawAll();
    }
    assert.ok(api.answers > 1000);
    refresher.dispose();
  });
});
