import { setTimeout as delay } from 'node:timers/promises';

const limitMs = 60_000;
const pauseMs = 100;

/** Tries an assertion until it holds, and resolves to what it returns. After a minute its failure stands. */
export async function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(pauseMs);
    }
  }
}
