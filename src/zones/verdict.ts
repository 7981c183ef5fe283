import { compareSerials, serialDistance } from '../dns/serial.ts';
import type { Text } from '../text/text.ts';
import { type Check, type NotAsked, type PrimaryView, serialOf } from './check.ts';
import type { Zone } from './zone.ts';

/** What can be said of a zone beside its primaries, each with its evidence. */
export type Verdict =
  | { readonly kind: 'in-step'; readonly serial: number }
  /** `since`: when the newer serial was first seen, milliseconds since the epoch. */
  | {
      readonly kind: 'behind';
      readonly by: number;
      readonly held: number;
      readonly newest: PrimarySerial;
      readonly since: number | undefined;
    }
  /** The primary's serial went back. */
  | { readonly kind: 'ahead'; readonly by: number; readonly held: number; readonly newest: PrimarySerial }
  | { readonly kind: 'disagree'; readonly primaries: readonly PrimarySerial[] }
  /** Serials 2^31 apart, of which RFC 1982 does not say which is newer. */
  | { readonly kind: 'incomparable'; readonly held: number; readonly other: PrimarySerial }
  | { readonly kind: 'never-transferred'; readonly reachable: boolean }
  /** Behind for a while, and the last check is older than the newer serial: no NOTIFY seems to have arrived. */
  | { readonly kind: 'notify-missing'; readonly checkedAt: number; readonly since: number }
  /** Cloudflare checked lately and holds what an older primary has, though another has more. */
  | { readonly kind: 'one-primary-asked'; readonly asked: PrimarySerial; readonly newer: PrimarySerial }
  | {
      readonly kind: 'name-server-older';
      readonly name: Text;
      readonly serial: number;
      readonly held: number;
    }
  | { readonly kind: 'primary-trouble'; readonly primary: PrimaryView; readonly trouble: Trouble }
  | { readonly kind: 'not-asked'; readonly primary: PrimaryView; readonly why: NotAsked }
  /** No primary gave a serial that can be believed. */
  | { readonly kind: 'nothing-to-compare' };

export interface PrimarySerial {
  readonly tag: Text;
  readonly name: Text;
  readonly at: Text;
  readonly serial: number;
  /** When this serial was first seen there, milliseconds since the epoch. */
  readonly since: number | undefined;
}

/** What is wrong with a primary, as seen from here. */
export type Trouble =
  | 'refuses'
  | 'silent'
  | 'closed-port'
  | 'unreachable'
  | 'not-authoritative'
  | 'expired'
  | 'fails'
  | 'unknown-zone'
  | 'lame'
  | 'tsig'
  | 'unreadable'
  /** The zone's name or the peer's address is none. */
  | 'not-askable';

/** All verdicts on a zone, the most important first. */
export function verdicts(zone: Zone, check: Check): readonly Verdict[] {
  const serials = check.primaries.flatMap(primarySerial);
  return [
    ...comparison(zone, serials, check.at).filter(({ kind }) => !isOld(zone, check) || STILL_TRUE.has(kind)),
    ...nameServerVerdicts(zone, check),
    ...check.primaries.flatMap(trouble),
  ];
}

/** What a check can still say once Cloudflare holds another serial: the primaries may have moved on since. */
const STILL_TRUE: ReadonlySet<Verdict['kind']> = new Set(['behind', 'in-step', 'never-transferred']);

/** Whether Cloudflare holds another serial now than when the servers were asked. */
function isOld({ incoming }: Zone, { held }: Check): boolean {
  return held !== undefined && incoming?.soaSerial !== held;
}

function comparison(zone: Zone, serials: readonly PrimarySerial[], now: number): readonly Verdict[] {
  const held = zone.incoming?.soaSerial;
  if (!held) {
    return [{ kind: 'never-transferred', reachable: serials.length > 0 }];
  }
  const newest = newestOf(serials);
  if (!newest) {
    return [{ kind: 'nothing-to-compare' }];
  }
  const { since } = newest;
  const disagreement: readonly Verdict[] = serials.some(({ serial }) => serial !== newest.serial)
    ? [{ kind: 'disagree', primaries: serials }]
    : [];
  const distance = serialDistance(held, newest.serial);
  if (distance === undefined) {
    return [{ kind: 'incomparable', held, other: newest }, ...disagreement];
  }
  if (distance === 0) {
    return [{ kind: 'in-step', serial: held }, ...disagreement];
  }
  if (distance < 0) {
    return [{ kind: 'ahead', by: -distance, held, newest }, ...disagreement];
  }
  return [
    { kind: 'behind', by: distance, held, newest, since },
    ...cause(zone, held, newest, serials, now),
    ...disagreement,
  ];
}

