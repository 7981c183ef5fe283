import type { Id } from '../text/id.ts';
import type { Text } from '../text/text.ts';
import { severity, type ZoneState } from './state.ts';
import { type Zone, zoneName } from './zone.ts';

export type ZoneOrder = 'state' | 'name';

/** Sorts zones worst first and then by name, or by name alone. */
export function orderZones(
  zones: Iterable<Zone>,
  order: ZoneOrder,
  stateOf: (zone: Zone) => ZoneState,
): readonly Zone[] {
  const keyed = Array.from(zones, (zone) => ({
    zone,
    name: zoneName(zone),
    rank: order === 'state' ? severity(stateOf(zone)) : 0,
  }));
  keyed.sort((a, b) => a.rank - b.rank || compareNames(a.name, b.name) || (a.zone.id < b.zone.id ? -1 : 1));
  return keyed.map(({ zone }) => zone);
}

let collator: Intl.Collator | undefined;

/**
 * Compares names as people sort them: `zone-2` before `zone-10`. The collator is made at the first use, since
 * making one takes as long as loading the whole extension.
 */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** The names of the accounts of zones by id, sorted by name; what has no name comes last. */
export function accountNames(zones: Iterable<Zone>): ReadonlyMap<Id | undefined, Text | undefined> {
  const names = new Map<Id | undefined, Text | undefined>();
  for (const { account } of zones) {
    names.set(account?.id, account?.name);
  }
  return new Map([...names].sort(([, a], [, b]) => (a && b ? compareNames(a, b) : a ? -1 : 1)));
}
