import type { Clock } from '../clock.ts';

/** What is older than this share of the interval is read again: with the pauses it never gets older than it. */
const DUE = 0.7;
/** The shares of the interval between two looks at what is due, the least and what chance adds to it. */
const MIN_PAUSE = 0.15;
const JITTER = 0.1;
/** The interval is doubled for each failed run, up to this power of two. */
const MAX_BACK_OFF = 4;
/** Milliseconds in which the first rows are drawn: what speaks HTTP takes half as long to load, and would hold them up. */
const FIRST_ROWS = 250;

export interface AutoRefreshOptions {
  readonly clock: Clock;
  /** In [0, 1): spreads the runs of many windows. */
  readonly random: () => number;
  /** Milliseconds after which what is visible is read again; 0 for never. */
  readonly interval: () => number;
  /** The zones that are visible; undefined for all, empty for none. */
  readonly visibleZones: () => ReadonlySet<string> | undefined;
  /** Reads what was asked longer ago than an age, milliseconds: these zones alone, or with undefined all. */
  readonly refreshOlder: (age: number, only: ReadonlySet<string> | undefined) => Promise<void>;
  /** Cancels all requests, since nothing is visible any more. */
  readonly cancelAll: () => void;
  /** Whether the last run met with an outage: the next one then waits longer. */
  readonly isOutage: () => boolean;
}

/** Refreshes periodically while a view or a page is visible, and asks nothing otherwise. */
export class AutoRefresh {
  readonly #options: AutoRefreshOptions;
  readonly #end = new AbortController();
  #isAllowed = false;
  #running: AbortController | undefined;

  constructor(options: AutoRefreshOptions) {
    this.#options = options;
  }

  /** Lets it run while something is visible, once the first rows are drawn. */
  async start(): Promise<void> {
    await this.#options.clock.sleep(FIRST_ROWS, this.#end.signal);
    if (!this.#end.signal.aborted) {
      this.#isAllowed = true;
      this.update();
    }
  }

  /** Runs or stops, as what is visible has changed. */
  update(): void {
    if (this.#options.visibleZones()?.size === 0) {
      if (this.#running) {
        this.#stop();
        this.#options.cancelAll();
      }
    } else if (this.#isAllowed && !this.#running) {
      this.#running = new AbortController();
      void this.#run(this.#running.signal);
    }
  }

  /** Reads at once what is due, and counts the interval from now. */
  restart(): void {
    this.#stop();
    this.update();
  }

  dispose(): void {
    this.#end.abort();
    this.#isAllowed = false;
    this.#stop();
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, random, interval, visibleZones, refreshOlder, isOutage } = this.#options;
    for (let failures = 0; !signal.aborted; ) {
      const every = interval() * 2 ** Math.min(failures, MAX_BACK_OFF);
      void refreshOlder(every > 0 ? DUE * every : Number.POSITIVE_INFINITY, visibleZones());
      if (every === 0) {
        return;
      }
      await clock.sleep(every * (MIN_PAUSE + JITTER * random()), signal);
      failures = isOutage() ? failures + 1 : 0;
    }
  }
}
