import type { Checked } from './check.ts';
import { type CloudflareAddress, NEW_SOURCES, oldSourcesEnded } from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { Mention } from './evaluation.ts';
import { type FamilyAnswer, Judge, type JudgedSource, type JudgedZone } from './judge.ts';
import { knownAddress } from './known.ts';
import { mergeViews } from './mergeViews.ts';
import type { Span } from './span.ts';

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

/** All findings of a configuration, those about one statement as one. */
export function findings(checked: Checked, surroundings: Surroundings): readonly Finding[] {
  const concerns = concernedWithCloudflare(checked.evaluation.mentions, surroundings);
  const about = judgedOnce(checked).flatMap((judged) => {
    const isConcerned = concerns(judged);
    return [
      ...transferFindings(judged, isConcerned, surroundings.now),
      ...(isConcerned ? notifyFindings(judged) : []),
    ];
  });
  const short = new Set(
    about.flatMap(({ kind, related }) => (kind === 'missing-new' ? related.map(placeOf) : [])),
  );
  return [
    ...checked.evaluation.mentions.flatMap((mention) => addressFinding(mention, short)),
    ...joined(about),
    ...checked.evaluation.doubts.flatMap(doubtFinding),
  ];
}

/** A zone that is in several views is right where the view that Cloudflare reaches is right. */
function judgedOnce({ zones }: Checked): readonly JudgedZone[] {
  if (new Set(zones.map(({ zone }) => zone.name)).size === zones.length) return zones;
  const judge = new Judge();
  return mergeViews(zones.map(({ zone }) => zone)).map((zone) => judge.judge(zone));
}

function addressFinding(mention: Mention, short: ReadonlySet<string>): readonly Finding[] {
  const known = knownAddress(mention.range);
  const stale = known?.standing === 'old' || known?.standing === 'dead';
  if (known === undefined || !stale || known.address.role !== mention.role) return [];
  return [
    {
      ...NOTHING,
      kind: known.standing === 'old' ? 'old-address' : 'dead-address',
      at: mention.span,
      severity: short.has(placeOf(mention.span)) ? 'warning' : 'information',
      addresses: [known.address],
    },
  ];
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

function transferFindings(judged: JudgedZone, isConcerned: boolean, now: number): readonly Finding[] {
  const { zone, transfer } = judged;
  const families = [transfer.ipv4, transfer.ipv6];
  const at = zone.transfer.at ?? zone.at;
  if (families.some((answer) => SHORT.has(answer))) {
    return [
      {
        ...NOTHING,
        kind: 'missing-new',
        at,
        severity: oldSourcesEnded(now) && !families.some((answer) => GOOD.has(answer)) ? 'error' : 'warning',
        zones: [zone.name],
        addresses: missingSources(judged),
        related: placesOf(allowing(transfer.sources)),
        onlyOld: families.includes('only-old') && !families.some((answer) => GOOD.has(answer)),
      },
    ];
  }
  if (families.every((answer) => answer === 'refused') && !isLocal(zone.name)) {
    return [
      {
        ...NOTHING,
        kind: 'refused',
        at,
        severity: isConcerned ? 'error' : 'information',
        zones: [zone.name],
        addresses: NEW_SOURCES,
        related: placesOf(transfer.sources).filter((place) => placeOf(place) !== placeOf(at)),
      },
    ];
  }
  return [];
}

/** The new addresses of the families that an older or another new address may use already. */
function missingSources({ transfer }: JudgedZone): readonly CloudflareAddress[] {
  return transfer.sources.flatMap(({ source, answer }) => {
    const family = source.prefix.includes(':') ? transfer.ipv6 : transfer.ipv4;
    const isMissing = answer === 'refused' || answer === 'partly';
    return isMissing && SHORT.has(family) && NEW_SOURCES.includes(source) ? [source] : [];
  });
}

function notifyFindings({ zone, notify }: JudgedZone): readonly Finding[] {
  if (notify.some(isDoubtful)) return [];
  const missing = notify.filter(({ decision }) => decision.kind === 'does-not-send');
  if (missing.length === 0) return [];
  const off = zone.notify.off;
  return [
    {
      ...NOTHING,
      kind: off ? 'notify-off' : 'missing-notify',
      at: off ?? zone.notify.at ?? zone.at,
      severity: missing.length === notify.length ? 'warning' : 'information',
      zones: [zone.name],
      addresses: missing.map(({ target }) => target),
    },
  ];
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

/** One finding for all zones whose findings are the same but for the zone. */
function joined(all: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding & { readonly zones: string[] }>();
  for (const finding of all) {
    const key = [
      finding.kind,
      finding.severity,
      placeOf(finding.at),
      ...finding.addresses.map(({ prefix }) => prefix),
    ].join(' ');
    const group = groups.get(key);
    if (group) group.zones.push(...finding.zones);
    else groups.set(key, { ...finding, zones: [...finding.zones] });
  }
  return [...groups.values()];
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
