import type { Include, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';

import type { Steps } from '../steps.ts';

/** A piece of a value, such as one address of a list. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** One line `name=value` of a settings file, or several that a backslash joins. */
export interface Setting {
  readonly name: string;
  /** Whether the value comes on top of what was set before (`+=`). */
  readonly adds: boolean;
  readonly value: string;
  /** The value, cut at commas and white space. */
  readonly words: readonly Word[];
  /** From the name to the end of the value. */
  readonly at: Span;
  /** The files that the value stands for. */
  readonly include: Include | undefined;
}

/** A file such as `pdns.conf`. */
export interface SettingsFile extends ParsedFile {
  readonly kind: 'settings';
  readonly settings: readonly Setting[];
}

/** The names that people may give to saved output of `pdnsutil get-meta`. */
const SAVED_OUTPUT = ['*.meta', '*get-meta*', '*meta*.txt'] as const;

/** Where a file with settings for zones of BIND's format is named; a named instance has its name in the middle. */
const BIND_CONFIG = /^bind-(?:(?!supermaster-|autoprimary-).+-)?config$/;

const WORD = /[^,\s]+/g;
/** How many words of a list are read. */
export const MAX_WORDS = 1_000;

const SEPARATORS = ', \t';
/** How many characters are read between two pauses. */
const STRIDE = 20_000;

/** Reads a settings file. Specified in test/unit/primaries/pdns. */
export function* readSettingsFile(file: string, text: string): Steps<SettingsFile> {
  const settings: Setting[] = [];
  let pause = STRIDE;
  for (const line of logicalLines(text)) {
    const setting = readSetting(file, line);
    if (setting) settings.push(setting);
    if (line.end >= pause) {
      yield;
      pause = line.end + STRIDE;
    }
  }
  const saved = SAVED_OUTPUT.map((pattern) => optionalInclude(file, pattern));
  const includes = [...settings.flatMap(({ include }) => include ?? []), ...saved];
  return { kind: 'settings', file, text, settings, includes };
}

/** An include of what may stand beside a file. */
export function optionalInclude(file: string, pattern: string): Include {
  return { pattern, at: { file, start: 0, end: 0 }, optional: true, folder: undefined };
}

function includeOf(name: string, value: string, at: Span): Include | undefined {
  if (value === '') return undefined;
  if (name === 'include-dir') {
    return { pattern: `${value.replace(/\/+$/, '')}/*.conf`, at, optional: false, folder: undefined };
  }
  return BIND_CONFIG.test(name) ? { pattern: value, at, optional: false, folder: undefined } : undefined;
}

/** A line after those that end with a backslash are joined. */
interface LogicalLine {
  readonly text: string;
  /** Where each of its parts begins: in the joined text, and in the file. */
  readonly parts: readonly { readonly from: number; readonly offset: number }[];
  /** Where the next line begins in the file. */
  readonly end: number;
}

function* logicalLines(text: string): Generator<LogicalLine, void> {
  let parts: { from: number; offset: number }[] = [];
  let pieces: string[] = [];
  let length = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed + 1;
    const piece = text.slice(start, end).trimEnd();
    const goesOn = piece.endsWith('\\');
    parts.push({ from: length, offset: start });
    pieces.push(goesOn ? piece.slice(0, -1) : piece);
    length += goesOn ? piece.length - 1 : piece.length;
    start = end;
    if (!goesOn) {
      yield { text: pieces.join(''), parts, end };
      parts = [];
      pieces = [];
      length = 0;
    }
  }
  // What a last backslash continues has no end: the server ignores it.
}

