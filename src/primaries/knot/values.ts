import { startsTag, tagEnd } from '../placeholder.ts';

/** A value as it is written. */
export interface Value {
  /** Without quotes, and without the backslashes before quotes in it. */
  readonly text: string;
  /** Where it begins and ends, without quotes. */
  readonly start: number;
  readonly end: number;
  /** With quotes. */
  readonly outerStart: number;
  readonly outerEnd: number;
}

/** The values behind a colon. */
export interface Values {
  readonly values: readonly Value[];
  /** Whether they stand in brackets. */
  readonly isList: boolean;
  /** Where the last of them or the bracket ends. */
  readonly end: number;
  /** Whether Knot would not take them. */
  readonly isBroken: boolean;
}

const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const COMMA = 0x2c;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const DELETE = 0x7f;

/**
 * Reads what stands between the space behind a colon and the line's end.
 * Specified in test/unit/primaries/knot.
 */
export function readValues(text: string, from: number, limit: number): Values {
  const at = skipSpaces(text, from, limit);
  if (at >= limit || text.charCodeAt(at) === HASH) {
    return { values: [], isList: false, end: from, isBroken: false };
  }
  if (text.charCodeAt(at) === OPEN) return readList(text, at, limit);
  const value = readValue(text, at, limit);
  if (value === undefined) return { values: [], isList: false, end: lastOf(text, at, limit), isBroken: true };
  const isBroken = !isRest(text, value.outerEnd, limit);
  return {
    values: [value],
    isList: false,
    end: isBroken ? lastOf(text, at, limit) : value.outerEnd,
    isBroken,
  };
}

/** Reads `[a, b]`: on one line, without a comma at its end. */
function readList(text: string, open: number, limit: number): Values {
  const values: Value[] = [];
  const broken = (): Values => ({ values, isList: true, end: lastOf(text, open, limit), isBroken: true });
  let at = skipSpaces(text, open + 1, limit);
  if (text.charCodeAt(at) !== CLOSE) {
    for (;;) {
      const value = readValue(text, at, limit);
      if (value === undefined) return broken();
      values.push(value);
      at = skipSpaces(text, value.outerEnd, limit);
      if (at < limit && text.charCodeAt(at) === CLOSE) break;
      if (at >= limit || text.charCodeAt(at) !== COMMA) return broken();
      at = skipSpaces(text, at + 1, limit);
    }
  }
  if (at >= limit || !isRest(text, at + 1, limit)) return broken();
  return { values, isList: true, end: at + 1, isBroken: false };
}

function readValue(text: string, at: number, limit: number): Value | undefined {
  return text.charCodeAt(at) === QUOTE && at < limit
    ? readQuoted(text, at, limit)
    : readBare(text, at, limit);
}

function readQuoted(text: string, open: number, limit: number): Value | undefined {
  const start = open + 1;
  let at = start;
  let hasEscapes = false;
  for (; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const inner = text.slice(start, at);
      return {
        text: hasEscapes ? inner.replaceAll('\\"', '"') : inner,
        start,
        end: at,
        outerStart: open,
        outerEnd: at + 1,
      };
    }
    if (code < SPACE || code === DELETE) return undefined;
    if (code === BACKSLASH) {
      hasEscapes = true;
      at += 1;
    }
  }
  return undefined;
}

function readBare(text: string, start: number, limit: number): Value | undefined {
  let at = start;
  while (at < limit) {
    const tag = startsTag(text.charCodeAt(at)) ? tagEnd(text, at, limit) : undefined;
    if (typeof tag === 'number') {
      at = tag;
      continue;
    }
    if (!isBare(text.charCodeAt(at))) break;
    at = text.charCodeAt(at) === BACKSLASH ? Math.min(at + 2, limit) : at + 1;
  }
  if (at === start) return undefined;
  return { text: text.slice(start, at), start, end: at, outerStart: start, outerEnd: at };
}

function isBare(code: number): boolean {
  return (
    code > SPACE &&
    code !== DELETE &&
    code !== QUOTE &&
    code !== HASH &&
    code !== COMMA &&
    code !== OPEN &&
    code !== CLOSE
  );
}

export function skipSpaces(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** Whether only spaces, and a comment behind one of them, are left of a line. */
function isRest(text: string, from: number, limit: number): boolean {
  const at = skipSpaces(text, from, limit);
  return at >= limit || (at > from && text.charCodeAt(at) === HASH);
}

/** Where the last visible character of a line ends. */
function lastOf(text: string, start: number, limit: number): number {
  let at = limit;
  while (at > start && text.charCodeAt(at - 1) <= SPACE) at -= 1;
  return at;
}
