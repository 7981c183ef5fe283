import type { Doubt } from '../doubt.ts';
import type { Mention } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { runAtOnce, type Steps } from '../steps.ts';
import { type ReadPrefix, readElement, type WrittenElement } from './addressElement.ts';
import { AddressList, type Criterion, type Element } from './addressList.ts';
import type { Named } from './configuration.ts';
import { WrittenMention } from './edits.ts';
import { merged } from './merge.ts';
import { type Block, ByBlock } from './statements.ts';

/** Deeper nesting is not followed. */
const MAX_DEPTH = 50;

/** Elements between two pauses. */
const STEP = 1_000;

/** Characters of a list that many statements may have in common. */
const SHORT = 200;

/**
 * Reads address match lists, and follows the names of others in them. Each is read once.
 * Specified in test/unit/primaries/bind.
 */
export class AddressLists {
  readonly mentions: Mention[] = [];
  readonly doubts: Doubt[] = [];
  readonly #acls: Named;
  readonly #readPrefix: ReadPrefix;
  readonly #known = new ByBlock<AddressList>();
  readonly #reading = new ByBlock<true>();
  /** Lists by their text; undefined for one that has places of its own. */
  readonly #common = new Map<string, AddressList | undefined>();

  /** @param acls the lists that have a name, by it, in lower case */
  constructor(acls: Named, readPrefix: ReadPrefix) {
    this.#acls = acls;
    this.#readPrefix = readPrefix;
  }

  /** Reads a list, at once when it is a short one. */
  *read(block: Block, depth = 0): Steps<AddressList> {
    const known = this.#known.get(block);
    if (known) return known;
    this.#reading.set(block, true);
    const elements: Element[] = [];
    let hasNegatives = false;
    for (const statement of block.statements) {
      if (elements.length % STEP === STEP - 1) yield;
      const {
        isPositive,
        isNegative,
        at,
        literal,
        criterion: written,
      } = readElement(statement, this.#readPrefix);
      hasNegatives ||= isNegative;
      if (literal) this.mentions.push(new WrittenMention(statement, block, literal, 'transfer'));
      const criterion = isNested(written) ? yield* this.#nested(written, at, depth) : written;
      if (criterion.kind === 'unknown' || criterion.kind === 'anything') this.doubts.push(criterion.doubt);
      elements.push({ isPositive, at, criterion });
    }
    this.#reading.delete(block);
    const list = new AddressList(merged(elements), hasNegatives);
    this.#known.set(block, list);
    return list;
  }

  /**
   * The list of all statements with the same text, where it only names others: its own elements have no place.
   * @returns undefined for any other
   */
  common(block: Block): AddressList | undefined {
    if (block.end - block.start > SHORT) return undefined;
    const text = block.source.text.slice(block.start, block.end);
    if (!this.#common.has(text)) {
      const isFlat = !text.includes('{', 1);
      this.#common.set(text, isFlat ? withoutPlaces(runAtOnce(this.read(block))) : undefined);
    }
    return this.#common.get(text);
  }

  *#nested(criterion: Nested, at: Span, depth: number): Steps<Criterion> {
    const subject = criterion.kind === 'name' ? criterion.name : '';
    const unknown = (kind: Doubt['kind']): Criterion => ({ kind: 'unknown', doubt: { kind, subject, at } });
    const block = criterion.kind === 'name' ? this.#blockOf(subject) : criterion.block;
    if (typeof block === 'string') return unknown(block);
    if (this.#reading.get(block)) return unknown('syntax');
    if (depth === MAX_DEPTH) return unknown('too-deep');
    const list = yield* this.read(block, depth + 1);
    return list.isTooDeep ? unknown('too-deep') : { kind: 'list', list };
  }

  /** The list of a name, or why there is none that the server would take. */
  #blockOf(name: string): Block | 'unknown-name' | 'syntax' {
    const [first, second] = this.#acls.get(name.toLowerCase()) ?? [];
    if (first === undefined) return 'unknown-name';
    return second === undefined && first.isSound && first.block ? first.block : 'syntax';
  }
}

type Nested = Extract<WrittenElement['criterion'], { kind: 'block' | 'name' }>;

function isNested(criterion: WrittenElement['criterion']): criterion is Nested {
  return criterion.kind === 'block' || criterion.kind === 'name';
}

/** A list whose own elements only name others, keys or everyone; undefined for one with others. */
function withoutPlaces(list: AddressList): AddressList | undefined {
  const isCommon = list.elements.every(
    ({ criterion }) =>
      criterion.kind === 'key' ||
      criterion.kind === 'list' ||
      (criterion.kind === 'prefixes' && criterion.ranges.length > 1),
  );
  const elements = list.elements.map((element) => ({ ...element, at: undefined }));
  return isCommon ? new AddressList(elements, list.hasNegatives) : undefined;
}
