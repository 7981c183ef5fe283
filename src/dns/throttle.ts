/** Lets a limited number in at a time, first come, first served. */
export class Semaphore {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  /** Does the work when there is a place for it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) {
      this.#free -= 1;
    } else {
      await new Promise<void>((enter) => this.#waiting.push(enter));
    }
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next) {
      next();
    } else {
      this.#free += 1;
    }
  }
}

/**
 * How fast one server may be asked. As long as it answers everything, there is no limit but that of questions
 * under way. When it drops one, which a rate limit does, the pace falls to a gentle rate; each answer since then
 * makes it one question a second faster. Times are milliseconds of one clock.
 */
export class RateLimiter {
  readonly #gentleRate: number;
  #rate = Number.POSITIVE_INFINITY;
  #next = Number.NEGATIVE_INFINITY;

  /** @param gentleRate questions a second */
  constructor(gentleRate: number) {
    this.#gentleRate = gentleRate;
  }

  /** Takes the next turn. @returns milliseconds to wait for it */
  turn(now: number): number {
    const at = Math.max(now, this.#next);
    this.#next = at + 1000 / this.#rate;
    return at - now;
  }

  answered(): void {
    this.#rate += 1;
  }

  dropped(now: number): void {
    this.#rate = this.#gentleRate;
    this.#next = Math.max(this.#next, now + 1000 / this.#rate);
  }
}

export interface CircuitBreakerOptions {
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
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #timeouts = 0;
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #retryAt: number | undefined;

  constructor(options: CircuitBreakerOptions) {
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
