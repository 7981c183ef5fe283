const HEAD = 65_536;

/** Knot's sections; of other names there are only those of modules. */
const SECTION =
  /^(module|server|xdp|control|log|statistics|database|keystore|key|remotes?|acl|submission|dnskey-sync|external|policy|template|zone|mod-[\w-]+) *:$/;

/** What an entry begins with, and an item of it, that other programs' files have not in a section of that name. */
const TELLING: Readonly<Record<string, RegExp>> = {
  server:
    /^(rundir|automatic-acl|listen-(quic|tls|xdp)|(udp|tcp|background)-workers|udp-max-payload\S*|tcp-\S+) *:/,
  log: /^(any|server|zone|control) *: *(critical|error|warning|notice|info|debug)\b/,
  database: /^(journal|kasp|timer|catalog|zone)-db\S* *:/,
  key: /^algorithm *: *"?hmac-/i,
  remote: /^address *: *[["\d{$<@]|^address *: *[\da-f]*:|^via *:|^automatic-acl *:/i,
  remotes: /^remote *:/,
  acl: /^action *: .*\b(query|notify|transfer|update)\b|^address *: *[["\d{$<@]|^address *: *[\da-f]*:|^update-\S+ *:/i,
  submission: /^(parent|check-interval) *:/,
  policy: /^(algorithm|signing-threads|ksk-\S+|zsk-\S+|nsec3\S*|rrsig-\S+|single-type-signing) *:/,
  template:
    /^(storage|semantic-checks|acl|notify|master|serial-policy|(global-)?module|(zonefile|journal|dnssec|catalog)-\S+) *:|^file *: .*%/,
  zone: /^- +domain *:/,
};

const ENTRY = /^- +(id|domain|target) *: +\S/;
const ITEM = /^[\w.*-]+ *:( |$)/;
const TEMPLATE_TAG = /^(\{\{|\{%|\{#|<%|\$\{)/;

/** Whether a text looks like Knot's configuration or a part of one. */
export function looksLikeKnot(text: string): boolean {
  let section: string | undefined;
  let isTelling = false;
  let fitting = 0;
  let strange = 0;
  for (const line of linesOf(text)) {
    const content = line.trim();
    if (content === '' || content.startsWith('#') || TEMPLATE_TAG.test(content)) continue;
    const bare = content.replace(/ +#.*$/, '');
    const isTop = line.startsWith(content.slice(0, 1)) && !content.startsWith('-');
    if (isTop && !/^include *: +\S/.test(bare)) {
      section = SECTION.exec(bare)?.[1];
      if (section === undefined && ITEM.test(bare)) return false;
    }
    if (section !== undefined && TELLING[section]?.test(bare)) isTelling = true;
    const isFitting = isTop ? section !== undefined || ITEM.test(bare) : ENTRY.test(bare) || ITEM.test(bare);
    if (isFitting) fitting += 1;
    else strange += 1;
  }
  return isTelling && fitting > strange * 2;
}

/** The lines of a text's beginning, without one that is cut off. */
function linesOf(text: string): readonly string[] {
  const lines = text.slice(0, HEAD).split(/[\r\n]+/);
  return text.length > HEAD && lines.length > 1 ? lines.slice(0, -1) : lines;
}
