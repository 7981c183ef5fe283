import type { Checked } from './check.ts';
import { type CloudflareAddress, NEW_SOURCES, oldSourcesEnded, prefixesOf } from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { Mention } from './evaluation.ts';
import type { FamilyAnswer, JudgedSource, JudgedZone } from './judge.ts';
import { knownAddress } from './known.ts';
import { judgedOnce } from './mergeViews.ts';
import type { Span } from './span.ts';
import type { Steps } from './steps.ts';

export type FindingKind =
  /** An address that ends, or has ended, on a day that is known. */
  | 'old-address'
  /** An address that was given up years ago. */
  | 'dead-address'
  /** Some of the new addresses may not transfer: those that end soon may, or others of the new ones. */
  | 'missing-new'
  /** None of Cloudflare's addresses may transfer. */
  | 'refused'
  /** NOTIFY is not sent to Cloudflare, or not to all of its addresses. */
  | 'missing-notify'
  /** NOTIFY is switched off. */
  | 'notify-off'
  /** Something that was not read or not understood. */
  | 'doubt';

/** Something about a configuration that a person should know, at the statement that it is about. */
export interface Finding {
  readonly kind: FindingKind;
  readonly at: Span;
  readonly severity: 'error' | 'warning' | 'information';
  /** The zones that it is so for, by name, in their order. */
  readonly zones: readonly string[];
  /** Cloudflare's addresses that it is about: the one that was found, or those that are missing. */
  readonly addresses: readonly CloudflareAddress[];
  /** The statements and elements elsewhere that decide. */
  readonly related: readonly Span[];
  readonly doubt: Doubt | undefined;
  /** Whether the zones let Cloudflare transfer from old addresses alone. */
  readonly onlyOld: boolean;
}

/** What is known beside the configuration. */
export interface Surroundings {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether Cloudflare is known to serve a zone as secondary. */
  readonly isSecondary: (zone: string) => boolean;
}

/**
 * All findings of a configuration, those about one statement as one. A zone that is in several views is right where
 * the view that Cloudflare comes to is right.
 */
export function* findings(checked: Checked, surroundings: Surroundings): Steps<readonly Finding[]> {
  const { mentions, doubts } = checked.evaluation;
  const concerns = concernedWithCloudflare(mentions, surroundings);
  const about = new ZoneFindings();
  for (const judged of judgedOnce(checked.zones)) {
    const isConcerned = concerns(judged);
    about.add(transferFinding(judged, isConcerned, surroundings.now));
    if (isConcerned) about.add(notifyFinding(judged));
    yield;
  }
  const short = new Set<string>();
  for (const { kind, related } of about.all) {
    if (kind === 'missing-new') for (const place of related) short.add(placeOf(place));
    yield;
  }
  const stale: Finding[] = [];
  for (const mention of mentions) {
    const finding = addressFinding(mention, short);
    if (finding) stale.push(finding);
    yield;
  }
  return [...stale, ...about.all, ...doubts.flatMap(doubtFinding)];
}

function addressFinding(mention: Mention, short: ReadonlySet<string>): Finding | undefined {
  const known = knownAddress(mention.range);
  const stale = known?.standing === 'old' || known?.standing === 'dead';
  if (known === undefined || !stale || known.address.role !== mention.role) return undefined;
  return {
    ...NOTHING,
    kind: known.standing === 'old' ? 'old-address' : 'dead-address',
    at: mention.span,
    severity: short.has(placeOf(mention.span)) ? 'warning' : 'information',
    addresses: [known.address],
  };
}

const NOTHING: Pick<Finding, 'zones' | 'addresses' | 'related' | 'doubt' | 'onlyOld'> = {
  zones: [],
  addresses: [],
  related: [],
  doubt: undefined,
  onlyOld: false,
};

const GOOD: ReadonlySet<FamilyAnswer> = new Set(['allowed', 'allowed-with-key']);
const SHORT: ReadonlySet<FamilyAnswer> = new Set(['only-old', 'partly']);

function transferFinding(judged: JudgedZone, isConcerned: boolean, now: number): Finding | undefined {
  const { zone, transfer } = judged;
  const families = [transfer.ipv4, transfer.ipv6];
  const at = zone.transfer.at ?? zone.at;
  if (families.some((answer) => SHORT.has(answer))) {
    const isReached = families.some((answer) => GOOD.has(answer));
    return {
      ...NOTHING,
      kind: 'missing-new',
      at,
      severity: oldSourcesEnded(now) && !isReached ? 'error' : 'warning',
      zones: [zone.name],
      addresses: missingSources(judged),
      related: placesOf(allowing(transfer.sources)),
      onlyOld: families.includes('only-old') && !isReached,
    };
  }
  if (families.every((answer) => answer === 'refused') && !isLocal(zone.name)) {
    return {
      ...NOTHING,
      kind: 'refused',
      at,
      severity: isConcerned ? 'error' : 'information',
      zones: [zone.name],
      addresses: NEW_SOURCES,
      related: placesOf(transfer.sources).filter((place) => placeOf(place) !== placeOf(at)),
    };
  }
  return undefined;
}

