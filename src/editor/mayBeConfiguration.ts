/** Statements without which no server's configuration does: a cheap look before anything else is loaded. */
const STATEMENTS = [
  /^[ \t]*(acl|zone|view|key|primaries|masters|remote-servers)[ \t]+"?[\w./-]+"?[^;{}]{0,100}\{/m,
  /^[ \t]*options\s*\{/m,
  /^[ \t]*(zone|pattern|acl|remote|template|key):[ \t]*(#.*)?$/m,
  /^[ \t]*provide-xfr:/m,
  /^[ \t]*(launch|allow-axfr-ips|disable-axfr|also-notify|only-notify)[ \t]*\+?=/m,
  /^Metadata for |^(ALLOW-AXFR-FROM|TSIG-ALLOW-AXFR|ALSO-NOTIFY)\b/m,
  /"(SecureSecondaries|ZoneName)"[ \t]*:/,
];

/** How many characters of a text are examined. */
const LOOKED_AT = 65_536;

/** Whether a text may be a primary's configuration, or a part of one. */
export function mayBeConfiguration(text: string): boolean {
  const start = text.slice(0, LOOKED_AT);
  return STATEMENTS.some((statement) => statement.test(start));
}
