/**
 * Clean text on its way to a place that reads some of it as markup. Nothing is lost: it is shown as it was written.
 */
import { type Text, text } from '../../text/text.ts';

/** Has no width: it parts two characters that would be read as one sign. */
const PART = '\u200b';

/** For a quick pick, the status bar or the title of a page, where `$(name)` draws an icon. */
export function withoutIcons(words: Text): string {
  return words.replaceAll('$(', `$${PART}(`);
}

/** For a notification or the message of an input, where `[text](target)` is a link, and `$(name)` may draw an icon. */
export function withoutLinks(words: Text): string {
  return withoutIcons(words).replaceAll('](', `]${PART}(`);
}

declare const markup: unique symbol;

/** A text of which nothing takes effect as Markdown. */
export type Markup = string & { readonly [markup]: true };

/**
 * For markdown: a backslash before every punctuation mark of ASCII (CommonMark, section 2.4), so that neither
 * markup nor an entity comes of it, nor a link of a bare address. White space is a blank, for a line may begin a
 * block.
 * @param value when given, stands after the words and a colon
 */
export function escapedMarkdown(words: Text, value?: Text): Markup {
  const whole = value === undefined ? words : text`${words}: ${value}`;
  return whole
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[!-/:-@[-`{-~]/g, '\\$&') as Markup;
}
