/** Counts events, and holds all servers still from a chosen one on, until it is let go. */
export class Moments {
  readonly #chosen: number;
  readonly #reached = Promise.withResolvers<void>();
  readonly #released = Promise.withResolvers<void>();
  readonly seen: string[] = [];

  /** @param chosen which event, the first one being 1; none unless given */
  constructor(chosen = Number.POSITIVE_INFINITY) {
    this.#chosen = chosen;
  }

  /** Fulfilled with the chosen event. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  note(event: string): void {
    this.seen.push(event);
    if (this.seen.length === this.#chosen) this.#reached.resolve();
  }

  /** Notes an event at a server, which goes on once this has resolved. */
  async hold(event: string): Promise<void> {
    this.note(event);
    if (this.seen.length >= this.#chosen) await this.#released.promise;
  }

  release(): void {
    this.#released.resolve();
  }
}
