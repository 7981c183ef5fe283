/**
 * Text of the API on its way to a place that reads some of it as markup. Nothing is lost: it is shown as it
 * was written.
 */

/** For a quick pick or the status bar, where `$(name)` draws an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** For a notification or the message of an input, where `[text](target)` is a link. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/**
 * For markdown: a backslash before every punctuation mark of ASCII (CommonMark, section 2.4), so that neither
 * markup nor an entity comes of it, nor a link of a bare address. White space is a blank, for a line may begin a
 * block.
 */
export function escapedMarkdown(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}
