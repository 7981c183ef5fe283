import type { Cancellation } from './cancellation.ts';

/** Time as the client uses it, so that tests can bring their own. */
export interface DnsClock {
  /** Milliseconds that only ever grow, from an arbitrary start. */
  now(): number;
  /** Seconds since the epoch, by the machine's clock. */
  epochSeconds(): number;
  /**
   * Calls `then` after so many milliseconds, and after whatever the network has brought by then; the returned
   * function calls it off.
   */
  after(milliseconds: number, then: () => void): () => void;
}

export const systemDnsClock: DnsClock = {
  now: () => performance.now(),
  epochSeconds: () => Math.floor(Date.now() / 1000),
  after(milliseconds, then) {
    let immediate: NodeJS.Immediate | undefined;
    const timer = setTimeout(() => {
      immediate = setImmediate(then);
    }, milliseconds);
    return () => {
      clearTimeout(timer);
      clearImmediate(immediate);
    };
  },
};

/**
 * Resolves after so many milliseconds, or as soon as it is cancelled.
 * Specified in test/unit/dns/udp.test.ts.
 */
export function sleep(clock: DnsClock, milliseconds: number, cancellation: Cancellation): Promise<void> {
  if (milliseconds <= 0 || cancellation.isCancelled) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const end = (): void => {
      cancelTimer();
      cancellation.delete(end);
      resolve();
    };
    const cancelTimer = clock.after(milliseconds, end);
    cancellation.add(end);
  });
}
