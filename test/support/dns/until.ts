import { setTimeout as pause } from 'node:timers/promises';

const stepMs = 10;

/**
 * Asks again until the answer is one to go on with, and resolves to it.
 * @param title what is waited for, for the error
 * @param limit milliseconds
 * @throws when it takes longer, with the last answer
 */
export async function until<T>(
  title: string,
  ask: () => T | Promise<T>,
  isGood: (answer: T) => boolean,
  limit = 20_000,
): Promise<T> {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (performance.now() > end) throw new Error(`Waited too long for ${title}: ${JSON.stringify(answer)}`);
    await pause(stepMs);
  }
}
