import { type AddressRange, EVERY_ADDRESS, prefixRange, readAddress, singleRange } from '../addressRange.ts';
import type { Doubt, DoubtKind } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { Criterion } from './addressList.ts';
import { type Block, type Statement, spanOf, type Word } from './statements.ts';

/** An element of an address match list as it is written; what it compares with may be in another place. */
export interface WrittenElement {
  readonly isPositive: boolean;
  /** Whether it has an exclamation mark or is `none`. */
  readonly isNegative: boolean;
  readonly at: Span;
  readonly criterion:
    | Exclude<Criterion, { kind: 'list' }>
    | { readonly kind: 'block'; readonly block: Block }
    | { readonly kind: 'name'; readonly name: string };
  /** The address or prefix, where it is one. */
  readonly literal: AddressRange | undefined;
}

/** Reads addresses; those that stand in many places are read once. */
export type ReadPrefix = (text: string) => AddressRange | undefined;

const EVERYONE: readonly AddressRange[] = [EVERY_ADDRESS[4], EVERY_ADDRESS[6]];

/** An element without its sign: whether it has none, its words, and where it stands. */
function unsigned(statement: Statement): {
  readonly isPositive: boolean;
  readonly words: readonly Word[];
  readonly at: Span;
} {
  const all = statement.words;
  const isPositive = all[0]?.text !== '!';
  const words = isPositive ? all : all.slice(1);
  const { block } = statement;
  const start = words[0]?.start ?? block?.start ?? statement.start;
  const end = block?.end ?? words.at(-1)?.end ?? statement.end;
  return { isPositive, words, at: spanOf(statement, { start, end: Math.max(start, end) }) };
}

/** Reads an element of an address match list. Specified in test/unit/primaries/bind. */
export function readElement(statement: Statement, readPrefix: ReadPrefix): WrittenElement {
  const { isPositive, words, at } = unsigned(statement);
  const criterion = criterionOf(statement, words, at, readPrefix);
  const literal =
    criterion.kind === 'prefixes' && criterion.ranges !== EVERYONE ? criterion.ranges[0] : undefined;
  const isNone = criterion.kind === 'prefixes' && criterion.ranges === EVERYONE && isWord(words, 'none');
  return { isPositive: isPositive !== isNone, isNegative: !isPositive || isNone, at, criterion, literal };
}

function criterionOf(
  statement: Statement,
  words: readonly Word[],
  at: Span,
  readPrefix: ReadPrefix,
): WrittenElement['criterion'] {
  const { block, flaw, isSound } = statement;
  const [first, second, ...more] = words;
  const subject = first?.text ?? '';
  const anything = (kind: DoubtKind): Criterion & { kind: 'anything' } => ({
    kind: 'anything',
    doubt: flaw ?? { kind, subject, at },
  });
  if (flaw || words.some(hasPlaceholder)) return anything('placeholder');
  if (!isSound) return anything('syntax');
  if (block) return first === undefined ? { kind: 'block', block } : anything('syntax');
  if (first === undefined) return anything('syntax');
  if (isWord([first], 'key')) {
    return second && more.length === 0 ? { kind: 'key', name: keyName(second.text) } : anything('syntax');
  }
  if (isWord([first], 'geoip')) return unknown({ kind: 'server-knows', subject: 'geoip', at });
  const text = words.map((word) => word.text).join('');
  if (first.kind === 'bare' && isAddress(text)) {
    const range = readPrefix(text);
    return range ? { kind: 'prefixes', ranges: [range] } : unknown({ kind: 'syntax', subject: text, at });
  }
  if (second) return anything('syntax');
  return named(first.text, at);
}

function named(name: string, at: Span): WrittenElement['criterion'] {
  switch (name.toLowerCase()) {
    case 'any':
    case 'none':
      return { kind: 'prefixes', ranges: EVERYONE };
    case 'localhost':
    case 'localnets':
      return unknown({ kind: 'server-knows', subject: name, at });
    default:
      return { kind: 'name', name };
  }
}

function unknown(doubt: Doubt): Criterion & { kind: 'unknown' } {
  return { kind: 'unknown', doubt };
}

/** Whether words are this one, however it is written. */
function isWord([first, ...more]: readonly Word[], word: string): boolean {
  return first !== undefined && more.length === 0 && first.text.toLowerCase() === word;
}

const PLACEHOLDER = /\{\{|\$\{|\{%|<%/;

/** Whether a template engine has yet to replace a word or a part of it. */
export function hasPlaceholder({ kind, text }: Word): boolean {
  return kind === 'placeholder' || (kind === 'quoted' && PLACEHOLDER.test(text));
}

/** The name of a key: lower case, without the last dot. */
export function keyName(text: string): string {
  const name = text.toLowerCase();
  return name.length > 1 && name.endsWith('.') ? name.slice(0, -1) : name;
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){0,3}(?:\/\d*)?$/;

/** Whether the server takes a word for an address or a prefix: everything else is a name. */
function isAddress(text: string): boolean {
  return text.includes(':') || IPV4.test(text);
}

/**
 * Reads an address or a prefix as BIND writes it: an IPv4 prefix may leave out its last zeros, the bits after a
 * prefix must be zero, and an IPv6 address may name its interface.
 * @returns undefined for what the server refuses
 */
export function readBindPrefix(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const written = slash === -1 ? text : text.slice(0, slash);
  const address = readAddress(
    slash === -1 ? withoutInterface(written) : withZeros(withoutInterface(written)),
  );
  if (address === undefined || slash === -1) return address && singleRange(address);
  const length = text.slice(slash + 1);
  const range = /^\d{1,3}$/.test(length) ? prefixRange(address, Number(length)) : undefined;
  return range?.first === address.value ? range : undefined;
}

function withoutInterface(text: string): string {
  return text.includes(':') ? (text.split('%')[0] ?? '') : text;
}

function withZeros(text: string): string {
  return text.includes(':') ? text : text + '.0'.repeat(Math.max(0, 4 - text.split('.').length));
}
