import assert from 'node:assert/strict';
import pLimit from 'p-limit';
import { TIME_LIMIT } from '../../src/cloudflare/client.ts';
import { Cloudflare } from '../../src/cloudflare/cloudflare.ts';
import type { Transport, TransportAnswer } from '../../src/cloudflare/transport.ts';
import { ZONES_PER_PAGE } from '../../src/cloudflare/zoneList.ts';
import { AutoRefresh } from '../../src/zones/autoRefresh.ts';
import { Refresher } from '../../src/zones/refresher.ts';
import { refreshOrder } from '../../src/zones/refreshOrder.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { RateLimit } from '../support/api/limits.ts';
import { SimulatedClock } from '../support/clock/simulatedClock.ts';
import { FOREVER } from '../support/values/forever.ts';
import { silent } from '../support/values/silent.ts';
import { API_RESULT, NOW } from '../support/values/zones.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
const INTERVAL = 5 * MINUTE;
const ZONES = 1000;
const ME = 'me';

/** The API's limit and as much of its answers as a refresh needs, without a network. An answer takes 50 ms. */
class ModelApi implements Transport {
  readonly limit = new RateLimit();
  readonly #clock: SimulatedClock;
  readonly #configs = JSON.stringify({ success: true, errors: [], messages: [], result: API_RESULT });
  refused = 0;
  served = 0;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  async send({ path, signal }: Parameters<Transport['send']>[0]): Promise<TransportAnswer> {
    const verdict = this.take();
    await this.#clock.sleep(50, signal);
    const headers = {
      ratelimit: `"default";r=${verdict.remaining};t=${verdict.resetSeconds}`,
      'ratelimit-policy': '"default";q=1200;w=300',
      ...(verdict.allowed ? {} : { 'retry-after': String(verdict.resetSeconds) }),
    };
    this.served++;
    return verdict.allowed
      ? { status: 200, headers, body: this.#body(path) }
      : { status: 429, headers, body: '' };
  }

  /** One request with the same credential, whoever makes it. */
  take() {
    const verdict = this.limit.take(ME, this.#clock.now());
    this.refused += verdict.allowed ? 0 : 1;
    return verdict;
  }

  async close(): Promise<void> {}

  #body(path: string): string {
    const page = /[?&]page=(\d+)/.exec(path)?.[1];
    if (page === undefined) {
      return path.endsWith('/peers') ? '{"success":true,"result":[]}' : this.#configs;
    }
    const first = (Number(page) - 1) * ZONES_PER_PAGE;
    const result = Array.from({ length: ZONES_PER_PAGE }, (_, index) => ({
      id: `z${first + index}`,
      name: `z${first + index}.example`,
      type: 'secondary',
      account: { id: 'a1', name: 'A' },
    }));
    return JSON.stringify({ success: true, result, result_info: { total_pages: ZONES / ZONES_PER_PAGE } });
  }
}

function setUp() {
  const clock = new SimulatedClock(NOW);
  const api = new ModelApi(clock);
  const random = pseudoRandom(7);
  const store = new ZoneStore();
  const person = { selected: 'z500' };
  const cloudflare = new Cloudflare({
    transport: api,
    limit: pLimit(8),
    log: silent,
    userAgent: 'test',
    clock,
    random,
    timeLimit: TIME_LIMIT,
  });
  const connection = cloudflare.connect(
    'https://api.example.com',
    { kind: 'token', token: 't' },
    FOREVER,
    () => {},
  );
  const now = () => clock.now();
  const refresher = new Refresher({
    store,
    now,
    concurrency: () => 8,
    lookedAt: () => new Set([person.selected]),
    order: (zones) => refreshOrder(zones, new Set([person.selected]), () => 'in-order'),
  });
  refresher.setReaders(new Map([[ME, connection]]));
  const refreshOlder = (age: number) => refresher.refreshOlder(age);
  const autoRefresh = new AutoRefresh({
    clock,
    random,
    interval: () => INTERVAL,
    visibleZones: () => undefined,
    refreshOlder,
    cancelAll: () => refresher.cancelAll(),
    isOutage: () => false,
  });
  return { clock, api, store, refresher, autoRefresh, person, random };
}

describe('a week of 1,000 zones', function () {
  this.timeout(600_000);

  it('never meets the limit, reads every zone, and keeps the selected one young', async () => {
    const { clock, api, store, refresher, autoRefresh, person, random } = setUp();
    void autoRefresh.start();
    let selectedSince = clock.now();
    let oldestSelected = 0;
    for (let minute = 0; minute < WEEK / MINUTE; minute++) {
      // Another tool eats a third of the quota, at times in one go, at times bit by bit.
      const eaten = minute % 10 < 5 ? 80 : minute % 5 === 0 ? 400 : 0;
      for (let request = 0; request < eaten; request++) {
        api.take();
      }
      await clock.advance(MINUTE);
      if (random() < 0.1) {
        person.selected = `z${Math.floor(random() * ZONES)}`;
        selectedSince = clock.now();
        refresher.reorder();
        void refresher.refreshZone(person.selected);
      }
      const readAt = store.zones.get(person.selected)?.readAt ?? 0;
      const age = clock.now() - Math.max(readAt, selectedSince);
      oldestSelected = Math.max(oldestSelected, age);
    }
    autoRefresh.dispose();
    const ages = [...store.zones.values()].map(({ readAt }) => clock.now() - (readAt ?? 0));
    assert.equal(api.refused, 0, 'the limit was met');
    assert.equal(store.zones.size, ZONES);
    assert.ok(Math.max(...ages) < 30 * MINUTE, `a zone is ${Math.max(...ages) / MINUTE} minutes old`);
    assert.ok(oldestSelected <= INTERVAL, `the selected zone was ${oldestSelected / MINUTE} minutes old`);
    assert.ok(api.served > 400_000, `only ${api.served} requests were made`);
  });
});

/** Numbers in [0, 1) that are the same in each run (Numerical Recipes' linear congruential generator). */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
