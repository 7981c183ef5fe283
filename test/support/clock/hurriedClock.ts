import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/clock.ts';

/** The machine's clock, but for sleep: whoever sleeps wakes at once, and so much later. */
export class HurriedClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.#ahead += Math.max(0, milliseconds);
    await setImmediate();
  }
}
