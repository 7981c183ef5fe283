import { type AddressRange, contains, EVERY_ADDRESS, readRange, samplesOf } from './addressRange.ts';
import type { Checked } from './checkFiles.ts';
import { type CloudflareAddress, knownAddress, NEW_SOURCES } from './cloudflareAddresses.ts';
import type { Addition, ConfiguredZone, Mention, TransferPolicy } from './evaluation.ts';
import type { Finding } from './findings.ts';

import { mergeViews } from './mergeViews.ts';
import { isSamePlace } from './placeMap.ts';
import type { Span } from './span.ts';

/** Text to put in the place of a span; an empty span for an insertion. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

export interface Fix {
  /** Adds what is missing · puts new addresses in the place of old ones · removes what ended. */
  readonly kind: 'add' | 'replace' | 'remove';
  readonly edits: readonly Edit[];
}

/** What could put a finding right. Each is yet to be checked with `opensMore`, and by checking what it makes of the files. */
export function fixesOf(finding: Finding, checked: Checked): readonly Fix[] {
  switch (finding.kind) {
    case 'missing-new':
      return beside(deciding(finding, checked), finding.addresses);
    case 'old-address':
    case 'dead-address':
      return forStale(finding, checked);
    case 'refused':
      return addedTo(zoneOf(finding, checked)?.transfer.addition, finding.addresses);
    case 'missing-notify':
      return notifyFixes(finding, checked);
    case 'notify-off':
    case 'doubt':
      return [];
  }
}

/** The elements that decide for the finding's zones and are addresses of Cloudflare's that ended or end. */
function deciding({ related }: Finding, { evaluation }: Checked): readonly Mention[] {
  return evaluation.mentions.filter(
    (mention) => isStale(mention) && related.some((place) => isSamePlace(place, mention.span)),
  );
}

function isStale({ range }: Mention): boolean {
  const standing = knownAddress(range)?.standing;
  return standing === 'old' || standing === 'dead';
}

/** Adds addresses beside old ones, where the same family's stand, or puts them in their place. */
function beside(old: readonly Mention[], missing: readonly CloudflareAddress[]): readonly Fix[] {
  if (old.length === 0) return [];
  const groups = byFamily(old, missing);
  const added = groups.flatMap(({ mentions, prefixes }) => insertion(mentions.at(-1)?.beside, prefixes));
  return [
    ...(added.length > 0 ? [{ kind: 'add', edits: added } as const] : []),
    { kind: 'replace', edits: groups.flatMap(({ mentions, prefixes }) => replaced(mentions, prefixes)) },
  ];
}

interface Group {
  readonly mentions: readonly Mention[];
  readonly prefixes: readonly string[];
}

/** Which addresses belong beside which: by family, those without a family of their own beside the last. */
function byFamily(old: readonly Mention[], missing: readonly CloudflareAddress[]): readonly Group[] {
  const families = [4, 6].map((family) => ({
    mentions: old.filter(({ range }) => range.family === family),
    prefixes: missing.map(({ prefix }) => prefix).filter((prefix) => prefix.includes(':') === (family === 6)),
  }));
  const [v4, v6] = families;
  if (v4 === undefined || v6 === undefined) return [];
  if (v4.mentions.length === 0) return [{ ...v6, prefixes: [...v4.prefixes, ...v6.prefixes] }];
  if (v6.mentions.length === 0) return [{ ...v4, prefixes: [...v4.prefixes, ...v6.prefixes] }];
  return [v4, v6];
}

/** Writes the new over the old, as many as there are; the rest is added beside the last or removed. */
function replaced(old: readonly Mention[], prefixes: readonly string[]): readonly Edit[] {
  const over = old.slice(0, prefixes.length);
  return [
    ...over.map(({ span }, index) => ({ at: span, text: prefixes[index] ?? '' })),
    ...insertion(old.at(-1)?.beside, prefixes.slice(over.length)),
    ...old.slice(over.length).map(({ element }) => ({ at: element, text: '' })),
  ];
}

function insertion(addition: Addition | undefined, prefixes: readonly string[]): readonly Edit[] {
  if (addition === undefined || prefixes.length === 0) return [];
  const { file, offset } = addition;
  return [{ at: { file, start: offset, end: offset }, text: addition.render(prefixes) }];
}

