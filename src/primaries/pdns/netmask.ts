import ipaddr from 'ipaddr.js';
import { type Address, type AddressRange, contains, prefixRange, readAddress } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Decision } from '../evaluation.ts';
import type { Span } from '../span.ts';

/** A network as the server reads it. */
export interface Netmask {
  readonly range: AddressRange;
  readonly length: number;
}

/**
 * Reads a network, or undefined where it is not certain that the server reads it.
 * Specified in test/unit/primaries/pdns.
 */
export function readNetmask(text: string): Netmask | undefined {
  const [head = '', bits, ...rest] = text.split('/');
  const address = readLooseAddress(head);
  if (address === undefined || rest.length > 0) return undefined;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined;
  const length = bits === undefined ? WHOLE[address.family] : Number(bits);
  const range = prefixRange(address, length);
  return range && { range, length };
}

const WHOLE = { 4: 32, 6: 128 } as const;

/** As `readAddress`, with the short and the octal forms of IPv4 that C's `inet_aton` takes: `10.1` is 10.0.0.1. */
export function readLooseAddress(text: string): Address | undefined {
  const strict = readAddress(text);
  if (strict) return strict;
  return /^[\dxa-f.]+$/i.test(text) && ipaddr.IPv4.isValid(text)
    ? readAddress(ipaddr.IPv4.parse(text).toString())
    : undefined;
}

/** An element of a list of networks. */
export type MaskElement =
  | { readonly netmask: Netmask; readonly allows: boolean; readonly at: Span | undefined }
  | { readonly netmask: undefined; readonly allows: boolean; readonly at: Span; readonly doubt: Doubt };

type KnownElement = Extract<MaskElement, { netmask: Netmask }>;
type UnknownElement = Extract<MaskElement, { netmask: undefined }>;

/** A list of networks of which the longest that an address is in decides, or the last of several that are the same. */
export class NetmaskTable {
  readonly edges: readonly AddressRange[];
  /** The longest first, and of those as long the last first. */
  readonly #known: readonly KnownElement[];
  /** The first element that is not understood, of those that would allow and of those that would refuse. */
  readonly #allowing: UnknownElement | undefined;
  readonly #refusing: UnknownElement | undefined;
  readonly #at: Span | undefined;

  /** @param at what refuses an address that is in no network */
  constructor(elements: readonly MaskElement[], at: Span | undefined) {
    const known = elements.filter((element) => element.netmask !== undefined);
    const unknown = elements.filter((element) => element.netmask === undefined);
    this.edges = known.map(({ netmask }) => netmask.range);
    this.#known = known.toReversed().sort((a, b) => b.netmask.length - a.netmask.length);
    this.#allowing = unknown.find(({ allows }) => allows);
    this.#refusing = unknown.find(({ allows }) => !allows);
    this.#at = at;
  }

  decide(address: Address): Decision {
    const found = this.#known.find(({ netmask }) => contains(netmask.range, address));
    const against = found?.allows ? this.#refusing : this.#allowing;
    if (against) return { kind: 'cannot-tell', at: against.at, doubt: against.doubt };
    if (found === undefined) return { kind: 'refuse', at: this.#at };
    return { kind: found.allows ? 'allow' : 'refuse', at: found.at };
  }
}
