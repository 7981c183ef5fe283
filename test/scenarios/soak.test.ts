import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import pLimit from 'p-limit';
import { systemClock } from '../../src/clock.ts';
import { TIME_LIMIT } from '../../src/cloudflare/client.ts';
import { Cloudflare } from '../../src/cloudflare/cloudflare.ts';
import type { Transport, TransportRequest } from '../../src/cloudflare/transport.ts';
import { undiciTransport } from '../../src/cloudflare/undiciTransport.ts';
import { Refresher } from '../../src/zones/refresher.ts';
import { refreshOrder } from '../../src/zones/refreshOrder.ts';
import { zoneState } from '../../src/zones/state.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { BASE_PATH } from '../support/api/route.ts';
import { FULL } from '../support/service/service.ts';
import { overHttp } from '../support/soak/overHttp.ts';
import { heapInUse, resources, Warnings } from '../support/soak/settled.ts';
import { SteadyApi } from '../support/soak/steadyApi.ts';
import { FOREVER } from '../support/values/forever.ts';
import { silent } from '../support/values/silent.ts';

const ME = 'me';
const MEGABYTE = 1_000_000;

/** Refreshes over and over, and watches the signals that requests are given. */
class Soak {
  readonly store = new ZoneStore();
  readonly refresher: Refresher;
  readonly #signals = new Set<AbortSignal>();
  changes = 0;

  constructor(baseUrl: string, transport: Transport) {
    const send = (request: TransportRequest) => {
      this.#signals.add(request.signal);
      return transport.send(request);
    };
    const cloudflare = new Cloudflare({
      transport: { send, close: () => transport.close() },
      limit: pLimit(8),
      log: silent,
      userAgent: 'test',
      clock: systemClock,
      random: Math.random,
      timeLimit: TIME_LIMIT,
    });
    const { store } = this;
    this.refresher = new Refresher({
      store,
      now: Date.now,
      concurrency: () => 8,
      lookedAt: () => new Set(),
      order: (zones) => refreshOrder(zones, new Set(), (zone) => zoneState(zone, Date.now(), 2)),
    });
    store.onDidChange(() => {
      this.changes++;
    });
    this.refresher.setReaders(
      new Map([[ME, cloudflare.connect(baseUrl, FULL, FOREVER, (until) => store.paused(ME, until))]]),
    );
  }

  async run(cycles: number): Promise<void> {
    for (let cycle = 0; cycle < cycles; cycle++) {
      await this.refresher.refreshAll();
    }
  }

  get listeners(): number {
    return [...this.#signals].reduce((sum, signal) => sum + getEventListeners(signal, 'abort').length, 0);
  }

  assertAllRead(count: number): void {
    const zones = [...this.store.zones.values()];
    assert.equal(zones.length, count);
    assert.ok(zones.every(({ incoming, failure, loading }) => incoming && !failure && !loading));
  }

  dispose(): void {
    this.refresher.dispose();
    this.store.dispose();
  }
}

describe('a window that is open for months', function () {
  this.timeout(600_000);

  it('holds after 10,000 refreshes of 200 zones what it held after the first', async () => {
    using warnings = new Warnings();
    const api = new SteadyApi(200, Date.now());
    const soak = new Soak('https://api.example/client/v4', api);
    await soak.run(500);
    const before = { heap: await heapInUse(), resources: resources() };
    await soak.run(9500);
    const growth = (await heapInUse()) - before.heap;
    assert.equal(api.requests, 10_000 * 205);
    soak.assertAllRead(200);
    assert.ok(growth < MEGABYTE, `the heap grew by ${growth} bytes`);
    assert.deepEqual(resources(), before.resources);
    assert.equal(soak.listeners, 0);
    assert.deepEqual(warnings.names, []);
    soak.dispose();
  });

  it('holds after 200 refreshes of 50 zones over HTTP as many sockets, and none in the end', async () => {
    using warnings = new Warnings();
    await heapInUse();
    const atFirst = resources();
    const server = await overHttp(new SteadyApi(50, Date.now()));
    const transport = undiciTransport();
    const soak = new Soak(server.origin + BASE_PATH, transport);
    await soak.run(20);
    const before = { heap: await heapInUse(), resources: resources() };
    await soak.run(180);
    soak.assertAllRead(50);
    const growth = (await heapInUse()) - before.heap;
    assert.ok(growth < MEGABYTE, `the heap grew by ${growth} bytes`);
    assert.deepEqual(resources(), before.resources);
    assert.equal(soak.listeners, 0);
    assert.deepEqual(warnings.names, []);
    soak.dispose();
    await transport.close();
    await server.close();
    await heapInUse();
    assert.deepEqual(resources(), atFirst);
  });
});
