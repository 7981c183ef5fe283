/** Words without which no server's configuration does: a cheap look before anything else is loaded. */
const WORDS =
  /\b(zone|acl|view|options|primaries|masters)\b[^;{}\n]*\{|^\s*(zone|pattern|acl|remote|template):|provide-xfr:|^\s*(launch|allow-axfr-ips)\s*\+?=|SecureSecondaries|Metadata for|AXFR-FROM/m;

/** So many characters of a text are looked at. */
const LOOKED_AT = 65_536;

/** Whether a text may be a primary's configuration, or a part of one. */
export function mayBeConfiguration(text: string): boolean {
  return WORDS.test(text.slice(0, LOOKED_AT));
}
