import { type AddressRange, covers, readRange } from './addressRange.ts';
import {
  type CloudflareAddress,
  DEAD_ADDRESSES,
  NEW_SOURCES,
  NOTIFY_TARGETS,
  OLD_SOURCES,
  SERVING_ADDRESSES,
} from './cloudflareAddresses.ts';

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
