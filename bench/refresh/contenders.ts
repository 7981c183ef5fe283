import CloudflareSdk from 'cloudflare';
import pLimit from 'p-limit';
import { Agent, request } from 'undici';
import { systemClock } from '../../src/clock.ts';
import { TIME_LIMIT } from '../../src/cloudflare/client.ts';
import { Cloudflare } from '../../src/cloudflare/cloudflare.ts';
import { undiciTransport } from '../../src/cloudflare/undiciTransport.ts';
import { Refresher } from '../../src/zones/refresher.ts';
import { refreshOrder } from '../../src/zones/refreshOrder.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { FOREVER } from '../../test/support/values/forever.ts';
import { silent } from '../../test/support/values/silent.ts';
import { OUR_USER_AGENT } from './ourUserAgent.ts';

const CONCURRENCY = 16;

export interface Target {
  readonly baseUrl: string;
  readonly token: string;
  /** The authority to trust, PEM. */
  readonly ca: string | undefined;
}

/** Reads the list and every config of an API, and resolves to how many configs it got. */
export type Contender = (target: Target) => Promise<number>;

/** The service layer, with validation and the store. */
export const ours: Contender = async ({ baseUrl, token, ca }) => {
  const transport = undiciTransport(ca === undefined ? {} : { ca: [ca] });
  const store = new ZoneStore();
  const cloudflare = new Cloudflare({
    transport,
    limit: pLimit(CONCURRENCY),
    log: silent,
    userAgent: OUR_USER_AGENT,
    clock: systemClock,
    random: Math.random,
    timeLimit: TIME_LIMIT,
  });
  const refresher = new Refresher({
    store,
    now: Date.now,
    concurrency: () => CONCURRENCY,
    lookedAt: () => new Set(),
    order: (zones) => refreshOrder(zones, new Set(), () => 'in-order'),
  });
  refresher.setReaders(
    new Map([['me', cloudflare.connect(baseUrl, { kind: 'token', token }, FOREVER, () => {})]]),
  );
  await refresher.refreshAll();
  refresher.dispose();
  await transport.close();
  return [...store.zones.values()].filter(({ incoming }) => incoming).length;
};

/** `request` and `JSON.parse`, nothing else. */
export const bareUndici: Contender = async ({ baseUrl, token }) => {
  const dispatcher = new Agent({ connections: 64 });
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const limit = pLimit(CONCURRENCY);
  const get = async (path: string) => {
    const { body } = await request(baseUrl + path, { dispatcher, headers });
    return JSON.parse(await body.text());
  };
  const ids: string[] = [];
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await get(`/zones?type=secondary&page=${page}&per_page=50`);
    pages = answer.result_info.total_pages;
    for (const { id } of answer.result) {
      ids.push(id);
    }
  }
  const configs = await Promise.all(ids.map((id) => limit(() => get(`/zones/${id}/secondary_dns/incoming`))));
  await dispatcher.close();
  return configs.filter(({ result }) => result).length;
};

/** Cloudflare's own SDK; it trusts what NODE_EXTRA_CA_CERTS names. */
export const sdk: Contender = async ({ baseUrl, token }) => {
  const client = new CloudflareSdk({ apiToken: token, baseURL: baseUrl });
  const limit = pLimit(CONCURRENCY);
  const ids: string[] = [];
  for await (const { id } of client.zones.list({ type: ['secondary'], per_page: 50 })) {
    ids.push(id);
  }
  const configs = await Promise.all(
    ids.map((id) => limit(() => client.dns.zoneTransfers.incoming.get({ zone_id: id }))),
  );
  return configs.filter(Boolean).length;
};
