import type { AddressRange } from '../addressRange.ts';
import type { Element } from './addressList.ts';

/** So many elements are merged at most. */
const MAX_MERGED = 100_000;

/**
 * The elements of a list as the server has them once it has merged other lists into it. It merges those without
 * negative elements. Of equal prefixes the first counts, but where one is merged from a list that is excluded, the
 * first one then excludes too: in `{ a; !a; }` nobody matches.
 * Specified in test/unit/primaries/bind.
 */
export function merged(elements: readonly Element[]): readonly Element[] {
  return canChange(elements) ? new Merger().of(elements) : elements;
}

/** Whether an excluded list is merged after prefixes that may be equal to its own. */
function canChange(elements: readonly Element[]): boolean {
  let hasPrefixes = false;
  for (const element of elements) {
    const isMergedList = isMerged(element);
    if (isMergedList && !element.isPositive && hasPrefixes) return true;
    hasPrefixes ||= isMergedList || element.criterion.kind === 'prefixes';
  }
  return false;
}

function isMerged({ criterion }: Element): boolean {
  return criterion.kind === 'list' && !criterion.list.hasNegatives;
}

class Merger {
  readonly #elements: Element[] = [];
  /** Where each prefix stands. */
  readonly #places = new Map<string, number>();

  of(elements: readonly Element[]): readonly Element[] {
    for (const element of elements) this.#add(element, element.isPositive, false);
    return this.#elements;
  }

  /** @param isExcluded whether it is merged from a list that is excluded */
  #add(element: Element, isPositive: boolean, isExcluded: boolean): void {
    const { criterion } = element;
    if (this.#elements.length >= MAX_MERGED) {
      this.#end(element);
    } else if (criterion.kind === 'prefixes') {
      for (const range of criterion.ranges) this.#addPrefix(range, { ...element, isPositive }, isExcluded);
    } else if (criterion.kind === 'list' && !criterion.list.hasNegatives) {
      for (const inner of criterion.list.elements) this.#add(inner, isPositive, !isPositive);
    } else {
      this.#elements.push({ ...element, isPositive });
    }
  }

  /** Stands for all elements that are too many. */
  #end({ isPositive, at }: Element): void {
    if (this.#elements.length > MAX_MERGED) return;
    const doubt = { kind: 'too-deep', subject: '', at } as const;
    this.#elements.push({ isPositive, at, criterion: { kind: 'anything', doubt } });
  }

  #addPrefix(range: AddressRange, element: Element, isExcluded: boolean): void {
    const key = `${range.family} ${range.first} ${range.last}`;
    const place = this.#places.get(key);
    const known = place === undefined ? undefined : this.#elements[place];
    if (place === undefined || known === undefined) {
      this.#places.set(key, this.#elements.length);
      this.#elements.push({ ...element, criterion: { kind: 'prefixes', ranges: [range] } });
    } else if (isExcluded) {
      this.#elements[place] = { ...known, isPositive: false };
    }
  }
}
