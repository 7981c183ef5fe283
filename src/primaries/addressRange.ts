import ipaddr from 'ipaddr.js';

/** An address of one family, as a number: 32 bits for IPv4, 128 for IPv6. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** All addresses from `first` to `last`, both included, of one family. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Every address of a family. */
export const EVERY_ADDRESS: Readonly<Record<4 | 6, AddressRange>> = {
  4: { family: 4, first: 0n, last: (1n << 32n) - 1n },
  6: { family: 6, first: 0n, last: (1n << 128n) - 1n },
};

const FOUR_NUMBERS = /^\d+(?:\.\d+){3}$/;

/**
 * Reads one address: IPv4 as four decimal numbers, IPv6 as RFC 4291 writes it, without a zone index. An IPv4
 * address that is mapped into IPv6 stays IPv6: servers compare it as that.
 * @returns undefined for anything else
 */
export function readAddress(text: string): Address | undefined {
  // The library throws and catches for any other text, which takes its time.
  if (FOUR_NUMBERS.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return { family: 4, value: numberOf(ipaddr.IPv4.parse(text).toByteArray()) };
  }
  if (text.includes(':') && !text.includes('%') && ipaddr.IPv6.isValid(text)) {
    return { family: 6, value: numberOf(ipaddr.IPv6.parse(text).toByteArray()) };
  }
  return undefined;
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** The addresses that share the first `length` bits with `address`, whatever its other bits. */
export function prefixRange({ family, value }: Address, length: number): AddressRange | undefined {
  const bits = BITS[family];
  if (!Number.isInteger(length) || length < 0 || length > bits) {
    return undefined;
  }
  const host = (1n << BigInt(bits - length)) - 1n;
  return { family, first: value & ~host, last: value | host };
}

/** The range of one address. */
export function singleRange({ family, value }: Address): AddressRange {
  return { family, first: value, last: value };
}

/** Reads an address or a prefix in CIDR notation. @returns undefined for anything else */
export function readRange(text: string): AddressRange | undefined {
  const [head = '', length, ...rest] = text.split('/');
  const address = readAddress(head);
  if (address === undefined || rest.length > 0) {
    return undefined;
  }
  if (length === undefined) {
    return singleRange(address);
  }
  return /^\d{1,3}$/.test(length) ? prefixRange(address, Number(length)) : undefined;
}

export function contains(range: AddressRange, { family, value }: Address): boolean {
  return range.family === family && range.first <= value && value <= range.last;
}

/** Whether every address of `inner` is in `outer`. */
export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the two have an address in common. */
function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/**
 * Cuts a range where one of the edges begins or ends, and gives an address of each piece: what is so for it is
 * so for the whole piece, as long as the edges are all that is compared with.
 */
export function samplesOf(range: AddressRange, edges: readonly AddressRange[]): readonly Address[] {
  const { family, first, last } = range;
  const starts: bigint[] = [];
  for (const edge of edges) {
    if (overlaps(range, edge)) {
      if (edge.first > first) starts.push(edge.first);
      if (edge.last < last) starts.push(edge.last + 1n);
    }
  }
  const whole = { family, value: first };
  return starts.length === 0 ? [whole] : [whole, ...[...new Set(starts)].map((value) => ({ family, value }))];
}
