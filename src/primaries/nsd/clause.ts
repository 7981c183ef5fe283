import type { Doubt } from '../doubt.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';
import { readAddresses, type WrittenAddresses } from './addressSet.ts';
import type { NsdFile, Statement, Word } from './statements.ts';

/** Whom a clause is about besides the addresses: requests without a key, with this one, or all, which it refuses. */
export type Terms =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'blocked' }
  /** As it is written: NSD tells keys apart by that, case and last dot included. */
  | { readonly kind: 'key'; readonly name: Name };

/** A word in its file. */
export interface Name {
  readonly text: string;
  readonly at: Span;
}

/** The address of a clause, as it is written. */
export interface Literal extends WrittenAddresses {
  readonly at: Span;
  /** The port that is written behind it; undefined for any. */
  readonly port: number | undefined;
  /** Where the port ends, or the address where there is none. */
  readonly end: number;
}

/** A `provide-xfr` or `notify` statement, as far as it is understood. */
export interface Clause {
  readonly file: NsdFile;
  readonly statement: Statement;
  /** All of the statement. */
  readonly at: Span;
  readonly literal: Literal | undefined;
  readonly terms: Terms | undefined;
  /** The section that a client's certificate must fit, over TLS; undefined where it is for all clients. */
  readonly tlsAuth: Name | undefined;
  /** Why its address or its terms are not known. */
  readonly doubt: Doubt | undefined;
}

/** Addresses that were read, by their text: long configurations say the same again and again. */
export type KnownAddresses = Map<string, WrittenAddresses | undefined>;

/** Reads a `provide-xfr` or `notify` statement. Specified in test/unit/primaries/nsd. */
export function readClause(file: NsdFile, statement: Statement, known: KnownAddresses): Clause {
  const [address, key, tlsAuth] = statement.words;
  const at = { file: file.file, start: statement.start, end: statement.end };
  const literal = address && readLiteral(file, address, known);
  const terms = key && !key.isUnclosed && !isPlaceholder(key.text) ? readTerms(file, key) : undefined;
  return {
    file,
    statement,
    at,
    literal,
    terms,
    tlsAuth: tlsAuth && nameOf(file, tlsAuth),
    doubt: literal && terms ? undefined : doubtOf(file, statement),
  };
}

/** A word as a name. */
export function nameOf({ file }: NsdFile, { text, start, end }: Word): Name {
  return { text, at: { file, start, end } };
}

function readLiteral(file: NsdFile, word: Word, known: KnownAddresses): Literal | undefined {
  if (word.isUnclosed) return undefined;
  const sign = word.text.lastIndexOf('@');
  const length = sign === -1 ? word.text.length : sign;
  const port = sign === -1 ? undefined : readPort(word.text.slice(sign + 1));
  const written = readOnce(word.text.slice(0, length), known);
  if (written === undefined || (sign !== -1 && port === undefined)) return undefined;
  const at = { file: file.file, start: word.start, end: word.start + length };
  return { ...written, at, port, end: word.end };
}

function readOnce(text: string, known: KnownAddresses): WrittenAddresses | undefined {
  if (!known.has(text)) known.set(text, readAddresses(text));
  return known.get(text);
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : undefined;
}

function readTerms(file: NsdFile, word: Word): Terms {
  if (word.text === 'NOKEY') return { kind: 'unsigned' };
  if (word.text === 'BLOCKED') return { kind: 'blocked' };
  return { kind: 'key', name: nameOf(file, word) };
}

function doubtOf({ file, text }: NsdFile, { start, end, words }: Statement): Doubt {
  const kind = words.some((word) => isPlaceholder(word.text)) ? 'placeholder' : 'syntax';
  return { kind, subject: text.slice(start, end), at: { file, start, end } };
}

/** The doubt about a key or a pattern that is not defined, or not yet. */
export function unknownName({ text, at }: Name): Doubt {
  return { kind: isPlaceholder(text) ? 'placeholder' : 'unknown-name', subject: text, at };
}
