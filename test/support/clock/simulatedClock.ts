import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is moved; then everybody who sleeps is woken at their time. */
export class SimulatedClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  /** @param now milliseconds since the epoch */
  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      const sleeper = { at: this.#now + Math.max(0, milliseconds), wake };
      if (signal.aborted) {
        resolve();
        return;
      }
      signal.addEventListener('abort', wake);
      this.#sleepers.push(sleeper);
    });
  }

  /** Moves on by so many milliseconds, letting everything happen that happens meanwhile. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await setImmediate();
    for (let next = this.#next(end); next <= end; next = this.#next(end)) {
      this.#now = next;
      for (const sleeper of this.#sleepers.filter(({ at }) => at <= next)) {
        sleeper.wake();
      }
      await setImmediate();
    }
    this.#now = end;
  }

  #next(end: number): number {
    return this.#sleepers.reduce((first, { at }) => Math.min(first, Math.max(at, this.#now)), end + 1);
  }
}
