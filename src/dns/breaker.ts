export interface BreakerOptions {
  /** How many time-outs in a row open it. */
  readonly timeouts: number;
  /** Milliseconds after which one question may try again. */
  readonly cooldown: number;
}

/**
 * Spares the wait for a server that does not answer. It opens after some time-outs in a row of questions since
 * whose sending nothing came: a server that answers others is alive, and drops some, as rate limits do.
 * Times are milliseconds of one clock.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  #timeouts = 0;
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #retryAt: number | undefined;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  /** Whether the server counts as dead. */
  get isOpen(): boolean {
    return this.#retryAt !== undefined;
  }

  /** Whether a question may be sent now. When the cooldown is over, one may: the probe. */
  admits(now: number): boolean {
    if (this.#retryAt === undefined) {
      return true;
    }
    if (now < this.#retryAt) {
      return false;
    }
    this.#retryAt = now + this.#options.cooldown;
    return true;
  }

  answered(now: number): void {
    this.#lastAnswer = now;
    this.#timeouts = 0;
    this.#retryAt = undefined;
  }

  timedOut(sentAt: number, now: number): void {
    if (sentAt < this.#lastAnswer) {
      return;
    }
    this.#timeouts += 1;
    if (this.#timeouts >= this.#options.timeouts) {
      this.#retryAt = now + this.#options.cooldown;
    }
  }
}
