import path from 'node:path';
import * as v from 'valibot';
import { makeTemporaryFolder } from '../../test/support/host/temporaryFolder.ts';
import { measure, serve } from '../child.ts';
import { type Group, type Measured, median, range, unmeasured } from '../figure.ts';

const served = v.object({
  plain: v.string(),
  secure: v.string(),
  token: v.string(),
  warmUpToken: v.string(),
});
const told = v.object({ configs: v.number(), cpu: v.number() });

interface Contest {
  readonly name: string;
  readonly limit: number;
  readonly peer: 'undici' | 'sdk';
  readonly secure: boolean;
}

const CONTESTS: readonly Contest[] = [
  { name: 'refresh.cpu.vs-undici', limit: 1.25, peer: 'undici', secure: false },
  { name: 'refresh.cpu.vs-sdk', limit: 0.5, peer: 'sdk', secure: false },
  { name: 'refresh.h2.cpu.vs-sdk', limit: 0.5, peer: 'sdk', secure: true },
];

/** CPU seconds of a refresh over those of a peer, in interleaved pairs of fresh processes. */
export function refresh(zones: number, pairs: number): Group {
  return {
    title: 'refresh',
    goals: CONTESTS.map(({ name, limit }) => ({ name, unit: 'ratio', limit })),
    async measure() {
      const folder = makeTemporaryFolder();
      try {
        return await contests(zones, pairs, path.join(folder.path, 'ca.pem'));
      } finally {
        folder.remove();
      }
    },
  };
}

async function contests(
  zones: number,
  pairs: number,
  caFile: string,
): Promise<Readonly<Record<string, Measured>>> {
  await using server = await serve('refresh/server.ts', [String(zones), caFile]);
  const { plain, secure, token, warmUpToken } = v.parse(served, server.said);
  const cpu = async (contender: string, isSecure: boolean) => {
    const args = [contender, isSecure ? secure : plain, token, warmUpToken, ...(isSecure ? [caFile] : [])];
    const env = isSecure ? { NODE_EXTRA_CA_CERTS: caFile } : {};
    const { configs, cpu } = v.parse(told, await measure('refresh/contend.ts', args, env));
    if (configs !== zones) {
      throw new Error(`${contender} read ${configs} of ${zones} configs`);
    }
    return cpu;
  };
  const measured: Record<string, Measured> = {};
  for (const { name, peer, secure: isSecure } of CONTESTS) {
    measured[name] = await contest(
      pairs,
      () => cpu('ours', isSecure),
      () => cpu(peer, isSecure),
    ).catch((error: unknown) => unmeasured(String(error)));
  }
  return measured;
}

async function contest(
  pairs: number,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
): Promise<Measured> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    mine.push(await ours());
    theirs.push(await peer());
  }
  const ratios = mine.map((seconds, pair) => seconds / (theirs[pair] ?? Number.NaN));
  return {
    value: median(ratios),
    note: `${pairs} pairs, ${range(ratios)}; ours ${range(mine)} s, theirs ${range(theirs)} s`,
  };
}
