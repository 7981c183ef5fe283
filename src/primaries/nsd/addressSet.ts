import { type Address, type AddressRange, contains, readAddress, readRange } from '../addressRange.ts';

/**
 * The addresses that a statement is about. Besides those that stand in a row there are those that fit a mask with
 * gaps, and those "between" two addresses as NSD compares them: on the processors that it runs on, it takes every
 * four bytes of an address as a number whose last byte counts most. `192.0.2.1-192.0.2.9` so has 10.0.0.5 in it.
 */
export type AddressSet =
  | { readonly kind: 'row'; readonly range: AddressRange }
  | { readonly kind: 'masked'; readonly family: 4 | 6; readonly value: bigint; readonly mask: bigint }
  | { readonly kind: 'between'; readonly family: 4 | 6; readonly low: bigint; readonly high: bigint };

/** Addresses as a statement writes them. */
export interface WrittenAddresses {
  readonly set: AddressSet;
  /** From the lowest address to the highest, as it reads. */
  readonly range: AddressRange;
  readonly isSingle: boolean;
}

/**
 * Reads an address, a prefix `IP/n`, addresses under a mask `IP&mask`, or a range `IP-IP`.
 * Specified in test/unit/primaries/nsd.
 */
export function readAddresses(text: string): WrittenAddresses | undefined {
  const sign = ['&', '/', '-'].find((candidate) => text.includes(candidate));
  if (sign === undefined || sign === '/') {
    const range = readRange(text);
    return range && { set: { kind: 'row', range }, range, isSingle: sign === undefined };
  }
  const at = text.indexOf(sign);
  const first = readAddress(text.slice(0, at));
  const second = readAddress(text.slice(at + 1));
  if (first === undefined || second === undefined || first.family !== second.family) return undefined;
  return sign === '&' ? masked(first, second.value) : between(first, second.value);
}

const BITS = { 4: 32, 6: 128 } as const;

function masked({ family, value }: Address, mask: bigint): WrittenAddresses | undefined {
  const host = ((1n << BigInt(BITS[family])) - 1n) ^ mask;
  const first = value & mask;
  const range = { family, first, last: first | host };
  if ((host & (host + 1n)) === 0n) {
    return { set: { kind: 'row', range }, range, isSingle: false };
  }
  return { set: { kind: 'masked', family, value: first, mask }, range, isSingle: false };
}

function between({ family, value }: Address, last: bigint): WrittenAddresses {
  const set = { kind: 'between', family, low: swapped(family, value), high: swapped(family, last) } as const;
  return { set, range: { family, first: value, last }, isSingle: false };
}

/** An address with the bytes of each of its 32-bit words in the opposite order. */
function swapped(family: 4 | 6, value: bigint): bigint {
  let result = 0n;
  for (let shift = BITS[family] - 32; shift >= 0; shift -= 32) {
    const word = Number((value >> BigInt(shift)) & 0xffff_ffffn);
    const turned = ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
    result = (result << 32n) | BigInt(turned >>> 0);
  }
  return result;
}

function familyOf(set: AddressSet): 4 | 6 {
  return set.kind === 'row' ? set.range.family : set.family;
}

export function has(set: AddressSet, address: Address): boolean {
  if (set.kind === 'row') return contains(set.range, address);
  if (set.family !== address.family) return false;
  if (set.kind === 'masked') return (address.value & set.mask) === set.value;
  const turned = swapped(set.family, address.value);
  return set.low <= turned && turned <= set.high;
}

/** Addresses that share some bits, and have each combination of the others. */
interface Cube {
  readonly family: 4 | 6;
  /** The shared bits; the others are 0. */
  readonly value: bigint;
  /** The bits that are not shared. */
  readonly free: bigint;
}

/** How much of a cube a set has, as far as its lowest and highest address tell. */
function shareOf(set: AddressSet, { family, value, free }: Cube): 'all' | 'some' | 'none' {
  if (familyOf(set) !== family) return 'none';
  if (set.kind === 'masked') {
    if (((value ^ set.value) & set.mask & ~free) !== 0n) return 'none';
    return (set.mask & free) === 0n ? 'all' : 'some';
  }
  const [first, last] = set.kind === 'row' ? [set.range.first, set.range.last] : [set.low, set.high];
  const lowest = set.kind === 'row' ? value : swapped(family, value);
  const highest = set.kind === 'row' ? value | free : swapped(family, value | free);
  if (first > last || highest < first || lowest > last) return 'none';
  return first <= lowest && highest <= last ? 'all' : 'some';
}

/** The free bit that tells most about whether a set has an address. */
function decidingBit(set: AddressSet, { family, free }: Cube): bigint {
  if (set.kind === 'row') return highestBit(free);
  if (set.kind === 'masked') return highestBit(free & set.mask);
  return swapped(family, highestBit(swapped(family, free)));
}

function highestBit(bits: bigint): bigint {
  return 1n << BigInt(bits.toString(2).length - 1);
}

function cubeOf({ family, first, last }: AddressRange): Cube {
  return { family, value: first, free: first ^ last };
}

/** Whether a set overlaps a prefix. */
export function meets(set: AddressSet, prefix: AddressRange): boolean {
  return cubesOf(prefix, [set])?.some((address) => has(set, address)) ?? true;
}

/** More parts are not worth the time. */
const MAX_CUBES = 2_000;

/**
 * Cuts a prefix into parts that each set has all of or nothing of, and gives an address of each.
 * @returns undefined where there are too many
 */
export function cubesOf(prefix: AddressRange, sets: readonly AddressSet[]): readonly Address[] | undefined {
  const found: Address[] = [];
  const open: Cube[] = [cubeOf(prefix)];
  for (let count = 0; ; count += 1) {
    const cube = open.pop();
    if (cube === undefined) return found;
    if (count >= MAX_CUBES) return undefined;
    const torn = sets.find((set) => shareOf(set, cube) === 'some');
    if (torn === undefined) {
      found.push({ family: cube.family, value: cube.value });
    } else {
      const bit = decidingBit(torn, cube);
      const free = cube.free ^ bit;
      open.push({ ...cube, free }, { ...cube, value: cube.value | bit, free });
    }
  }
}

/** Whether a set is torn by a prefix although it does not stand in a row. */
export function isScattered(set: AddressSet, prefix: AddressRange): boolean {
  return set.kind !== 'row' && shareOf(set, cubeOf(prefix)) === 'some';
}
