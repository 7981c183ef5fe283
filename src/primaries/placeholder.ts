import type { Doubt } from './doubt.ts';
import type { Span } from './span.ts';

const PLACEHOLDER =
  /\{\{|\}\}|\{%|%\}|\{#|<%|%>|\$\{|\$\(|\$[A-Za-z_]|@@|@[A-Za-z_]\w*@|%%|%\(|<[A-Za-z]|__[A-Za-z]/;

/**
 * Whether a text has something that a template engine has yet to replace.
 * Specified in test/unit/primaries.
 */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

const TAGS: ReadonlyMap<string, string> = new Map([
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['${', '}'],
]);

const TAG_STARTS: ReadonlySet<number> = new Set([...TAGS.keys()].map((tag) => tag.charCodeAt(0)));

/** Whether a template's tag may begin with this character. */
export function startsTag(code: number): boolean {
  return TAG_STARTS.has(code);
}

/** Longer tags are not looked for: a line full of tags that do not end is read in one go. */
export const MAX_TAG_LENGTH = 200;

/**
 * Where a template's tag that begins here ends, blanks and brackets included; undefined where none begins, and
 * `open` where it does not end before the limit.
 */
export function tagEnd(text: string, at: number, limit: number): number | 'open' | undefined {
  const close = TAGS.get(text.slice(at, at + 2));
  if (close === undefined) return undefined;
  const end = text.slice(at, Math.min(limit, at + MAX_TAG_LENGTH)).indexOf(close, 2);
  return end === -1 ? 'open' : at + end + close.length;
}

/** Why a text is not what was expected: a template engine has yet to replace it, or it is not understood. */
export function doubtAbout(text: string, at: Span): Doubt {
  return {
    kind: isPlaceholder(text) ? 'placeholder' : 'syntax',
    subject: text.slice(0, MAX_SUBJECT_LENGTH),
    at,
  };
}

/** So much of a text is named, characters. */
const MAX_SUBJECT_LENGTH = 100;
