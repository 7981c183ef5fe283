import type { Clock } from '../clock.ts';
import { observe } from './observation.ts';
import { needsAttention, raisesAlarm, type ZoneState } from './state.ts';
import type { ZoneStore } from './store.ts';

/** A zone that has turned from well to something else. */
export interface Alarm {
  readonly zoneId: string;
  readonly state: ZoneState;
}

export interface AlarmsOptions {
  readonly store: ZoneStore;
  readonly clock: Clock;
  readonly overdueFactor: () => number;
  /** Milliseconds without a further alarm after one. */
  readonly quietTime: () => number;
  /** Notifies the person of all that has turned since the last time; never called with an empty list. */
  readonly tell: (alarms: readonly Alarm[]) => void;
}

/** What comes within so many milliseconds is told together: the zones of a refresh arrive one by one. */
const GATHER = 5000;

/**
 * Notices when a zone that was well turns overdue, behind or failing, and tells it once. What turns in the
 * quiet time is told after it, if it is still so. What was never seen well is not told: it is nothing new.
 */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #well = new Set<string>();
  readonly #turned = new Set<string>();
  /** What the person is refreshing by hand: some zones, or all. */
  readonly #silenced = new Set<ReadonlySet<string> | 'all'>();
  readonly #endListening: () => void;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #waiting: AbortController | undefined;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#endListening = options.store.onDidChange((change) => {
      if (change.kind === 'zone') {
        this.#look(change.zoneId);
      } else if (change.kind === 'list') {
        this.#forget();
      }
    });
  }

  /** Raises no alarm for these zones while the person waits for the result. */
  async withoutAlarms<T>(zoneIds: readonly string[] | 'all', work: Promise<T>): Promise<T> {
    const watched = zoneIds === 'all' ? zoneIds : new Set(zoneIds);
    this.#silenced.add(watched);
    try {
      return await work;
    } finally {
      this.#silenced.delete(watched);
    }
  }

  dispose(): void {
    this.#endListening();
    this.#waiting?.abort();
  }

  #look(zoneId: string): void {
    const state = this.#stateOf(zoneId);
    if (state === undefined) {
      return;
    }
    if (state === 'in-order') {
      this.#well.add(zoneId);
      this.#turned.delete(zoneId);
      return;
    }
    const wasWell = this.#well.delete(zoneId);
    if (this.#isSilenced(zoneId)) {
      this.#turned.delete(zoneId);
    } else if (wasWell && raisesAlarm(state)) {
      this.#turned.add(zoneId);
      this.#tellLater();
    }
  }

  #stateOf(zoneId: string): ZoneState | undefined {
    const zone = this.#options.store.zones.get(zoneId);
    return zone && observe(zone, this.#options.overdueFactor())?.state;
  }

  #isSilenced(zoneId: string): boolean {
    return [...this.#silenced].some((zones) => zones === 'all' || zones.has(zoneId));
  }

  #tellLater(): void {
    if (!this.#waiting) {
      this.#waiting = new AbortController();
      void this.#wait(this.#waiting.signal);
    }
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    await clock.sleep(Math.max(GATHER, this.#quietUntil - clock.now()), signal);
    if (!signal.aborted) {
      this.#waiting = undefined;
      this.#tell();
    }
  }

  #tell(): void {
    const { clock, quietTime, tell } = this.#options;
    const alarms = [...this.#turned].flatMap((zoneId) => {
      const state = this.#stateOf(zoneId);
      return state !== undefined && needsAttention(state) ? [{ zoneId, state }] : [];
    });
    this.#turned.clear();
    if (alarms.length > 0) {
      this.#quietUntil = clock.now() + quietTime();
      tell(alarms);
    }
  }

  /** Of zones that are gone nothing is told, and they are new when they come back. */
  #forget(): void {
    const { zones } = this.#options.store;
    for (const known of [this.#well, this.#turned]) {
      for (const id of [...known].filter((id) => !zones.has(id))) {
        known.delete(id);
      }
    }
  }
}
