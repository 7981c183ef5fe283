import { cleanText, joined, type Text, text } from '../text/text.ts';
import { type AddressRange, covers, readRange } from './addressRange.ts';
/**
 * The addresses by which Cloudflare takes part in zone transfers: the only place that says them. Tooltips, advice,
 * the check of a primary's configuration and the tests read this file.
 */
export interface CloudflareAddress {
  /** An address, or a prefix in CIDR notation, as Cloudflare writes it. */
  readonly prefix: Text;
  /**
   * - `transfer`: Cloudflare asks a primary for a transfer from here, so the primary must allow it.
   * - `notify`: a primary sends NOTIFY to this address, port 53.
   * - `serve`: Cloudflare as a primary answers the transfers of other secondaries here.
   */
  readonly role: 'transfer' | 'notify' | 'serve';
  /** The day from which it is in use, `YYYY-MM-DD` in UTC; undefined where that was not announced. */
  readonly from: Text | undefined;
  /** The day on which it stops to be used, `YYYY-MM-DD` in UTC; undefined while no end is announced. */
  readonly until: Text | undefined;
  /** The page that says so. */
  readonly source: string;
}

const DOCUMENTATION =
  'https://developers.cloudflare.com/dns/zone-setups/zone-transfers/cloudflare-as-secondary/cloudflare-ip-addresses/';
const AS_PRIMARY = 'https://developers.cloudflare.com/dns/zone-setups/zone-transfers/cloudflare-as-primary/';
const RESELLER = 'https://cloud.ibm.com/docs/cis?topic=cis-secondary-dns';

/** The day since which transfers come from the new addresses first. */
const NEW_SINCE = text`2026-04-15`;
/** The day on which the fallback to the old addresses ends, in UTC. */
export const OLD_SOURCES_END = text`2026-12-01`;
/** The reseller's list was last right in this year; the exact day was not announced. */
const GIVEN_UP = text`2021-12-31`;

function listed(
  role: CloudflareAddress['role'],
  prefixes: readonly string[],
  from: Text | undefined,
  until: Text | undefined,
  source: string,
): readonly CloudflareAddress[] {
  return prefixes.map((prefix) => ({ prefix: cleanText(prefix), role, from, until, source }));
}

/** The new transfer sources. */
export const NEW_SOURCES: readonly CloudflareAddress[] = listed(
  'transfer',
  ['104.30.167.163', '104.30.167.173', '2a09:bac0:1000:c47::/64'],
  NEW_SINCE,
  undefined,
  DOCUMENTATION,
);

/** The old transfer sources, a fallback until the day that they name. */
export const OLD_SOURCES: readonly CloudflareAddress[] = listed(
  'transfer',
  ['198.41.144.240/28', '198.41.150.240/28', '2a06:98c0:3601::/48', '2a06:98c0:1401::/48'],
  undefined,
  OLD_SOURCES_END,
  DOCUMENTATION,
);

/** Where a primary sends NOTIFY to. */
export const NOTIFY_TARGETS: readonly CloudflareAddress[] = listed(
  'notify',
  ['172.65.30.82', '172.65.50.145', '2606:4700:60:0:317:26ee:3bdf:5774', '2606:4700:60:0:35a:4be3:4144:c5ee'],
  undefined,
  undefined,
  DOCUMENTATION,
);

/** Addresses of years ago, which old guides still name. */
export const DEAD_ADDRESSES: readonly CloudflareAddress[] = [
  ...listed(
    'transfer',
    [
      '162.158.64.0/21',
      '198.41.150.0/23',
      '198.41.152.0/22',
      '198.41.246.0/23',
      '198.41.250.0/24',
      '198.41.252.0/24',
      '2a06:98c0:1400::/48',
      '2a06:98c0:3600::/48',
      '2400:cb00:36::/48',
      '2606:4700:1101::/64',
    ],
    undefined,
    GIVEN_UP,
    RESELLER,
  ),
  ...listed('notify', ['198.41.246.49', '2a06:98c0:3600::53'], undefined, GIVEN_UP, RESELLER),
];

/** Where other secondaries transfer from Cloudflare: no source, and often mistaken for one. */
export const SERVING_ADDRESSES: readonly CloudflareAddress[] = listed(
  'serve',
  ['172.65.64.6'],
  undefined,
  undefined,
  AS_PRIMARY,
);

/** All transfer sources that are or were in use lately, the new ones first. */
export const TRANSFER_SOURCES: readonly CloudflareAddress[] = [...NEW_SOURCES, ...OLD_SOURCES];

/** Whether the old transfer sources have ended. @param now milliseconds since the epoch */
export function oldSourcesEnded(now: number): boolean {
  return now >= Date.parse(OLD_SOURCES_END);
}

/** The prefixes of addresses, as one writes them in a sentence. */
export function prefixesOf(addresses: readonly CloudflareAddress[]): Text {
  return joined(
    addresses.map(({ prefix }) => prefix),
    ', ',
  );
}

/** What an address of Cloudflare's is to a primary. */
export type Standing = 'new' | 'old' | 'notify' | 'serve' | 'dead';

export interface KnownAddress {
  readonly standing: Standing;
  readonly address: CloudflareAddress;
  readonly range: AddressRange;
}

/** Those in use first: an old prefix lies within one that was given up years before. */
const KNOWN: readonly KnownAddress[] = [
  ...known('new', NEW_SOURCES),
  ...known('old', OLD_SOURCES),
  ...known('notify', NOTIFY_TARGETS),
  ...known('serve', SERVING_ADDRESSES),
  ...known('dead', DEAD_ADDRESSES),
];

function known(standing: Standing, addresses: readonly CloudflareAddress[]): readonly KnownAddress[] {
  return addresses.flatMap((address) => {
    const range = readRange(address.prefix);
    return range ? [{ standing, address, range }] : [];
  });
}

/** Which of Cloudflare's addresses a range is or lies within; undefined for a wider range and for any other. */
export function knownAddress(range: AddressRange): KnownAddress | undefined {
  return KNOWN.find((candidate) => covers(candidate.range, range));
}
