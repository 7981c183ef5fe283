import { Refresher } from '../../../src/zones/refresher.ts';
import type { ZoneStore } from '../../../src/zones/store.ts';

/** A refresher on the machine's clock that reads zones in the order of the list, eight at once. */
export function refresherOf(store: ZoneStore): Refresher {
  return new Refresher({
    store,
    now: Date.now,
    concurrency: () => 8,
    lookedAt: () => new Set(),
    order: (zones) => Array.from(zones, ({ id }) => id),
  });
}
