import { type Observation, observe } from '../zones/observation.ts';
import type { ZoneStore } from '../zones/store.ts';
import type { Zone } from '../zones/zone.ts';
import type { Histories } from './histories.ts';
import { appendObservation, type History, observations } from './history.ts';

export interface HistoryKeeperOptions {
  readonly store: ZoneStore;
  readonly overdueFactor: () => number;
  /** Called with the identities whose zones have something new to tell. */
  readonly onChange: (identityIds: readonly string[]) => void;
}

/** Remembers what the store learned of each zone, for each identity that may read it. */
export class HistoryKeeper {
  readonly #options: HistoryKeeperOptions;
  readonly #histories = new Map<string, Map<string, History>>();
  readonly #endListening: () => void;

  constructor(options: HistoryKeeperOptions) {
    this.#options = options;
    this.#endListening = options.store.onDidChange((change) => {
      const zone = change.kind === 'zone' ? options.store.zones.get(change.zoneId) : undefined;
      if (zone) {
        this.#note(zone);
      }
    });
  }

  /** What was seen of a zone, oldest first. */
  of({ id, readerIds }: Zone): readonly Observation[] {
    return observations(this.#history(id, readerIds));
  }

  /** All that is remembered for an identity. Zones that its complete list no longer has are forgotten. */
  take(identityId: string): Histories {
    const { zones, listings } = this.#options.store;
    const own = this.#own(identityId);
    if (listings.get(identityId)?.status === 'complete') {
      for (const id of own.keys()) {
        if (!zones.get(id)?.readerIds.includes(identityId)) {
          own.delete(id);
        }
      }
    }
    return own;
  }

  /** Takes over what was remembered in a file, before what was seen since. */
  restore(identityId: string, histories: Histories): void {
    const own = this.#own(identityId);
    for (const [zoneId, before] of histories) {
      own.set(zoneId, observations(own.get(zoneId) ?? []).reduce(appendObservation, before));
    }
  }

  /** Forgets what identities other than these saw. */
  wipeOthers(identityIds: readonly string[]): void {
    for (const id of [...this.#histories.keys()].filter((id) => !identityIds.includes(id))) {
      this.#histories.delete(id);
    }
  }

  dispose(): void {
    this.#endListening();
  }

  #note(zone: Zone): void {
    const observation = observe(zone, this.#options.overdueFactor());
    if (!observation) {
      return;
    }
    const before = this.#history(zone.id, zone.readerIds);
    const after = appendObservation(before, observation);
    if (after !== before) {
      for (const reader of zone.readerIds) {
        this.#own(reader).set(zone.id, after);
      }
      this.#options.onChange(zone.readerIds);
    }
  }

  #history(zoneId: string, readerIds: readonly string[]): History {
    const known = readerIds.flatMap((reader) => {
      const history = this.#histories.get(reader)?.get(zoneId);
      return history ? [history] : [];
    });
    return known[0] ?? [];
  }

  #own(identityId: string): Map<string, History> {
    const own = this.#histories.get(identityId) ?? new Map<string, History>();
    this.#histories.set(identityId, own);
    return own;
  }
}
