import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SEED } from '../support/fuzz/seed.ts';
import { agreement } from '../support/primaries/agreement.ts';
import { pdnsProgram } from '../support/primaries/pdns.ts';
import { configuration, trialOf } from '../support/primaries/pdnsConfigurations.ts';

const CONFIGURATIONS = 200;
/** As many servers run at a time. */
const SERVERS = 2;

describe('PowerDNS and the check of its configuration', () => {
  it('agree about who may transfer', async () => {
    const waiting = fc.sample(configuration, { numRuns: CONFIGURATIONS, seed: SEED });
    const disagreements: string[] = [];
    let compared = 0;
    let cannotTell = 0;
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const found = await agreement(pdnsProgram, trialOf(next));
        compared += found.compared;
        cannotTell += found.cannotTell;
        disagreements.push(...found.disagreements.map((sentence) => `${sentence}\n${JSON.stringify(next)}`));
      }
    };
    await Promise.all(Array.from({ length: SERVERS }, work));
    console.log(compared, cannotTell, disagreements.length);
    assert.deepEqual(disagreements, []);
    assert.ok(compared > CONFIGURATIONS * 10);
    assert.ok(
      cannotTell < 0.05 * (compared + cannotTell),
      `${cannotTell} of ${compared + cannotTell} cannot be told`,
    );
  });
});
