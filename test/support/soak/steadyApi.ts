import type { Transport, TransportAnswer, TransportRequest } from '../../../src/cloudflare/transport.ts';
import { ZONES_PER_PAGE } from '../../../src/cloudflare/zoneList.ts';
import { success } from '../api/answer.ts';
import { BASE_PATH } from '../api/route.ts';
import { manyZones } from '../api/world.ts';

/** An API of many zones without a network and without a limit, whose answers are written beforehand. */
export class SteadyApi implements Transport {
  readonly #answers = new Map<string, TransportAnswer>();
  requests = 0;

  /** @param now milliseconds since the epoch */
  constructor(count: number, now: number) {
    const { zones, accounts, peers } = manyZones(count, now);
    const pages = Math.ceil(count / ZONES_PER_PAGE);
    for (let page = 1; page <= pages; page++) {
      const listed = zones.slice((page - 1) * ZONES_PER_PAGE, page * ZONES_PER_PAGE).map((zone) => ({
        id: zone.id,
        name: zone.name,
        type: zone.type,
        account: accounts.find(({ id }) => id === zone.accountId),
      }));
      const path = `/zones?type=secondary&page=${page}&per_page=${ZONES_PER_PAGE}`;
      this.#add(path, success(listed, { result_info: { total_pages: pages } }).body);
    }
    for (const { id, incoming } of zones) {
      this.#add(`/zones/${id}/secondary_dns/incoming`, success(incoming).body);
    }
    for (const { id } of accounts) {
      this.#add(`/accounts/${id}/secondary_dns/peers`, success(peers).body);
    }
  }

  async send({ path }: TransportRequest): Promise<TransportAnswer> {
    this.requests++;
    const answer = this.#answers.get(path);
    if (!answer) {
      throw new Error(`Nobody should ask for ${path}`);
    }
    return answer;
  }

  async close(): Promise<void> {}

  #add(path: string, body: string): void {
    const headers = {
      'content-type': 'application/json',
      'cf-ray': '230b030023ae2822-FRA',
      ratelimit: '"default";r=100000000;t=300',
      'ratelimit-policy': '"default";q=100000000;w=300',
    };
    this.#answers.set(BASE_PATH + path, { status: 200, headers, body });
  }
}
