import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SEED } from '../support/fuzz/seed.ts';
import { type Agreement, agreement, type Trial } from '../support/primaries/agreement.ts';
import { bindProgram } from '../support/primaries/bind.ts';
import { configuration } from '../support/primaries/bindConfigurations.ts';

const CONFIGURATIONS = 220;
const AT_ONCE = 2;

/** Does the work for all trials, for as many at once as may be. */
async function forEach(trials: readonly Trial[], work: (trial: Trial) => Promise<void>): Promise<void> {
  const waiting = trials.values();
  const worker = async (): Promise<void> => {
    for (const trial of waiting) await work(trial);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

describe('what is said of a named.conf', () => {
  it(`is what BIND does, for ${CONFIGURATIONS} configurations`, async () => {
    const results: Agreement[] = [];
    await forEach(fc.sample(configuration, { numRuns: CONFIGURATIONS, seed: SEED }), async (trial) => {
      results.push(await agreement(bindProgram, trial));
    });
    assert.deepEqual(
      results.flatMap(({ disagreements }) => disagreements),
      [],
    );
    const compared = results.reduce((sum, result) => sum + result.compared, 0);
    const cannotTell = results.reduce((sum, result) => sum + result.cannotTell, 0);
    assert.ok(
      cannotTell < (compared + cannotTell) * 0.05,
      `${cannotTell} answers of ${compared} are missing`,
    );
  });
});
