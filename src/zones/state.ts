import { standing } from './verdict.ts';
import type { Zone } from './zone.ts';

/** The states of a zone, worst first: the order in which the tree sorts. */
export const ZONE_STATES = [
  'error',
  'not-permitted',
  'out-of-step',
  'behind',
  'overdue',
  'never-transferred',
  'no-peers',
  'not-configured',
  'loading',
  'in-order',
] as const;
export type ZoneState = (typeof ZONE_STATES)[number];

/** The states that ask somebody to act: the badge counts them. */
const NEEDS_ATTENTION: ReadonlySet<ZoneState> = new Set([
  'error',
  'not-permitted',
  'out-of-step',
  'behind',
  'overdue',
  'never-transferred',
  'no-peers',
]);

export function needsAttention(state: ZoneState): boolean {
  return NEEDS_ATTENTION.has(state);
}

/** Fields without which nothing can be said of a zone: one that came ill-typed is an error. */
const DECISIVE: ReadonlySet<string> = new Set(['soa_serial', 'peers']);

/** 0 for the worst. */
export function severity(state: ZoneState): number {
  return ZONE_STATES.indexOf(state);
}

/**
 * Whether a zone is in order, and if not, in what way. The API has no last error and no transfer log, so
 * health is inferred from serial, last check and refresh time.
 * @param now milliseconds since the epoch
 * @param overdueFactor how many refresh intervals may pass without a check
 */
export function zoneState(zone: Zone, now: number, overdueFactor: number): ZoneState {
  if (zone.failure) {
    return zone.failure.kind === 'forbidden' ? 'not-permitted' : 'error';
  }
  const { incoming } = zone;
  if (incoming === undefined) {
    return 'loading';
  }
  if (incoming === null) {
    return 'not-configured';
  }
  if (incoming.problems.some(({ field }) => DECISIVE.has(field))) {
    return 'error';
  }
  if (incoming.peers?.length === 0) {
    return 'no-peers';
  }
  if (!incoming.soaSerial) {
    return 'never-transferred';
  }
  const found = zone.check && standing(zone, zone.check);
  if (found === 'behind' || found === 'out-of-step') {
    return found;
  }
  const due = overdueAt(zone, overdueFactor);
  return due !== undefined && now > due ? 'overdue' : 'in-order';
}

/**
 * When a zone becomes overdue, milliseconds since the epoch; undefined when the API did not report a check
 * and a refresh time.
 */
export function overdueAt(zone: Zone, overdueFactor: number): number | undefined {
  return afterCheck(zone, overdueFactor);
}

/** When Cloudflare checks the primary next without a NOTIFY, milliseconds since the epoch. */
export function nextCheckAt(zone: Zone): number | undefined {
  return afterCheck(zone, 1);
}

/** The last moment that a Date can hold, milliseconds since the epoch. */
const LAST_MOMENT = 8.64e15;

/** A time that no Date can hold is the last one. */
function afterCheck({ incoming }: Zone, intervals: number): number | undefined {
  if (!incoming?.checkedTime || !incoming.autoRefreshSeconds) {
    return undefined;
  }
  const next = Date.parse(incoming.checkedTime) + intervals * incoming.autoRefreshSeconds * 1000;
  return Math.min(next, LAST_MOMENT);
}
