import ipaddr from 'ipaddr.js';
import { type Address, type AddressRange, prefixRange, readAddress } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Decision } from '../evaluation.ts';
import type { Span } from '../span.ts';

/** A network as the server reads it. */
export interface Netmask {
  readonly range: AddressRange;
  readonly length: number;
}

/** Reads a network, or undefined where it is not certain that the server reads it. */
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
  readonly #byLength: { readonly 4: Networks; readonly 6: Networks } = { 4: new Map(), 6: new Map() };
  /** The first element that is not understood, of those that would allow and of those that would refuse. */
  readonly #unknown: {
    readonly allowing: UnknownElement | undefined;
    readonly refusing: UnknownElement | undefined;
  };
  readonly #at: Span | undefined;

  /** @param at what refuses an address that is in no network */
  constructor(elements: readonly MaskElement[], at: Span | undefined) {
    const edges: AddressRange[] = [];
    const unknown: UnknownElement[] = [];
    for (const element of elements) {
      if (element.netmask === undefined) unknown.push(element);
      else {
        this.#add(element);
        edges.push(element.netmask.range);
      }
    }
    this.edges = edges;
    this.#unknown = {
      allowing: unknown.find(({ allows }) => allows),
      refusing: unknown.find(({ allows }) => !allows),
    };
    this.#at = at;
  }

  #add(element: KnownElement): void {
    const { range, length } = element.netmask;
    const networks = this.#byLength[range.family];
    const known = networks.get(length);
    if (known) known.set(range.first, element);
    else networks.set(length, new Map([[range.first, element]]));
  }

  decide(address: Address): Decision {
    const found = this.#longest(address);
    const against = found?.allows ? this.#unknown.refusing : this.#unknown.allowing;
    if (against) return { kind: 'cannot-tell', at: against.at, doubt: against.doubt };
    if (found === undefined) return { kind: 'refuse', at: this.#at };
    return { kind: found.allows ? 'allow' : 'refuse', at: found.at };
  }

  #longest(address: Address): KnownElement | undefined {
    let best: KnownElement | undefined;
    for (const [length, networks] of this.#byLength[address.family]) {
      const first = prefixRange(address, length)?.first;
      const found = first === undefined ? undefined : networks.get(first);
      if (found && length >= (best?.netmask.length ?? 0)) best = found;
    }
    return best;
  }
}

/** The networks of one family: by their length, then by their first address. */
type Networks = Map<number, Map<bigint, KnownElement>>;