function addedTo(addition: Addition | undefined, addresses: readonly CloudflareAddress[]): readonly Fix[] {
  const edits = insertion(
    addition,
    addresses.map(({ prefix }) => prefix),
  );
  return edits.length > 0 ? [{ kind: 'add', edits }] : [];
}

/** An old address alone: the new ones take the place of all old ones of its list, or it goes where they are there. */
function forStale({ at }: Finding, { evaluation }: Checked): readonly Fix[] {
  const found = evaluation.mentions.find(({ span }) => isSamePlace(span, at));
  if (found === undefined) return [];
  const list = neighbours(found, evaluation.mentions);
  const here = new Set(list.map(({ range }) => knownAddress(range)?.address.prefix));
  const missing = found.role === 'transfer' ? NEW_SOURCES.filter(({ prefix }) => !here.has(prefix)) : [];
  if (missing.length > 0) return beside(list.filter(isStale), missing);
  return [{ kind: 'remove', edits: list.filter(isStale).map(({ element }) => ({ at: element, text: '' })) }];
}

/** The elements that stand beside one in an unbroken row. */
function neighbours(mention: Mention, mentions: readonly Mention[]): readonly Mention[] {
  const sameList = mentions
    .filter(({ span, role }) => span.file === mention.span.file && role === mention.role)
    .sort((a, b) => a.span.start - b.span.start);
  const at = sameList.indexOf(mention);
  let first = at;
  while (touch(sameList[first - 1], sameList[first])) first -= 1;
  let last = at;
  while (touch(sameList[last], sameList[last + 1])) last += 1;
  return sameList.slice(first, last + 1);
}

function touch(before: Mention | undefined, after: Mention | undefined): boolean {
  return before !== undefined && after !== undefined && before.element.end >= after.element.start;
}

function notifyFixes(finding: Finding, checked: Checked): readonly Fix[] {
  const targets = checked.evaluation.mentions.filter(
    ({ role, range }) => role === 'notify' && knownAddress(range)?.standing === 'notify',
  );
  const inStatement = targets.filter(
    ({ span }) =>
      span.file === finding.at.file && span.start >= finding.at.start && span.end <= finding.at.end,
  );
  return addedTo(inStatement.at(-1)?.beside ?? zoneOf(finding, checked)?.notify.addition, finding.addresses);
}

function zoneOf({ zones }: Finding, { evaluation }: Checked): ConfiguredZone | undefined {
  return evaluation.zones.find(({ name }) => name === zones[0]);
}

/** Texts after edits, those of one file from its end to its start. */
export function applied(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const result = new Map(texts);
  for (const { at, text } of edits.toSorted((a, b) => b.at.start - a.at.start || b.at.end - a.at.end)) {
    const before = result.get(at.file) ?? '';
    result.set(at.file, before.slice(0, at.start) + text + before.slice(at.end));
  }
  return result;
}

const NEW_RANGES: readonly AddressRange[] = NEW_SOURCES.flatMap(({ prefix }) => {
  const range = readRange(prefix);
  return range ? [range] : [];
});

/** Whether a configuration lets anything but Cloudflare's new addresses transfer what it could not before. */
export function opensMore(before: Checked, after: Checked): boolean {
  const known = new Map(mergeViews(before.evaluation.zones).map((zone) => [zone.name, zone.transfer]));
  const compared = new Map<TransferPolicy, Set<TransferPolicy>>();
  return mergeViews(after.evaluation.zones).some(({ name, transfer }) => {
    const old = known.get(name);
    if (old === undefined) return true;
    const others = compared.get(transfer) ?? new Set();
    if (others.has(old)) return false;
    compared.set(transfer, others.add(old));
    return opensPolicy(old, transfer);
  });
}

function opensPolicy(before: TransferPolicy, after: TransferPolicy): boolean {
  const edges = [...before.edges, ...after.edges, ...NEW_RANGES];
  const keys = [undefined, ...new Set([...before.keys, ...after.keys])];
  return [EVERY_ADDRESS[4], EVERY_ADDRESS[6]]
    .flatMap((every) => samplesOf(every, edges))
    .filter((address) => !NEW_RANGES.some((range) => contains(range, address)))
    .some((address) =>
      keys.some((key) => {
        const request = { address, key };
        return after.decide(request).kind === 'allow' && before.decide(request).kind === 'refuse';
      }),
    );
}
