import * as v from 'valibot';
import type { Client } from './client.ts';
import type { Failure } from './failure.ts';

/** A Cloudflare account, as a zone names it. */
export interface Account {
  readonly id: string;
  readonly name: string;
}

/** A zone as `GET /zones` lists it. The name carries no trailing dot. */
export interface ListedZone {
  readonly id: string;
  readonly name: string;
  readonly account: Account | undefined;
}

/** What could be read of a list; `failure` says why it is not complete. */
export interface ZoneList {
  readonly zones: readonly ListedZone[];
  readonly complete: boolean;
  readonly failure: Failure | undefined;
}

/** The API's largest page. */
export const ZONES_PER_PAGE = 50;
/** 1,000 pages are 50,000 zones: past that a list is taken for a loop. */
const MAX_PAGES = 1000;

const zoneSchema = v.object({
  id: v.string(),
  name: v.string(),
  type: v.nullish(v.string()),
  account: v.nullish(v.object({ id: v.string(), name: v.nullish(v.string()) })),
});
const listSchema = v.array(v.unknown());

interface Page {
  readonly zones: readonly ListedZone[];
  readonly length: number;
  readonly unreadable: number;
}

function readPage(result: unknown): Page | undefined {
  const list = v.safeParse(listSchema, result);
  if (!list.success) {
    return undefined;
  }
  const parsed = list.output.map((entry) => v.safeParse(zoneSchema, entry));
  const zones = parsed.flatMap((entry) => (entry.success ? [entry.output] : []));
  return {
    // Older API versions ignore the `type` parameter.
    zones: zones.filter(({ type }) => type == null || type === 'secondary').map(listed),
    length: list.output.length,
    unreadable: parsed.length - zones.length,
  };
}

function listed({ id, name, account }: v.InferOutput<typeof zoneSchema>): ListedZone {
  return { id, name, account: account ? { id: account.id, name: account.name ?? account.id } : undefined };
}
