declare const line: unique symbol;
declare const block: unique symbol;

/** Lines of text, each of which is a `Text`. */
export type Block = string & { readonly [block]: true };

/**
 * One line that may be shown anywhere but as markup: it has no control characters, nothing that turns the direction
 * of what follows, and a bounded length. Texts from outside become one where they enter, by `cleanText`; ours are
 * made by `text` and by the texts in the person's language.
 */
export type Text = Block & { readonly [line]: true };

/** The longest text that is taken from outside, characters. */
const MAX_LENGTH = 1000;

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Characters that end a line or move the cursor along it. */
const SPACES = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/** Control characters, and those that turn or mark the direction of writing (Unicode Standard Annex 9). */
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes a text from outside fit to be shown: line ends become spaces, other control characters and directional ones
 * U+FFFD, and what is too long is cut.
 * @param maxLength characters that are kept
 */
export function cleanText(raw: string, maxLength = MAX_LENGTH): Text {
  if (raw.length <= maxLength && PRINTABLE_ASCII.test(raw)) {
    return raw as Text;
  }
  const kept = raw.length > maxLength ? `${raw.slice(0, maxLength)}…` : raw;
  return kept.toWellFormed().replaceAll(SPACES, ' ').replaceAll(HIDDEN, '\ufffd') as Text;
}

/** What Intl makes of a number or a time, marks of direction included where a language has them. */
export function formatted(value: string): Text {
  return value as Text;
}

/** What may stand in a text: another one, or a number. */
export type Part = Text | number;

/** A text of ours around texts that are clean: text`${name}, ${state}`. */
export function text(words: TemplateStringsArray, ...parts: readonly Part[]): Text {
  return String.raw({ raw: words }, ...parts) as Text;
}

/** A text in lower case. @param locale a BCP 47 tag */
export function lowerCase(value: Text, locale: string): Text {
  return value.toLocaleLowerCase(locale) as Text;
}

/** Texts in a row. What is empty or undefined is left out. */
export function joined(texts: readonly (Text | undefined)[], between: string): Text {
  return texts.filter(Boolean).join(between) as Text;
}

/** JSON of a value, with what a `Text` may not have escaped: it parses to the same value. @param indent spaces a level */
export function json(value: unknown, indent = 0): Block {
  return (JSON.stringify(value, undefined, indent) ?? 'null').replaceAll(HIDDEN, (hidden) =>
    hidden === '\n' ? hidden : `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ) as Block;
}

/** Texts below each other. @param end what every line but the last ends in */
export function lines(texts: readonly Text[], end = ''): Block {
  return texts.join(`${end}\n`) as Block;
}
