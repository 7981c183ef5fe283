import { MAX_TIME } from '../clock.ts';
import { standing } from './verdict.ts';
import type { Zone } from './zone.ts';

/** What a state means for a zone, whatever it is called on the screen. */
interface StateTraits {
  /** It needs action: the badge counts it. */
  readonly needsAttention: boolean;
  /** A zone that was in order and turns to it raises an alarm. */
  readonly alarms: boolean;
  /** Stands for the state in files: a number that was ever given is never given to another. */
  readonly fileNumber: number;
}

/** The states of a zone, worst first: the order in which the tree sorts. */
const TRAITS = {
  error: { needsAttention: true, alarms: true, fileNumber: 0 },
  'not-permitted': { needsAttention: true, alarms: true, fileNumber: 1 },
  'out-of-step': { needsAttention: true, alarms: true, fileNumber: 2 },
  behind: { needsAttention: true, alarms: true, fileNumber: 3 },
  overdue: { needsAttention: true, alarms: true, fileNumber: 4 },
  'never-transferred': { needsAttention: true, alarms: false, fileNumber: 5 },
  'no-peers': { needsAttention: true, alarms: false, fileNumber: 6 },
  'not-configured': { needsAttention: false, alarms: false, fileNumber: 7 },
  loading: { needsAttention: false, alarms: false, fileNumber: 8 },
  'in-order': { needsAttention: false, alarms: false, fileNumber: 9 },
} as const satisfies Readonly<Record<string, StateTraits>>;

export type ZoneState = keyof typeof TRAITS;

/** Every state, worst first. */
export const ZONE_STATES = Object.keys(TRAITS) as readonly ZoneState[];

/** Whether a state needs action. */
export function needsAttention(state: ZoneState): boolean {
  return TRAITS[state].needsAttention;
}

/** Whether a zone that was in order and turns to this state raises an alarm. */
export function raisesAlarm(state: ZoneState): boolean {
  return TRAITS[state].alarms;
}

/** The number that stands for a state in files. */
export function fileNumberOf(state: ZoneState): number {
  return TRAITS[state].fileNumber;
}

/** The state that a number in a file stands for; undefined for a number that was never given. */
export function stateOfFileNumber(number: number): ZoneState | undefined {
  return STATES_BY_FILE_NUMBER.get(number);
}

const STATES_BY_FILE_NUMBER: ReadonlyMap<number, ZoneState> = new Map(
  ZONE_STATES.map((state) => [TRAITS[state].fileNumber, state]),
);

/** Fields that decide the state: one of an unexpected type is an error. */
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

/** Clamped to the largest time that a Date can hold. */
function afterCheck({ incoming }: Zone, intervals: number): number | undefined {
  if (!incoming?.checkedTime || !incoming.autoRefreshSeconds) {
    return undefined;
  }
  const next = Date.parse(incoming.checkedTime) + intervals * incoming.autoRefreshSeconds * 1000;
  return Math.min(next, MAX_TIME);
}
