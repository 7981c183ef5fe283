import {
  type Address,
  type AddressRange,
  contains,
  prefixRange,
  readAddress,
  readRange,
  singleRange,
} from '../addressRange.ts';
import { TRANSFER_SOURCES } from '../cloudflareAddresses.ts';

/** Addresses as an acl writes them. */
export interface Network {
  /** From the lowest address to the highest, as it reads; in a range, the last may come before the first. */
  readonly range: AddressRange;
  /**
   * Set for a range of IPv4 addresses. On the processors that Knot runs on, it compares them as numbers whose last
   * byte counts most: `192.0.2.1-192.0.2.9` so has 10.0.0.5 in it.
   */
  readonly isTurned: boolean;
}

/** Reads an address, a prefix `IP/n`, or a range `IP-IP`. Specified in test/unit/primaries/knot. */
export function readNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  if (slash !== -1) return plain(readPrefix(text, slash));
  const dash = text.indexOf('-');
  const first = readAddress(dash === -1 ? text : text.slice(0, dash));
  if (dash === -1) return plain(first && singleRange(first));
  const last = readAddress(text.slice(dash + 1));
  if (first === undefined || first.family !== last?.family) return undefined;
  return {
    range: { family: first.family, first: first.value, last: last.value },
    isTurned: first.family === 4,
  };
}

function readPrefix(text: string, slash: number): AddressRange | undefined {
  const address = readAddress(text.slice(0, slash));
  const length = /^\+?(\d+)$/.exec(text.slice(slash + 1))?.[1];
  return address && length ? prefixRange(address, Number(length)) : undefined;
}

function plain(range: AddressRange | undefined): Network | undefined {
  return range && { range, isTurned: false };
}

/** Whether Knot finds an address in a network. */
export function has({ range, isTurned }: Network, address: Address): boolean {
  if (!isTurned) return contains(range, address);
  if (address.family !== 4) return false;
  const value = turned(address.value);
  return turned(range.first) <= value && value <= turned(range.last);
}

/** An IPv4 address as a number whose last byte counts most. */
function turned(value: bigint): number {
  const word = Number(value);
  return (((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** All of Cloudflare's IPv4 addresses: they are few. */
const SOURCES: readonly AddressRange[] = TRANSFER_SOURCES.flatMap(({ prefix }) => {
  const range = readRange(prefix);
  if (range?.family !== 4) return [];
  const count = Number(range.last - range.first) + 1;
  return Array.from({ length: count }, (_, index) =>
    singleRange({ family: 4, value: range.first + BigInt(index) }),
  );
});

/** Where it may change whether a network has an address, at least among Cloudflare's. */
export function edgesIn(network: Network): readonly AddressRange[] {
  const { range, isTurned } = network;
  return isTurned
    ? [range, ...SOURCES.filter(({ family, first }) => has(network, { family, value: first }))]
    : [range];
}
