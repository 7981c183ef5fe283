import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 100;

/**
 * Tries an assertion until it holds, and resolves to what it returns. After the limit, milliseconds, its
 * failure stands.
 */
export async function eventually<T>(assertion: () => T | Promise<T>, limitMs = 60_000): Promise<T> {
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
