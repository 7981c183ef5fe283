/**
 * Many callbacks on a few abort signals, at the cost of one listener each: an event target's listeners are a
 * list that is walked for every change. It listens while there is a callback.
 * Specified in test/unit/dns/udp.test.ts.
 */
export class Cancellation {
  readonly #signals: readonly AbortSignal[];
  readonly #callbacks = new Set<() => void>();

  /** @param signals whichever aborts first cancels */
  constructor(signals: readonly AbortSignal[]) {
    this.#signals = signals;
  }

  get isCancelled(): boolean {
    return this.#signals.some(({ aborted }) => aborted);
  }

  add(callback: () => void): void {
    if (this.#callbacks.size === 0) {
      for (const signal of this.#signals) {
        signal.addEventListener('abort', this.#cancel);
      }
    }
    this.#callbacks.add(callback);
  }

  delete(callback: () => void): void {
    this.#callbacks.delete(callback);
    if (this.#callbacks.size === 0) {
      for (const signal of this.#signals) {
        signal.removeEventListener('abort', this.#cancel);
      }
    }
  }

  readonly #cancel = (): void => {
    for (const callback of [...this.#callbacks]) {
      callback();
    }
  };
}
