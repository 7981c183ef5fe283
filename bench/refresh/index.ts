import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { measure, serve } from '../child.ts';
import { type Figure, median, range } from '../figure.ts';

const urls = v.object({ plain: v.string(), secure: v.string() });
const told = v.object({ configs: v.number(), cpu: v.number() });

interface Contest {
  readonly name: string;
  readonly limit: number;
  readonly peer: string;
  readonly secure: boolean;
}

const CONTESTS: readonly Contest[] = [
  { name: 'refresh.cpu.vs-undici', limit: 1.25, peer: 'undici', secure: false },
  { name: 'refresh.cpu.vs-sdk', limit: 0.5, peer: 'sdk', secure: false },
  { name: 'refresh.h2.cpu.vs-sdk', limit: 0.5, peer: 'sdk', secure: true },
];

/** CPU seconds of a refresh over those of a peer, in interleaved pairs of fresh processes. */
export async function refreshFigures(zones: number, pairs: number): Promise<readonly Figure[]> {
  const caFile = path.join(tmpdir(), `bench-ca-${process.pid}.pem`);
  await using server = await serve('refresh/server.ts', [String(zones), caFile]);
  const { plain, secure } = v.parse(urls, server.said);
  const cpu = async (name: string, isSecure: boolean) => {
    const env = isSecure ? { NODE_EXTRA_CA_CERTS: caFile } : {};
    const args = isSecure ? [name, secure, caFile] : [name, plain];
    const { configs, cpu } = v.parse(told, await measure('refresh/contend.ts', args, env));
    if (configs !== zones) {
      throw new Error(`${name} read ${configs} of ${zones} configs.`);
    }
    return cpu;
  };
  const figures: Figure[] = [];
  for (const { name, limit, peer, secure: isSecure } of CONTESTS) {
    const ratios: number[] = [];
    const seconds: number[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const mine = await cpu('ours', isSecure);
      ratios.push(mine / (await cpu(peer, isSecure)));
      seconds.push(mine);
    }
    const note = `${pairs} pairs, ${range(ratios)}; ours ${range(seconds)} s for ${zones} zones`;
    figures.push({ name, value: median(ratios), unit: 'ratio', limit, note });
  }
  await rm(caFile, { force: true });
  return figures;
}
