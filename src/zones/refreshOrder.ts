import { needsAttention, type ZoneState } from './state.ts';
import type { Zone } from './zone.ts';

/**
 * The order in which zones are read: those that are looked at, those never read, those that need attention,
 * then the rest; within each the one read longest ago first.
 */
export function refreshOrder(
  zones: Iterable<Zone>,
  lookedAt: ReadonlySet<string>,
  stateOf: (zone: Zone) => ZoneState,
): readonly string[] {
  const rank = (zone: Zone): number => {
    if (lookedAt.has(zone.id)) {
      return 0;
    }
    const state = stateOf(zone);
    return state === 'loading' ? 1 : needsAttention(state) ? 2 : 3;
  };
  return Array.from(zones, (zone) => ({ id: zone.id, rank: rank(zone), readAt: zone.readAt ?? 0 }))
    .sort((a, b) => a.rank - b.rank || a.readAt - b.readAt)
    .map(({ id }) => id);
}
