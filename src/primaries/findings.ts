import type { Checked } from './checkFiles.ts';
import {
  type CloudflareAddress,
  type KnownAddress,
  knownAddress,
  NEW_SOURCES,
  oldSourcesEnded,
  prefixesOf,
} from './cloudflareAddresses.ts';
import type { Doubt } from './doubt.ts';
import type { DialectName, Mention } from './evaluation.ts';
import type { FamilyAnswer, JudgedSource, JudgedTransfer, JudgedZone } from './judge.ts';

import { judgedOnce } from './mergeViews.ts';
import { distinctPlaces, isSamePlace, PlaceMap } from './placeMap.ts';
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
  const named = new PlaceMap<KnownAddress>();
  for (const { range, span } of mentions) {
    const known = knownAddress(range);
    if (known) named.set(span, known);
    yield;
  }
  const writable = writableSources(checked.evaluation.dialect);
  const placesBy = new Map<JudgedTransfer, Places>();
  const about = new ZoneFindings();
  for (const judged of judgedOnce(checked.zones)) {
    const places = placesBy.get(judged.transfer) ?? placesIn(judged.transfer, named);
    placesBy.set(judged.transfer, places);
    const isConcerned = concernsCloudflare(judged, places, surroundings);
    about.add(transferFinding(judged, places, { isConcerned, writable, now: surroundings.now }));
    if (isConcerned) about.add(notifyFinding(judged));
    yield;
  }
  const short = new PlaceMap<true>();
  for (const { kind, related } of about.all) {
    if (kind === 'missing-new') for (const place of related) short.set(place, true);
    yield;
  }
  const stale: Finding[] = [];
  for (const mention of mentions) {
    const finding = addressFinding(mention, named.get(mention.span), short);
    if (finding) stale.push(finding);
    yield;
  }
  return [...stale, ...about.all, ...doubts.flatMap(doubtFinding)];
}

function addressFinding(
  mention: Mention,
  known: KnownAddress | undefined,
  short: PlaceMap<true>,
): Finding | undefined {
  const stale = known?.standing === 'old' || known?.standing === 'dead';
  if (known === undefined || !stale || known.address.role !== mention.role) return undefined;
  return {
    ...NOTHING,
    kind: known.standing === 'old' ? 'old-address' : 'dead-address',
    at: mention.span,
    severity: short.has(mention.span) ? 'warning' : 'information',
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

/** The new addresses that a configuration can name: Windows DNS takes single addresses and no prefix. */
function writableSources(dialect: DialectName): readonly CloudflareAddress[] {
  return dialect === 'windows' ? NEW_SOURCES.filter(({ prefix }) => !prefix.includes('/')) : NEW_SOURCES;
}

/** What is known about a zone's surroundings. */
interface About {
  readonly isConcerned: boolean;
  readonly writable: readonly CloudflareAddress[];
  readonly now: number;
}

function transferFinding(
  judged: JudgedZone,
  places: Places,
  { isConcerned, writable, now }: About,
): Finding | undefined {
  const { zone, transfer } = judged;
  const families = [transfer.ipv4, transfer.ipv6];
  const at = zone.transfer.at ?? zone.at;
  if (families.some((answer) => SHORT.has(answer))) {
    const isReached = families.some((answer) => GOOD.has(answer));
    const addresses = missingSources(judged, writable);
    if (addresses.length === 0) return undefined;
    return {
      ...NOTHING,
      kind: 'missing-new',
      at,
      severity: oldSourcesEnded(now) && !isReached ? 'error' : 'warning',
      zones: [zone.name],
      addresses,
      related: places.allowing,
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
      addresses: writable,
      related: places.all.filter((place) => !isSamePlace(place, at)),
    };
  }
  return undefined;
}

/** The new addresses of the families that an older or another new address may use already. */
function missingSources(
  { transfer }: JudgedZone,
  writable: readonly CloudflareAddress[],
): readonly CloudflareAddress[] {
  return transfer.sources.flatMap(({ source, answer }) => {
    const family = source.prefix.includes(':') ? transfer.ipv6 : transfer.ipv4;
    const isMissing = answer === 'refused' || answer === 'partly';
    return isMissing && SHORT.has(family) && writable.includes(source) ? [source] : [];
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

/** Where a transfer is decided. */
interface Places {
  readonly all: readonly Span[];
  /** Where one of Cloudflare's sources is allowed. */
  readonly allowing: readonly Span[];
  /** Whether an address of Cloudflare's allows it. */
  readonly isNamed: boolean;
}

function placesIn({ sources }: JudgedTransfer, named: PlaceMap<KnownAddress>): Places {
  const allowing = placesOf(sources.filter(({ answer }) => answer !== 'refused' && answer !== 'cannot-tell'));
  return { all: placesOf(sources), allowing, isNamed: allowing.some((at) => named.has(at)) };
}

function placesOf(sources: readonly JudgedSource[]): readonly Span[] {
  return distinctPlaces(sources.flatMap(({ decidedAt }) => decidedAt));
}

/** Whether a zone has to do with Cloudflare: by the account, or since the configuration names its addresses for it. */
function concernsCloudflare(
  { zone, notify }: JudgedZone,
  { isNamed }: Places,
  { isSecondary }: Surroundings,
): boolean {
  return isNamed || isSecondary(zone.name) || notify.some(({ decision }) => decision.kind === 'sends');
}

type ZoneFinding = Finding & { readonly zones: string[] };

/** Findings of zones, those that are the same but for the zone as one. */
class ZoneFindings {
  readonly all: ZoneFinding[] = [];
  readonly #byPlace = new PlaceMap<ZoneFinding[]>();

  add(finding: Finding | undefined): void {
    if (finding === undefined) return;
    const here = this.#byPlace.get(finding.at) ?? [];
    const same = here.find((known) => isSame(known, finding));
    if (same) {
      same.zones.push(...finding.zones);
      return;
    }
    const added = { ...finding, zones: [...finding.zones] };
    this.all.push(added);
    here.push(added);
    this.#byPlace.set(finding.at, here);
  }
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.kind === b.kind && a.severity === b.severity && prefixesOf(a.addresses) === prefixesOf(b.addresses)
  );
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
