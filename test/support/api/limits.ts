/** What the limit says of one request. Times in whole seconds, rounded up, as the API's headers have them. */
export interface Verdict {
  readonly allowed: boolean;
  /** Requests left in the window. */
  readonly remaining: number;
  /** Until the window, or the block, ends. */
  readonly resetSeconds: number;
}

interface Window {
  readonly end: number;
  used: number;
  blocked: boolean;
}

/**
 * A model of the API's rate limit. A credential's window opens with its first request; what goes past the
 * count is refused, and blocks the credential for as long as a window, counted from that refusal.
 */
export class RateLimit {
  readonly count: number;
  /** Milliseconds. */
  readonly window: number;
  readonly #windows = new Map<string, Window>();

  /** @param window milliseconds */
  constructor(count = 1200, window = 300_000) {
    this.count = count;
    this.window = window;
  }

  /**
   * Counts one request.
   * @param credential whatever tells who asks
   * @param now milliseconds, of any clock
   */
  take(credential: string, now: number): Verdict {
    let window = this.#windows.get(credential);
    if (!window || now >= window.end) {
      window = this.#open(credential, now, 0, false);
    }
    if (!window.blocked && window.used === this.count) {
      window = this.#open(credential, now, this.count, true);
    }
    if (!window.blocked) {
      window.used += 1;
    }
    return {
      allowed: !window.blocked,
      remaining: this.count - window.used,
      resetSeconds: Math.ceil((window.end - now) / 1000),
    };
  }

  #open(credential: string, now: number, used: number, blocked: boolean): Window {
    const window = { end: now + this.window, used, blocked };
    this.#windows.set(credential, window);
    return window;
  }
}
