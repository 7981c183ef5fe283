import type { Doubt } from '../doubt.ts';
import type { Mention } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { type ReadPrefix, readElement, type WrittenElement } from './addressElement.ts';
import { AddressList, type Criterion, type Element } from './addressList.ts';
import { mentionOf } from './edits.ts';
import type { Block, Statement } from './statements.ts';

/** Deeper nesting is not followed. */
const MAX_DEPTH = 50;

/** Elements between two pauses. */
const STEP = 1_000;

/** The statements of a name, in their order. */
export type Named = ReadonlyMap<string, readonly Statement[]>;

/** Reads address match lists, and follows the names of others in them. Each is read once. */
export class AddressLists {
  readonly mentions: Mention[] = [];
  readonly doubts: Doubt[] = [];
  readonly #acls: Named;
  readonly #readPrefix: ReadPrefix;
  readonly #known = new Map<Block, AddressList>();
  readonly #reading = new Set<Block>();

  /** @param acls the lists that have a name, by it, in lower case */
  constructor(acls: Named, readPrefix: ReadPrefix) {
    this.#acls = acls;
    this.#readPrefix = readPrefix;
  }

  *read(block: Block, depth = 0): Steps<AddressList> {
    const known = this.#known.get(block);
    if (known) return known;
    this.#reading.add(block);
    const elements: Element[] = [];
    for (const [index, statement] of block.statements.entries()) {
      if (index % STEP === STEP - 1) yield;
      const written = readElement(statement, this.#readPrefix);
      const { isPositive, at, literal } = written;
      if (literal) this.mentions.push(mentionOf(statement, block, literal, at, 'transfer'));
      const criterion = yield* this.#criterion(written, depth);
      if (criterion.kind === 'unknown' || criterion.kind === 'anything') this.doubts.push(criterion.doubt);
      elements.push({ isPositive, at, criterion });
    }
    this.#reading.delete(block);
    const list = new AddressList(elements);
    this.#known.set(block, list);
    return list;
  }

  *#criterion({ criterion, at }: WrittenElement, depth: number): Steps<Criterion> {
    const unknown = (kind: Doubt['kind'], subject: string): Criterion => ({
      kind: 'unknown',
      doubt: { kind, subject, at },
    });
    if (criterion.kind !== 'block' && criterion.kind !== 'name') return criterion;
    const subject = criterion.kind === 'name' ? criterion.name : '';
    const block = criterion.kind === 'name' ? this.#blockOf(subject) : criterion.block;
    if (typeof block === 'string') return unknown(block, subject);
    if (this.#reading.has(block)) return unknown('syntax', subject);
    if (depth === MAX_DEPTH) return unknown('too-deep', subject);
    const list = yield* this.read(block, depth + 1);
    return list.isTooDeep ? unknown('too-deep', subject) : { kind: 'list', list };
  }

  /** The list of a name, or why there is none that the server would take. */
  #blockOf(name: string): Block | 'unknown-name' | 'syntax' {
    const [first, second] = this.#acls.get(name.toLowerCase()) ?? [];
    if (first === undefined) return 'unknown-name';
    return second === undefined && first.isSound && first.block ? first.block : 'syntax';
  }
}
