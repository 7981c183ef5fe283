const HEAD = 65_536;

/** What other servers' files and other programs' have, and NSD's never do. */
const FOREIGN = [
  /^[ \t]*-[ \t]/m,
  /^[ \t]*(auth-zone|stub-zone|forward-zone|rpz|unbound):/m,
  /^[ \t]*\{[ \t]*("|$)/m,
  /^[ \t]*\[[\w. -]+\][ \t]*$/m,
];

/** What NSD's files alone have. */
const OWN = [
  /^[ \t]*(provide-xfr|allow-notify|request-xfr):[ \t]+(AXFR[ \t]+|UDP[ \t]+)?\S+[ \t]+\S+/im,
  /^[ \t]*notify:[ \t]+["']?[\d.]{7,15}(@\d+)?["']?[ \t]+\S+[ \t]*(#.*)?$/im,
  /^[ \t]*notify:[ \t]+["']?[\da-f.]*:[\da-f.:]+(@\d+)?["']?[ \t]+\S+[ \t]*(#.*)?$/im,
  /^[ \t]*(include-pattern|catalog|catalog-producer-zone|catalog-member-pattern):[ \t]+\S/im,
  /^[ \t]*(zonesdir|zonelistfile|xfrdfile|xfrdir|zonefiles-check|zonefiles-write|difffile):[ \t]+\S/im,
  /^[ \t]*include:[ \t]+["']?[^\s"']*\bnsd\b/im,
];

/** The sections that hold a zone, a pattern or a key, whose attributes tell them from those of other programs. */
const SECTIONS = [
  [/^[ \t]*zone:/im, /(^|[ \t])name:[ \t]+\S/im, /(^|[ \t])(zonefile|provide-xfr|notify):[ \t]+\S/im],
  [/^[ \t]*pattern:/im, /(^|[ \t])name:[ \t]+\S/im, /(^|[ \t])(zonefile|provide-xfr|notify):[ \t]+\S/im],
  [
    /^[ \t]*key:/im,
    /(^|[ \t])name:[ \t]+\S/im,
    /(^|[ \t])algorithm:[ \t]+"?(hmac-)?(md5|sha\d+)/im,
    /(^|[ \t])(secret|include):[ \t]+\S/im,
  ],
];

const LINES = /^.*\S.*$/gm;

/** How lines begin in such a file; quoted text, template tags and all that prose consists of do not. */
const ATTRIBUTE_LINES = /^[ \t]*[a-z][a-z0-9-]*:([ \t"].*)?$/gim;

/** Whether a text looks like NSD's configuration or a part of one. */
export function looksLikeNsd(text: string): boolean {
  const head = text
    .slice(0, HEAD)
    .replace(/\r\n?/g, '\n')
    .replace(/(^|[ \t])#.*$/gm, '');
  if (FOREIGN.some((pattern) => pattern.test(head))) return false;
  const isOwn =
    OWN.some((pattern) => pattern.test(head)) ||
    SECTIONS.some((patterns) => patterns.every((pattern) => pattern.test(head)));
  return isOwn && countOf(head, ATTRIBUTE_LINES) * 2 > countOf(head, LINES);
}

function countOf(text: string, lines: RegExp): number {
  return text.match(lines)?.length ?? 0;
}
