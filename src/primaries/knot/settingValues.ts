import { type Address, readAddress } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import { doubtAbout as doubtAboutText, isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Block, Item, KnotFile, Stray } from './statements.ts';
import type { Value } from './values.ts';

/** A value that is stated, or why it is not known. */
export type Stated<T> = { readonly value: T; readonly at: Span } | { readonly doubt: Doubt };

/** A value in a list, with where it stands. */
export interface Listed {
  readonly file: KnotFile;
  readonly item: Item;
  /** Its place among the item's values. */
  readonly index: number;
  readonly value: Value;
  readonly at: Span;
}

/** All values of the items of one name: Knot joins the items. */
export interface List {
  /** The first item. */
  readonly at: Span;
  readonly values: readonly Listed[];
  /** Why there may be others, or they may be others. */
  readonly doubt: Doubt | undefined;
}

/**
 * Joins a block's items of one name; undefined where there is none. Knot takes none of them without a value.
 * Specified in test/unit/primaries/knot.
 */
export function listOf(file: KnotFile, block: Block, name: string): List | undefined {
  return joined(file, block, name, (item) => item.isBroken || item.values.length === 0);
}

/** A list that may be emptied, so that a zone has none of its template's values. */
export function emptiedOf(file: KnotFile, block: Block, name: string): List | undefined {
  return joined(file, block, name, (item) => item.isBroken);
}

/** Knot has 64 kB for a list, in which an address takes eight bytes or more. */
const MAX_VALUES = 8_192;

function joined(
  file: KnotFile,
  block: Block,
  name: string,
  isUnclear: (item: Item) => boolean,
): List | undefined {
  const items = block.items.filter((item) => item.name === name);
  const [first] = items;
  if (first === undefined) return undefined;
  const values = items.flatMap((item) =>
    item.values.map((value, index) => ({ file, item, index, value, at: spanOf(file, value) })),
  );
  const broken = values.length > MAX_VALUES ? first : items.find(isUnclear);
  return {
    at: spanOf(file, first),
    values: values.slice(0, MAX_VALUES),
    doubt: broken && doubtAbout(file, broken),
  };
}

/** The last value that a block states for a name, which overrides those before. */
export function lastOf(file: KnotFile, block: Block, name: string): Stated<string> | undefined {
  const item = block.items.findLast((candidate) => candidate.name === name);
  if (item === undefined) return undefined;
  const text = item.values.at(-1)?.text ?? '';
  if (item.isBroken || isPlaceholder(text)) return { doubt: doubtAbout(file, item) };
  return { value: text, at: spanOf(file, item) };
}

/** Reads a switch as Knot does: without regard to case, and the beginning of a word is enough. */
export function switchOf(file: KnotFile, block: Block, name: string): Stated<boolean> | undefined {
  const stated = lastOf(file, block, name);
  if (stated === undefined || 'doubt' in stated) return stated;
  const word = stated.value.toLowerCase();
  const begins = (whole: string): boolean => whole.startsWith(word);
  if (begins('on') || begins('true')) return { value: true, at: stated.at };
  if (begins('off') || begins('false')) return { value: false, at: stated.at };
  return { doubt: { kind: 'syntax', subject: stated.value, at: stated.at } };
}

export function spanOf(
  { file }: KnotFile,
  { start, end }: { readonly start: number; readonly end: number },
): Span {
  return { file, start, end };
}

/** The doubt about something that is not understood. */
export function doubtAbout(file: KnotFile, part: Stray | Item | Value): Doubt {
  return doubtAboutText(file.text.slice(part.start, part.end), spanOf(file, part));
}

/** A remote's address. */
export interface Target {
  readonly address: Address;
  readonly port: number;
  /** How many characters the address has, without the port. */
  readonly length: number;
}

/** Where NOTIFY goes to, unless a remote's address says otherwise. */
export const DNS_PORT = 53;

/** Reads `IP` or `IP@port`. What is no address is `path`, that of a socket: Knot takes any word for one. */
export function readTarget(text: string): Target | 'path' | undefined {
  const sign = text.lastIndexOf('@');
  const length = sign === -1 ? text.length : sign;
  const head = text.slice(0, length);
  const address = readAddress(head);
  if (address === undefined) return looksLikeAddress(head) ? undefined : 'path';
  if (sign === -1) return { address, port: DNS_PORT, length };
  const port = /^\+?(\d+)$/.exec(text.slice(sign + 1))?.[1];
  return port !== undefined && Number(port) <= 65_535 ? { address, port: Number(port), length } : undefined;
}

function looksLikeAddress(text: string): boolean {
  return text.includes(':') || /^[^.]*(\.[^.]*){3}$/.test(text);
}
