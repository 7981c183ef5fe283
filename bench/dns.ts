import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SoaAnswer } from '../src/dns/answer.ts';
import type { ServerAddress } from '../src/dns/serverAddress.ts';
import { SoaClient, type SoaClientOptions } from '../src/dns/soaClient.ts';
import { ensureNameServers } from '../test/support/dns/ensureNameServers.ts';
import { startHostileServer } from '../test/support/dns/hostileServer.ts';
import { startKnotPrimary } from '../test/support/dns/knotPrimary.ts';
import { findProgram } from '../test/support/dns/programs.ts';
import { runCommand } from '../test/support/host/command.ts';
import { canInstallPackages, installPackages } from '../test/support/host/debian.ts';
import { makeTemporaryFolder } from '../test/support/host/temporaryFolder.ts';
import { type Group, type Measured, median, range, unmeasured } from './figure.ts';

const NO_BREAKER: SoaClientOptions = {
  limits: { breaker: { timeouts: Number.POSITIVE_INFINITY, cooldown: 0 } },
};

/** Rounds of ours before it counts: dnsperf is compiled, ours is while it runs. */
const WARM_UP = 3;

/** Whether an answer is one that the server must give. */
type Expect = (server: ServerAddress, answer: SoaAnswer) => boolean;

/** Zones asked of two primaries, both well and with one dead. */
export function dns(zoneCount: number, rounds: number): Group {
  return {
    title: 'DNS',
    goals: [
      { name: 'soa.wall.vs-dnsperf', unit: 'ratio', limit: 4 },
      { name: 'soa.dead.s', unit: 's', limit: 5 },
      { name: 'soa.dead.vs-no-breaker', unit: 'ratio', limit: 0.2 },
    ],
    async measure() {
      await ensureNameServers();
      const names = Array.from({ length: zoneCount }, (_, index) => `zone-${index}.example`);
      const zones = names.map((name) => ({ name, serial: 7 }));
      await using one = await startKnotPrimary({ zones });
      await using two = await startKnotPrimary({ zones });
      await using dead = await startHostileServer(() => []);
      return {
        'soa.wall.vs-dnsperf': await againstDnsperf(names, [one.server, two.server], rounds),
        ...(await withOneDead(names, one.server, dead.server)),
      };
    },
  };
}

async function againstDnsperf(
  names: readonly string[],
  servers: readonly ServerAddress[],
  rounds: number,
): Promise<Measured> {
  const dnsperf = await ensureDnsperf();
  if (dnsperf === undefined) {
    return unmeasured('dnsperf is not installed');
  }
  const folder = makeTemporaryFolder();
  try {
    const queries = path.join(folder.path, 'queries');
    writeFileSync(queries, names.map((name) => `${name} SOA\n`).join(''));
    const theirsOnce = () =>
      Promise.all(servers.map((server) => dnsperfSeconds(dnsperf, queries, server, names.length)));
    const oursOnce = () => seconds(names, servers, (_, { kind }) => kind === 'ok');
    for (let round = 0; round < WARM_UP; round++) {
      await oursOnce();
    }
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await oursOnce());
      theirs.push(Math.max(...(await theirsOnce())));
    }
    const ratios = ours.map((mine, round) => mine / (theirs[round] ?? Number.NaN));
    return {
      value: median(ratios),
      note: `${rounds} pairs, ${range(ratios)}; ours ${range(ours)} s, theirs ${range(theirs)} s`,
    };
  } finally {
    folder.remove();
  }
}

async function withOneDead(
  names: readonly string[],
  alive: ServerAddress,
  dead: ServerAddress,
): Promise<Readonly<Record<string, Measured>>> {
  const expect: Expect = (server, { kind }) =>
    server === alive ? kind === 'ok' : kind === 'timeout' || kind === 'silent';
  const guarded = await seconds(names, [alive, dead], expect);
  const unguarded = await seconds(names, [alive, dead], expect, NO_BREAKER);
  return {
    'soa.dead.s': { value: guarded, note: `${names.length} zones, one of two primaries dead` },
    'soa.dead.vs-no-breaker': {
      value: guarded / unguarded,
      note: `without the breaker ${unguarded.toFixed(1)} s`,
    },
  };
}

/** Asks every server for every zone, and resolves to the seconds that it took. @throws on an unexpected answer */
async function seconds(
  names: readonly string[],
  servers: readonly ServerAddress[],
  expect: Expect,
  options?: SoaClientOptions,
): Promise<number> {
  const client = new SoaClient(options);
  try {
    const start = performance.now();
    const asked = servers.flatMap((server) =>
      names.map(async (name) => ({ server, answer: await client.ask(name, server) })),
    );
    const answers = await Promise.all(asked);
    const took = (performance.now() - start) / 1000;
    const wrong = answers.find(({ server, answer }) => !expect(server, answer));
    if (wrong) {
      throw new Error(`a primary answered: ${wrong.answer.kind}`);
    }
    return took;
  } finally {
    client.dispose();
  }
}

/** The same questions by dnsperf, of one server: its own count of seconds. */
async function dnsperfSeconds(
  dnsperf: string,
  queries: string,
  { address, port }: ServerAddress,
  count: number,
): Promise<number> {
  const to = ['-s', address, '-p', String(port), '-d', queries];
  const output = await runCommand([dnsperf, ...to, '-n', '1', '-q', '128', '-e'], { timeout: 60_000 });
  const completed = Number(/Queries completed:\s+(\d+)/.exec(output)?.[1]);
  if (completed !== count) {
    throw new Error(`dnsperf completed ${completed} of ${count} queries`);
  }
  return Number(/Run time \(s\):\s+([\d.]+)/.exec(output)?.[1]);
}

async function ensureDnsperf(): Promise<string | undefined> {
  if (findProgram('dnsperf') === undefined && (await canInstallPackages())) {
    await installPackages(['dnsperf']);
  }
  return findProgram('dnsperf');
}
