import type { ApiNotice, Failure } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Account } from '../cloudflare/zoneList.ts';
import type { Id } from '../text/id.ts';
import { cleanText, type Text } from '../text/text.ts';
import type { Check } from './check.ts';

/** What is known of one zone. Values are replaced, never changed in place. */
export interface Zone {
  readonly id: Id;
  /** Without a trailing dot; undefined while a zone added by id has not been read. */
  readonly name: Text | undefined;
  readonly account: Account | undefined;
  /** The host names of its name servers at Cloudflare, as the list has them. */
  readonly nameServers: readonly Text[];
  /** Listed by the API for some identity, or added by id in the settings. */
  readonly origin: 'listed' | 'added';
  /** The identities that may read it, the preferred one first. */
  readonly readerIds: readonly string[];
  /** The last good answer: null when the zone has no incoming config, undefined when never read. */
  readonly incoming: Incoming | null | undefined;
  /** When the last good answer came, milliseconds since the epoch. */
  readonly readAt: number | undefined;
  /** When the last answer of any kind came, milliseconds since the epoch. */
  readonly askedAt: number | undefined;
  /** The messages of the last good answer. */
  readonly messages: readonly ApiNotice[];
  /** Why the last attempt failed; undefined after a good one. */
  readonly failure: Failure | undefined;
  /** The last answers of its primaries and name servers; undefined when they were not asked. */
  readonly check: Check | undefined;
  /** A request for it is under way. */
  readonly loading: boolean;
}

/** A zone of which nothing is known but that it exists. */
export function unreadZone(
  id: Id,
  origin: Zone['origin'],
  readerIds: readonly string[],
  name?: Text,
  account?: Account,
): Zone {
  return {
    id,
    name,
    account,
    nameServers: [],
    origin,
    readerIds,
    incoming: undefined,
    readAt: undefined,
    askedAt: undefined,
    messages: [],
    failure: undefined,
    check: undefined,
    loading: false,
  };
}

/** What to call a zone: its name as listed, else as its config says it, else its id. */
export function zoneName(zone: Zone): Text {
  const { name } = zone.incoming ?? {};
  return zone.name ?? (name && cleanText(name.replace(/\.$/, ''))) ?? zone.id;
}

/** What the configuration of a zone's primary says of Cloudflare's transfers, in a file that was read. */
export interface PrimaryStatement {
  /** The file as a URI. */
  readonly uri: string;
  /** The statement that decides, the first line being 0. */
  readonly line: number;
  /** The place in words: `named.conf:41`. */
  readonly place: Text;
  /** The best of what it answers over IPv4 and IPv6. */
  readonly answer: 'allowed' | 'allowed-with-key' | 'partly' | 'only-old' | 'refused' | 'cannot-tell';
  /** The key that a transfer needs, by its name there. */
  readonly key: Text | undefined;
}
