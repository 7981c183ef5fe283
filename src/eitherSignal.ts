/**
 * Signals that abort with one of their own or with another one, whichever aborts first. There is one for each other
 * signal: `AbortSignal.any` leaves a trace of each that it makes, as long as its sources live.
 */
export class EitherSignal {
  readonly #own: AbortSignal;
  readonly #made = new WeakMap<AbortSignal, AbortSignal>();

  constructor(own: AbortSignal) {
    this.#own = own;
  }

  /** The same signal whenever it is asked for. */
  or(other: AbortSignal): AbortSignal {
    const signal = this.#made.get(other) ?? AbortSignal.any([this.#own, other]);
    this.#made.set(other, signal);
    return signal;
  }
}
