/**
 * Whether a text is an id as Cloudflare makes them for zones and accounts: 32 hex digits.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}

/**
 * A text as one segment of a URL's path, whatever is in it: half a surrogate pair, which JSON may hold and no URL
 * can, becomes U+FFFD.
 */
export function pathSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
