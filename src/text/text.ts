declare const line: unique symbol;
declare const block: unique symbol;

/** Lines of text, each of which is a `Text`. */
export type Block = string & { readonly [block]: true };

/**
 * One line that may be shown anywhere but as markup: it has no control characters, nothing that turns the direction
 * of what follows or is not seen, and a bounded length. Texts from outside become one where they enter, by
 * `cleanText`; ours are made by `text` and by the texts in the person's language.
 */
export type Text = Block & { readonly [line]: true };

/** The longest text that is taken from outside, characters. */
const MAX_LENGTH = 1000;

const PRINTABLE_ASCII = /^[ -~]*$/;

/** Characters that end a line or move the cursor along it. */
const SPACES = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;

/**
 * What is not seen itself: control characters, ends of lines, and what Unicode lets be ignored, such as the marks of
 * direction (its Annex 9) and spaces without width; not what shapes the character beside it, as emoji need it.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\ufff9-\ufffb[\p{Default_Ignorable_Code_Point}--[\p{Variation_Selector}\u200c\u200d]]]/gv;

/**
 * Makes a text from outside fit to be shown: line ends become spaces, other characters that are not seen U+FFFD, and
 * what is too long is cut.
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
    hidden === '\n' ? hidden : escapedUnits(hidden),
  ) as Block;
}

function escapedUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** Texts below each other. @param end what every line but the last ends in */
export function lines(texts: readonly Text[], end = ''): Block {
  return texts.join(`${end}\n`) as Block;
}