/** Milliseconds that a NOTIFY, and the check that it brings about, may take. */
const NOTIFY_TAKES = 60_000;

/** Why a zone that is behind may be so. */
function cause(
  { incoming }: Zone,
  held: number,
  newest: PrimarySerial,
  serials: readonly PrimarySerial[],
  now: number,
): readonly Verdict[] {
  const { since } = newest;
  const checkedAt = incoming?.checkedTime === undefined ? undefined : Date.parse(incoming.checkedTime);
  if (checkedAt === undefined || since === undefined) {
    return [];
  }
  if (checkedAt < since) {
    return now - since < NOTIFY_TAKES ? [] : [{ kind: 'notify-missing', checkedAt, since }];
  }
  const asked = serials.find(({ serial }) => serial === held);
  return asked ? [{ kind: 'one-primary-asked', asked, newer: newest }] : [];
}

/** The newest of the serials by RFC 1982; among incomparable ones the first stands. */
function newestOf(serials: readonly PrimarySerial[]): PrimarySerial | undefined {
  return serials.reduce<PrimarySerial | undefined>(
    (newest, candidate) =>
      newest && compareSerials(newest.serial, candidate.serial) !== 'less' ? newest : candidate,
    undefined,
  );
}

function nameServerVerdicts(zone: Zone, { nameServers }: Check): readonly Verdict[] {
  const held = zone.incoming?.soaSerial;
  return nameServers.flatMap(({ name, answer }): readonly Verdict[] => {
    const serial = serialOf(answer);
    const isOlder = held && serial !== undefined && compareSerials(serial, held) === 'less';
    return isOlder ? [{ kind: 'name-server-older', name, serial, held }] : [];
  });
}

function primarySerial({ tag, name, at, answer, since }: PrimaryView): readonly PrimarySerial[] {
  const serial = serialOf(answer);
  return serial === undefined ? [] : [{ tag, name, at, serial, since }];
}

function trouble(primary: PrimaryView): readonly Verdict[] {
  if (primary.notAsked) {
    return [{ kind: 'not-asked', primary, why: primary.notAsked }];
  }
  const found = troubleOf(primary);
  return found ? [{ kind: 'primary-trouble', primary, trouble: found }] : [];
}

/** The code of "invalid data", by which a server says that its copy of the zone has expired (RFC 8914, section 4.25). */
const EXPIRED = 24;

function troubleOf({ answer }: PrimaryView): Trouble | undefined {
  switch (answer?.kind) {
    case undefined:
    case 'ok':
    case 'cancelled':
      return undefined;
    case 'refused':
      return 'refuses';
    case 'timeout':
    case 'silent':
      return 'silent';
    case 'closed-port':
    case 'unreachable':
    case 'not-authoritative':
    case 'lame':
    case 'tsig':
      return answer.kind;
    case 'servfail':
      return answer.extendedErrors.some(({ code }) => code === EXPIRED) ? 'expired' : 'fails';
    case 'nxdomain':
    case 'no-soa':
      return 'unknown-zone';
    case 'rcode':
      return 'fails';
    case 'unusable-key':
      return 'tsig';
    case 'bad-message':
      return 'unreadable';
    case 'bad-name':
    case 'bad-server':
      return 'not-askable';
  }
}

/** What a check means for the state of the zone; undefined where nothing could be compared. */
export function standing(zone: Zone, check: Check): 'in-step' | 'behind' | 'out-of-step' | undefined {
  const kinds = new Set(verdicts(zone, check).map(({ kind }) => kind));
  if (kinds.has('ahead') || kinds.has('incomparable')) {
    return 'out-of-step';
  }
  if (kinds.has('behind')) {
    return 'behind';
  }
  if (kinds.has('disagree')) {
    return 'out-of-step';
  }
  return kinds.has('in-step') ? 'in-step' : undefined;
}
