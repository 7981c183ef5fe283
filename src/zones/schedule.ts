export interface ScheduleOptions {
  /** Milliseconds between runs; 0 for never. */
  readonly interval: () => number;
  readonly run: () => Promise<void>;
  /** In [0, 1): spreads the runs of many windows. */
  readonly random: () => number;
}

/** Runs something again and again while somebody looks, and never while nobody does. */
export class Schedule {
  readonly #options: ScheduleOptions;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  /** Says whether somebody looks. */
  look(looking: boolean): void {
    if (looking !== this.#looking) {
      this.#looking = looking;
      this.restart();
    }
  }

  /** Counts the interval anew, such as after a refresh by hand. */
  restart(): void {
    clearTimeout(this.#timer);
    const interval = this.#options.interval();
    if (this.#looking && interval > 0) {
      const pause = interval * (0.9 + 0.2 * this.#options.random());
      this.#timer = setTimeout(() => void this.#options.run().finally(() => this.restart()), pause);
    }
  }

  dispose(): void {
    this.#looking = false;
    clearTimeout(this.#timer);
  }
}
