import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SEED } from '../fuzz/seed.ts';
import { type Agreement, agreement, type Program, type Trial } from './agreement.ts';

/** Servers at a time: the machine has two cores. */
const AT_ONCE = 2;

/** The part of all answers that may be missing. */
const MOST_MISSING = 0.05;

/** Does the work for all trials, for as many at once as may be. */
export async function forEachTrial(
  trials: readonly Trial[],
  work: (trial: Trial) => Promise<void>,
): Promise<void> {
  const waiting = trials.values();
  const worker = async (): Promise<void> => {
    for (const trial of waiting) await work(trial);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Fails where a server contradicts the check for one of so many configurations, or too few answers can be given. */
export async function assertAgreement(
  program: Program,
  configuration: fc.Arbitrary<Trial>,
  count: number,
): Promise<void> {
  const results: Agreement[] = [];
  await forEachTrial(fc.sample(configuration, { numRuns: count, seed: SEED }), async (trial) => {
    results.push(await agreement(program, trial));
  });
  assert.deepEqual(
    results.flatMap(({ disagreements }) => disagreements),
    [],
  );
  const compared = results.reduce((sum, result) => sum + result.compared, 0);
  const cannotTell = results.reduce((sum, result) => sum + result.cannotTell, 0);
  assert.ok(
    cannotTell < (compared + cannotTell) * MOST_MISSING,
    `${cannotTell} answers are missing beside ${compared}`,
  );
}
