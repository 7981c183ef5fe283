import { MAX_TAG_LENGTH, startsTag, tagEnd } from '../placeholder.ts';

export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
const BACKSLASH = 0x5c;

/**
 * Where a comment ends: a carriage return does not end it, though one before the line feed is no part of it.
 * Specified in test/unit/primaries/nsd.
 */
export function commentEnd(text: string, from: number): number {
  const lineFeed = text.indexOf('\n', from);
  const end = lineFeed === -1 ? text.length : lineFeed;
  return text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
}

/** NSD drops a backslash at the end of a line. */
export function isLoneBackslash(text: string, at: number): boolean {
  return text.charCodeAt(at) === BACKSLASH && isLineEnd(text, at + 1);
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_FEED || code === CARRIAGE_RETURN || at >= text.length;
}

/** Where the line ends, as far as a tag of a template may reach. */
function lineEnd(text: string, from: number): number {
  const [line = ''] = text.slice(from, from + MAX_TAG_LENGTH).split(/[\r\n]/, 1);
  return from + line.length;
}

/** Where a word without quotes ends. */
export function bareEnd(text: string, from: number): number {
  return wordEnd(
    text,
    from,
    (code, at) => code === SPACE || code === TAB || code === QUOTE || isLoneBackslash(text, at),
  );
}

/** Where the text of a quoted word ends: at its quote, or at the line's end where it is not closed. */
export function quotedEnd(text: string, from: number): number {
  return wordEnd(text, from, (code) => code === QUOTE);
}

/** Where a word ends: at such a character or at the line's end, but neither in an escape nor in a template's tag. */
function wordEnd(text: string, from: number, isEnd: (code: number, at: number) => boolean): number {
  let at = from;
  let mayHaveTags = true;
  while (!isLineEnd(text, at)) {
    const code = text.charCodeAt(at);
    if (isEnd(code, at)) break;
    const isEscape = code === BACKSLASH && !isLineEnd(text, at + 1);
    const tag: number | 'open' | undefined =
      mayHaveTags && startsTag(code) ? tagEnd(text, at, lineEnd(text, at)) : undefined;
    mayHaveTags &&= tag !== 'open';
    if (typeof tag === 'number') at = tag;
    else at += isEscape ? 2 : 1;
  }
  return at;
}

/** What stands after a place on its line: the line's end, which a comment may come before, or a word. */
export function restOfLine(text: string, from: number): { readonly isEnd: boolean; readonly at: number } {
  let at = from;
  while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at += 1;
  if (text.charCodeAt(at) === HASH) return { isEnd: true, at: commentEnd(text, at) };
  return isLineEnd(text, at) ? { isEnd: true, at } : { isEnd: false, at };
}
