import { isGeneral } from './outage.ts';
import { type ZoneState, zoneState } from './state.ts';
import type { Zone } from './zone.ts';

/** What was seen of a zone at one moment. Times are milliseconds since the epoch. */
export interface Observation {
  /** When the answer came that told it. */
  readonly at: number;
  readonly serial: number | undefined;
  /** When Cloudflare had checked the primary last. */
  readonly checkedAt: number | undefined;
  readonly state: ZoneState;
}

/**
 * What the last answer told of a zone; undefined when none came yet, or when it failed in a way that tells of
 * the network or the API and not of the zone. The state is that of the moment of the answer: an old answer
 * does not make a zone overdue.
 */
export function observe(zone: Zone, overdueFactor: number): Observation | undefined {
  const { askedAt, incoming, failure } = zone;
  if (askedAt === undefined || (failure && isGeneral(failure.kind))) {
    return undefined;
  }
  return {
    at: Math.max(askedAt, zone.check?.at ?? askedAt),
    serial: incoming?.soaSerial,
    checkedAt: incoming?.checkedTime === undefined ? undefined : Date.parse(incoming.checkedTime),
    state: zoneState(zone, askedAt, overdueFactor),
  };
}