/** Where a character of a joined line stands in the file. */
function offsetIn({ parts }: LogicalLine, index: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((parts[middle]?.from ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  const part = parts[low];
  return part === undefined ? index : part.offset + index - part.from;
}

function readSetting(file: string, line: LogicalLine): Setting | undefined {
  const text = withoutComment(line.text).trimEnd();
  const begin = text.length - text.trimStart().length;
  if (begin === text.length) return undefined;
  const spanOf = (start: number, end: number): Span => ({
    file,
    start: offsetIn(line, start),
    end: end > start ? offsetIn(line, end - 1) + 1 : offsetIn(line, start),
  });
  const plus = text.indexOf('+=', begin);
  const sign = plus === -1 ? text.indexOf('=', begin) : plus;
  if (sign === -1) {
    const at = spanOf(begin, text.length);
    return { name: text.trim(), adds: false, value: '', words: [], at, include: undefined };
  }
  const afterSign = sign + (plus === -1 ? 1 : 2);
  const words = wordsOf(text, afterSign, spanOf);
  const name = text.slice(begin, sign).trim();
  const value = text.slice(afterSign).replace(/^[ \t]+/, '');
  const at = spanOf(begin, text.length);
  return { name, adds: plus !== -1, value, words, at, include: includeOf(name, value, at) };
}

/**
 * The words of a list, from a place in its text. What follows the first thousand is one word, which no reader
 * understands: it decides no answer that it might change.
 */
export function wordsOf(
  text: string,
  from: number,
  spanOf: (start: number, end: number) => Span,
): readonly Word[] {
  const words: Word[] = [];
  WORD.lastIndex = from;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const isLast = words.length >= MAX_WORDS;
    const end = isLast ? text.length : WORD.lastIndex;
    words.push({ text: isLast ? `${match[0]} …` : match[0], span: spanOf(match.index, end) });
    if (isLast) break;
  }
  return words;
}

/** A comment begins with the first `#`, if that stands at the start or after white space. */
function withoutComment(text: string): string {
  const hash = text.indexOf('#');
  return hash === 0 || (hash > 0 && /\s/.test(text.charAt(hash - 1))) ? text.slice(0, hash) : text;
}

/** The text between two neighbouring words of a list, in the file's own style; a comma where there is none. */
export function separatorOf(text: string, words: readonly Word[]): string {
  const [before, after] = words.slice(-2);
  const found = before && after ? text.slice(before.span.end, after.span.start) : '';
  return isSeparator(found) ? found : ',';
}

function isSeparator(text: string): boolean {
  return (
    text.length > 0 &&
    text.length < 100 &&
    [...text.replace(/\\\s*\n/g, '')].every((c) => SEPARATORS.includes(c))
  );
}

/** What a setting is set to. */
export interface Value {
  /** The lines that count, in their order: those from the last `name=value` on. */
  readonly lines: readonly Setting[];
  readonly words: readonly Word[];
  /** Whether the words come on top of the server's default. */
  readonly addsToDefault: boolean;
}

/** Whether something is switched on, and where; or why that cannot be told. */
export type Switch =
  | { readonly on: boolean; readonly at: Span | undefined; readonly doubt: undefined }
  | Unknown;

interface Unknown {
  readonly doubt: Doubt;
}

/** What could not be read of a server's settings. */
export interface Missing {
  /** A file that may set anything differently. */
  readonly override: Doubt | undefined;
  /** Why a setting that is not in what was read need not have the server's default. */
  readonly elsewhere: ((name: string) => Doubt) | undefined;
}

/** The settings of a server, from all files that were read. */
export class Settings {
  readonly #lines: ReadonlyMap<string, readonly Setting[]>;
  readonly #missing: Missing;

  constructor(lines: readonly Setting[], missing: Missing) {
    this.#lines = Map.groupBy(lines, ({ name }) => name);
    this.#missing = missing;
  }

  /** The names of all settings that are there. */
  get names(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** The value of a setting; undefined where the default counts; a doubt where that may be set elsewhere. */
  value(name: string): Value | Unknown | undefined {
    const { override, elsewhere } = this.#missing;
    if (override) return { doubt: override };
    const all = this.#lines.get(name);
    if (all === undefined) return elsewhere && { doubt: elsewhere(name) };
    const last = all.findLastIndex(({ adds }) => !adds);
    const lines = all.slice(Math.max(last, 0));
    return { lines, words: lines.flatMap(({ words }) => words), addsToDefault: last === -1 };
  }

  /** The last line for a setting, wherever else it may be set. */
  lastOf(name: string): Setting | undefined {
    return this.#lines.get(name)?.at(-1);
  }

  /** A switch that is off unless it is set: to anything but `no` and `off`, as the server has it. */
  isOn(name: string): Switch {
    const value = this.value(name);
    if (value === undefined) return { on: false, at: undefined, doubt: undefined };
    if ('doubt' in value) return value;
    const line = value.lines.at(-1);
    if (line === undefined) return { on: false, at: undefined, doubt: undefined };
    const doubt = doubtAbout(line.value, line.at);
    return doubt.kind === 'placeholder'
      ? { doubt }
      : { on: line.value !== 'no' && line.value !== 'off', at: line.at, doubt: undefined };
  }
}
