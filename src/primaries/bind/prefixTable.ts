import { type Address, type AddressRange, EVERY_ADDRESS } from '../addressRange.ts';

/** The prefixes of one length, by their first address. */
interface Length {
  readonly family: 4 | 6;
  /** The bits that an address has in common with its prefix. */
  readonly mask: bigint;
  readonly indexes: Map<bigint, number>;
}

/**
 * Numbered prefixes of both families, made so that a list of many thousands is searched as fast as a short one.
 * Specified in test/unit/primaries/bind.
 */
export class PrefixTable {
  readonly #lengths: Length[] = [];

  /** Adds a prefix. Of equal ones the first counts. */
  add({ family, first, last }: AddressRange, index: number): void {
    const mask = EVERY_ADDRESS[family].last - (last - first);
    let length = this.#lengths.find((known) => known.family === family && known.mask === mask);
    if (length === undefined) {
      length = { family, mask, indexes: new Map() };
      this.#lengths.push(length);
    }
    if (!length.indexes.has(first)) length.indexes.set(first, index);
  }

  /** The lowest number of a prefix with this address; undefined where none has it. */
  lowest({ family, value }: Address): number | undefined {
    let lowest: number | undefined;
    for (const length of this.#lengths) {
      if (length.family !== family) continue;
      const index = length.indexes.get(value & length.mask);
      if (index !== undefined && (lowest === undefined || index < lowest)) lowest = index;
    }
    return lowest;
  }
}
