import { type AddressRange, EVERY_ADDRESS } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { PrefixTable } from './prefixTable.ts';

/** Who is looked up in an address match list; a key is one whose signature the server accepted. */
export type Client = TransferRequest;

/** What an element compares a client with. */
export type Criterion =
  | { readonly kind: 'prefixes'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'list'; readonly list: AddressList }
  /** Whom it matches is not known. */
  | { readonly kind: 'unknown'; readonly doubt: Doubt }
  /** It may stand for any elements. */
  | { readonly kind: 'anything'; readonly doubt: Doubt };

/** An element of an address match list. */
export interface Element {
  /** False for one with an exclamation mark. */
  readonly isPositive: boolean;
  /** Undefined for one of many in the same words. */
  readonly at: Span | undefined;
  readonly criterion: Criterion;
}

/** What a list may say of a client: that it matches, that it is excluded, or nothing. */
export const MATCHES = 1;
const EXCLUDED = 2;
const UNMENTIONED = 4;

/** What a list says of a client. */
export interface Verdict {
  /** Those of `MATCHES`, `EXCLUDED` and `UNMENTIONED` that are possible: one, unless there is a doubt. */
  readonly possible: number;
  /** The element that decides. */
  readonly at: Span | undefined;
  readonly doubt: Doubt | undefined;
}

/** How often the elements of nested lists may be compared for one client. */
const MAX_WORK = 10_000;

/**
 * An address match list: the first element that matches decides. Like the server, it finds the first prefix in a
 * table, and compares the elements of other kinds one by one.
 * Specified in test/unit/primaries/bind.
 */
export class AddressList {
  readonly elements: readonly Element[];
  /** Whether the server keeps it as a list of its own; any other it merges into those that name it. */
  readonly hasNegatives: boolean;
  /** How many elements are compared one by one, nested lists counted as often as they are named. */
  readonly work: number;
  #edges: readonly AddressRange[] | undefined;
  #keys: ReadonlyMap<string, Span | undefined> | undefined;
  readonly #prefixes = new PrefixTable();
  readonly #others: { readonly index: number; readonly element: Element }[] = [];

  /** @param hasNegatives whether an element of it is written with an exclamation mark, or as `none` */
  constructor(elements: readonly Element[], hasNegatives: boolean) {
    this.elements = elements;
    this.hasNegatives = hasNegatives;
    let work = 0;
    for (const [index, element] of elements.entries()) {
      const { criterion } = element;
      if (criterion.kind === 'prefixes') {
        for (const range of criterion.ranges) this.#prefixes.add(range, index);
      } else {
        this.#others.push({ index, element });
        work += criterion.kind === 'list' ? 1 + criterion.list.work : 1;
      }
    }
    this.work = work;
  }

  /** Whether the list is so intertwined that looking into it would take too long. */
  get isTooDeep(): boolean {
    return this.work > MAX_WORK;
  }

  verdict(client: Client): Verdict {
    const first = this.#prefixes.lowest(client.address) ?? this.elements.length;
    let possible = 0;
    let doubt: Doubt | undefined;
    for (const { index, element } of this.#others) {
      if (index > first) break;
      const match = matchOf(element, client);
      possible |= match.possible & (MATCHES | EXCLUDED);
      doubt ??= match.doubt;
      if ((match.possible & UNMENTIONED) === 0) return { possible, at: match.at, doubt };
    }
    const element = this.elements[first];
    possible |= element === undefined ? UNMENTIONED : signOf(element);
    return { possible, at: element?.at, doubt };
  }

  /** As `verdict`, for an address of which the family alone is known: an address of the server's own. */
  verdictOfFamily(family: 4 | 6, key: string | undefined): Verdict {
    let possible = 0;
    let doubt: Doubt | undefined;
    for (const element of this.elements) {
      const match = matchOfFamily(element, family, key);
      possible |= match.possible & (MATCHES | EXCLUDED);
      doubt ??= match.doubt;
      if ((match.possible & UNMENTIONED) === 0) return { possible, at: match.at, doubt };
    }
    return { possible: possible | UNMENTIONED, at: undefined, doubt };
  }

  /** All prefixes that it compares with, those of nested lists too. */
  get edges(): readonly AddressRange[] {
    this.#edges ??= concatenated(
      this.#parts.map(({ elements }) =>
        elements.flatMap(({ criterion }) => (criterion.kind === 'prefixes' ? criterion.ranges : [])),
      ),
    );
    return this.#edges;
  }

  /** The names of all keys that it compares with, each with a place that names it. */
  get keys(): ReadonlyMap<string, Span | undefined> {
    this.#keys ??= new Map(
      this.#parts.flatMap(({ elements }) =>
        elements.flatMap(({ criterion, at }) => (criterion.kind === 'key' ? [[criterion.name, at]] : [])),
      ),
    );
    return this.#keys;
  }

  /** All lists that it consists of, itself first, each once. */
  get #parts(): readonly AddressList[] {
    const parts = new Set<AddressList>([this]);
    for (const part of parts) {
      for (const { element } of part.#others) {
        if (element.criterion.kind === 'list') parts.add(element.criterion.list);
      }
    }
    return [...parts];
  }
}

/** All ranges of lists; the list itself where only one has ranges. */
export function concatenated(lists: readonly (readonly AddressRange[])[]): readonly AddressRange[] {
  const [first = [], ...more] = lists.filter(({ length }) => length > 0);
  return more.length === 0 ? first : [...first, ...more.flat()];
}

function signOf({ isPositive }: Element): number {
  return isPositive ? MATCHES : EXCLUDED;
}

/** What an element that is no prefix says; a nested list that excludes a client says nothing of it. */
function matchOf(element: Element, client: Client): Verdict {
  const { criterion, at } = element;
  switch (criterion.kind) {
    case 'prefixes':
      return NOTHING;
    case 'key':
      return client.key === criterion.name ? { possible: signOf(element), at, doubt: undefined } : NOTHING;
    case 'list':
      return nested(element, criterion.list.verdict(client));
    default:
      return unsure(element, criterion);
  }
}

function matchOfFamily(element: Element, family: 4 | 6, key: string | undefined): Verdict {
  const { criterion, at } = element;
  switch (criterion.kind) {
    case 'prefixes': {
      const ofFamily = criterion.ranges.filter((range) => range.family === family);
      if (ofFamily.length === 0) return NOTHING;
      if (ofFamily.some(({ first, last }) => last - first === EVERY_ADDRESS[family].last)) {
        return { possible: signOf(element), at, doubt: undefined };
      }
      const doubt = { kind: 'server-knows', subject: 'match-destinations', at } as const;
      return { possible: signOf(element) | UNMENTIONED, at, doubt };
    }
    case 'key':
      return key === criterion.name ? { possible: signOf(element), at, doubt: undefined } : NOTHING;
    case 'list':
      return nested(element, criterion.list.verdictOfFamily(family, key));
    default:
      return unsure(element, criterion);
  }
}

const NOTHING: Verdict = { possible: UNMENTIONED, at: undefined, doubt: undefined };

function nested(element: Element, { possible, at, doubt }: Verdict): Verdict {
  if ((possible & MATCHES) === 0) return NOTHING;
  const rest = possible === MATCHES ? 0 : UNMENTIONED;
  return { possible: signOf(element) | rest, at: at ?? element.at, doubt: rest === 0 ? undefined : doubt };
}

function unsure(element: Element, { kind, doubt }: Extract<Criterion, { doubt: Doubt }>): Verdict {
  const possible = UNMENTIONED | (kind === 'anything' ? MATCHES | EXCLUDED : signOf(element));
  return { possible, at: element.at, doubt };
}
