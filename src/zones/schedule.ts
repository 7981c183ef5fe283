import type { Clock } from '../clock.ts';

/** What is older than this share of the interval is read again: with the pauses it never gets older than it. */
const DUE = 0.7;
/** The shares of the interval between two looks at what is due, the least and what chance adds to it. */
const LEAST_PAUSE = 0.15;
const JITTER = 0.1;
/** The interval is doubled for each failed run, up to this power of two. */
const MAX_BACK_OFF = 4;

export interface ScheduleOptions {
  readonly clock: Clock;
  /** In [0, 1): spreads the runs of many windows. */
  readonly random: () => number;
  /** Milliseconds after which what is looked at is read again; 0 for never. */
  readonly interval: () => number;
  /** Reads what was asked longer ago than an age, milliseconds. */
  readonly refreshOlder: (age: number) => Promise<void>;
  /** Whether the last run met with an outage: the next one then waits longer. */
  readonly isOutage: () => boolean;
}

/** Keeps what is looked at young, and asks nothing while nobody looks. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #looking: AbortController | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** Says whether somebody looks. */
  look(looking: boolean): void {
    if (looking && !this.#looking) {
      this.restart();
    } else if (!looking) {
      this.dispose();
    }
  }

  /** Looks at once at what is due, and counts anew from here. */
  restart(): void {
    this.dispose();
    this.#looking = new AbortController();
    void this.#run(this.#looking.signal);
  }

  dispose(): void {
    this.#looking?.abort();
    this.#looking = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, random, interval, refreshOlder, isOutage } = this.#options;
    for (let failures = 0; !signal.aborted; ) {
      const every = interval() * 2 ** Math.min(failures, MAX_BACK_OFF);
      void refreshOlder(every > 0 ? DUE * every : Number.POSITIVE_INFINITY);
      if (every === 0) {
        return;
      }
      await clock.sleep(every * (LEAST_PAUSE + JITTER * random()), signal);
      failures = isOutage() ? failures + 1 : 0;
    }
  }
}