/** The new addresses of the families that an older or another new address may use already. */
function missingSources({ transfer }: JudgedZone): readonly CloudflareAddress[] {
  return transfer.sources.flatMap(({ source, answer }) => {
    const family = source.prefix.includes(':') ? transfer.ipv6 : transfer.ipv4;
    const isMissing = answer === 'refused' || answer === 'partly';
    return isMissing && SHORT.has(family) && NEW_SOURCES.includes(source) ? [source] : [];
  });
}

function notifyFinding({ zone, notify }: JudgedZone): Finding | undefined {
  if (notify.some(isDoubtful)) return undefined;
  const missing = notify.filter(({ decision }) => decision.kind === 'does-not-send');
  if (missing.length === 0) return undefined;
  const off = zone.notify.off;
  return {
    ...NOTHING,
    kind: off ? 'notify-off' : 'missing-notify',
    at: off ?? zone.notify.at ?? zone.at,
    severity: missing.length === notify.length ? 'warning' : 'information',
    zones: [zone.name],
    addresses: missing.map(({ target }) => target),
  };
}

function isDoubtful({ decision }: JudgedZone['notify'][number]): boolean {
  return decision.kind === 'cannot-tell';
}

/** Which zones have to do with Cloudflare: by the account, or since the configuration names its addresses for them. */
function concernedWithCloudflare(
  mentions: readonly Mention[],
  { isSecondary }: Surroundings,
): (judged: JudgedZone) => boolean {
  const named = new Set(mentions.flatMap(({ range, span }) => (knownAddress(range) ? [placeOf(span)] : [])));
  return ({ zone, transfer, notify }) =>
    isSecondary(zone.name) ||
    notify.some(({ decision }) => decision.kind === 'sends') ||
    allowing(transfer.sources).some(({ decidedAt }) => decidedAt.some((at) => named.has(placeOf(at))));
}

/** The sources that may transfer, at least in part. */
function allowing(sources: readonly JudgedSource[]): readonly JudgedSource[] {
  return sources.filter(({ answer }) => answer !== 'refused' && answer !== 'cannot-tell');
}

function placesOf(sources: readonly JudgedSource[]): readonly Span[] {
  const places = new Map(sources.flatMap(({ decidedAt }) => decidedAt.map((at) => [placeOf(at), at])));
  return [...places.values()];
}

/** Findings of zones, those that are the same but for the zone as one. */
class ZoneFindings {
  readonly #groups = new Map<string, Finding & { readonly zones: string[] }>();

  add(finding: Finding | undefined): void {
    if (finding === undefined) return;
    const { kind, severity, at, addresses, zones } = finding;
    const key = `${kind} ${severity} ${placeOf(at)} ${prefixesOf(addresses)}`;
    const group = this.#groups.get(key);
    if (group) group.zones.push(...zones);
    else this.#groups.set(key, { ...finding, zones: [...zones] });
  }

  get all(): readonly Finding[] {
    return [...this.#groups.values()];
  }
}

const SAID_OF_FILES: ReadonlySet<Doubt['kind']> = new Set([
  'include-missing',
  'include-unreadable',
  'include-cycle',
  'too-deep',
  'too-large',
]);

function doubtFinding(doubt: Doubt): readonly Finding[] {
  return doubt.at !== undefined && SAID_OF_FILES.has(doubt.kind)
    ? [{ ...NOTHING, kind: 'doubt', at: doubt.at, severity: 'information', doubt }]
    : [];
}

/** Zones that servers have for themselves (RFC 6303, RFC 6761): no secondary is wanted for them. */
function isLocal(zone: string): boolean {
  return LOCAL.some((name) => zone === name || zone.endsWith(`.${name}`));
}

const LOCAL: readonly string[] = [
  'localhost',
  'local',
  'localdomain',
  ...['0', '10', '127', '255', '168.192', '254.169'].map((net) => `${net}.in-addr.arpa`),
  ...Array.from({ length: 16 }, (_, index) => `${16 + index}.172.in-addr.arpa`),
  'd.f.ip6.arpa',
  '8.e.f.ip6.arpa',
  '0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa',
];

/** Tells places apart. */
export function placeOf({ file, start }: Span): string {
  return `${start} ${file}`;
}
