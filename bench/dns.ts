import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServerAddress } from '../src/dns/serverAddress.ts';
import { SoaClient, type SoaClientOptions } from '../src/dns/soaClient.ts';
import { ensureNameServers } from '../test/support/dns/ensureNameServers.ts';
import { startKnotPrimary } from '../test/support/dns/knotPrimary.ts';
import { findProgram } from '../test/support/dns/programs.ts';
import { canInstallPackages, installPackages } from '../test/support/host/debian.ts';
import { type Figure, median, range } from './figure.ts';

const run = promisify(execFile);
const NO_BREAKER: SoaClientOptions = {
  limits: { breaker: { timeouts: Number.POSITIVE_INFINITY, cooldown: 0 } },
};

/** Zones asked of two primaries, both well and with one dead. */
export async function dnsFigures(zoneCount: number, rounds: number): Promise<readonly Figure[]> {
  await ensureNameServers();
  const zones = Array.from({ length: zoneCount }, (_, index) => ({
    name: `zone-${index}.example`,
    serial: 7,
  }));
  const names = zones.map(({ name }) => name);
  await using one = await startKnotPrimary({ zones });
  await using two = await startKnotPrimary({ zones });
  await using dead = await blackHole();
  const both = [one.server, two.server];
  await seconds(names, both);
  return [
    await againstDnsperf(names, both, rounds),
    ...(await withOneDead(names, [one.server, dead.server], zoneCount)),
  ];
}

async function againstDnsperf(
  names: readonly string[],
  servers: readonly ServerAddress[],
  rounds: number,
): Promise<Figure> {
  const figure = { name: 'soa.wall.vs-dnsperf', unit: 'ratio', limit: 4 };
  if (!(await ensureDnsperf())) {
    return { ...figure, value: undefined, note: 'dnsperf is not installed' };
  }
  const ratios: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const mine = await seconds(names, servers);
    ours.push(mine);
    ratios.push(mine / (await dnsperfSeconds(names, servers)));
  }
  const note = `${rounds} pairs, ${range(ratios)}; ours ${range(ours)} s, warm, for ${names.length} zones at ${servers.length} primaries`;
  return { ...figure, value: median(ratios), note };
}

async function withOneDead(
  names: readonly string[],
  servers: readonly ServerAddress[],
  zoneCount: number,
): Promise<readonly Figure[]> {
  const guarded = await seconds(names, servers);
  const unguarded = await seconds(names, servers, NO_BREAKER);
  return [
    {
      name: 'soa.dead.s',
      value: guarded,
      unit: 's',
      limit: 5,
      note: `${zoneCount} zones, one of two primaries dead`,
    },
    {
      name: 'soa.dead.vs-no-breaker',
      value: guarded / unguarded,
      unit: 'ratio',
      limit: 0.2,
      note: `without the breaker ${unguarded.toFixed(1)} s`,
    },
  ];
}

/** Asks every server for every zone, and resolves to the seconds that it took. */
async function seconds(
  names: readonly string[],
  servers: readonly ServerAddress[],
  options?: SoaClientOptions,
): Promise<number> {
  const client = new SoaClient(options);
  const start = performance.now();
  await Promise.all(names.flatMap((name) => servers.map((server) => client.ask(name, server))));
  const took = (performance.now() - start) / 1000;
  client.dispose();
  return took;
}

/** The same questions by dnsperf, one server after the other; its own count of seconds. */
async function dnsperfSeconds(names: readonly string[], servers: readonly ServerAddress[]): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const file = path.join(folder, 'queries');
  await writeFile(file, names.map((name) => `${name} SOA\n`).join(''));
  let sum = 0;
  for (const { address, port } of servers) {
    const { stdout } = await run('dnsperf', [
      '-s',
      address,
      '-p',
      String(port),
      '-d',
      file,
      '-n',
      '1',
      '-q',
      '128',
    ]);
    sum += Number(/Run time \(s\):\s+([\d.]+)/.exec(stdout)?.[1]);
  }
  await rm(folder, { recursive: true });
  return sum;
}

async function ensureDnsperf(): Promise<boolean> {
  if (findProgram('dnsperf') === undefined && (await canInstallPackages())) {
    await installPackages(['dnsperf']);
  }
  return findProgram('dnsperf') !== undefined;
}

/** A port that takes every question and answers none. */
async function blackHole(): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: { address: '127.0.0.1', port: socket.address().port },
    async [Symbol.asyncDispose]() {
      socket.close();
    },
  };
}
