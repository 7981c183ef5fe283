import type { Id } from '../text/id.ts';
import * as v from '../text/schema.ts';
import { type Text, text } from '../text/text.ts';
import type { Client } from './client.ts';
import type { Envelope } from './envelope.ts';
import { type Failure, failure } from './failure.ts';
import type { RequestOptions } from './requestOptions.ts';

/** A Cloudflare account, as a zone names it. */
export interface Account {
  readonly id: Id;
  readonly name: Text;
}

/** A zone as `GET /zones` lists it. The name carries no trailing dot. */
export interface ListedZone {
  readonly id: Id;
  readonly name: Text;
  readonly account: Account | undefined;
  /** The host names of its name servers at Cloudflare. */
  readonly nameServers?: readonly Text[];
}

/** What could be read of a list; `failure` is the reason why it is not complete. */
export interface ZoneList {
  readonly zones: readonly ListedZone[];
  readonly complete: boolean;
  readonly failure: Failure | undefined;
}

/** The API's largest page. */
export const ZONES_PER_PAGE = 50;
/** 1,000 pages are 50,000 zones: past that a list is taken for a loop. */
const MAX_PAGES = 1000;

/** An account as a zone has it; without a name it is called by its id. */
export const accountSchema = v.pipe(
  v.object({ id: v.id, name: v.nullish(v.name) }),
  v.transform(({ id, name }): Account => ({ id, name: name ?? id })),
);

const zoneSchema = v.object({
  id: v.id,
  name: v.name,
  type: v.nullish(v.name),
  account: v.nullish(accountSchema),
  name_servers: v.fallback(v.optional(v.array(v.name), []), []),
});
const listSchema = v.array(v.unknown());

interface Page {
  readonly zones: readonly ListedZone[];
  /** Entries of the page, zones of other types included. */
  readonly length: number;
  readonly unreadable: number;
  readonly totalPages: number | undefined;
}

function readPage(result: unknown, { totalPages }: Envelope): Page | undefined {
  const list = v.safeParse(listSchema, result);
  if (!list.success || list.output.length > ZONES_PER_PAGE) {
    return undefined;
  }
  const parsed = list.output.map((entry) => v.safeParse(zoneSchema, entry));
  const zones = parsed.flatMap((entry) => (entry.success ? [entry.output] : []));
  return {
    // Older API versions ignore the `type` parameter.
    zones: zones
      .filter(({ type }) => type === null || type === undefined || type === 'secondary')
      .map(listed),
    length: list.output.length,
    unreadable: parsed.length - zones.length,
    totalPages,
  };
}

function listed({ id, name, account, name_servers }: v.InferOutput<typeof zoneSchema>): ListedZone {
  return {
    id,
    name,
    account: account ?? undefined,
    nameServers: name_servers,
  };
}

/**
 * `GET /zones?type=secondary`, all pages. What was read before a page fails is kept, and the list then says
 * that it is not complete; so it does for pages that repeat and for a count of pages that never ends.
 */
export async function listZones(
  client: Pick<Client, 'get' | 'report'>,
  options: RequestOptions,
): Promise<ZoneList> {
  const zones = new Map<string, ListedZone>();
  let unreadable: Failure | undefined;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const path = text`/zones?type=secondary&page=${page}&per_page=${ZONES_PER_PAGE}`;
    const answer = await client.get(path, readPage, options);
    if (!answer.ok) {
      return { zones: [...zones.values()], complete: false, failure: answer.failure };
    }
    const { value } = answer;
    const known = zones.size;
    for (const zone of value.zones) {
      zones.set(zone.id, zone);
    }
    if (value.unreadable > 0) {
      unreadable = unreadablePart(path, value.unreadable);
      client.report(unreadable);
    }
    const last = value.totalPages === undefined ? value.length < ZONES_PER_PAGE : page >= value.totalPages;
    if (last) {
      return { zones: [...zones.values()], complete: !unreadable, failure: unreadable };
    }
    if (value.length === 0 || (value.zones.length > 0 && zones.size === known)) {
      break;
    }
  }
  return { zones: [...zones.values()], complete: false, failure: undefined };
}

/** The failure that some entries of a page are no zones. */
function unreadablePart(path: Text, count: number): Failure {
  return failure('unexpected-shape', 'GET', path, {
    detail: text`${count} of its entries have another shape than expected`,
  }).failure;
}
