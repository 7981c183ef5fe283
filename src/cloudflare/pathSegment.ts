/**
 * A text as one segment of a URL's path, whatever is in it: half a surrogate pair, which JSON may hold and no URL
 * can, becomes U+FFFD.
 */
export function pathSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
