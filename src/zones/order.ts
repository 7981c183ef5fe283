import { compareNames } from './names.ts';
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
