import { setTimeout as delay } from 'node:timers/promises';

/** The largest time that a Date can hold, milliseconds since the epoch (ECMA-262, 21.4.1.1). */
export const MAX_TIME = 8.64e15;

/** Time, passed in so that tests can replace it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after so many milliseconds, or at once when aborted. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
};
