import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { idOf } from '../api/id.ts';
import type { AccountRecord, PeerRecord, World, ZoneRecord } from '../api/world.ts';
import { freeServer } from '../dns/freeServer.ts';
import { startKnotPrimary } from '../dns/knotPrimary.ts';
import { type Secondary, startKnotSecondary } from '../dns/knotSecondary.ts';
import { startNsdPrimary } from '../dns/nsdPrimary.ts';
import type { Primary } from '../dns/primary.ts';
import { until } from '../dns/until.ts';
import { heldZone } from './heldZone.ts';

/** Seconds between the secondary's own checks: nothing happens by itself while a test or a demo runs. */
const REFRESH = 3600;

/** What every zone of the lab starts with. */
export const LAB_SERIAL = 2_026_112_001;

const ACCOUNT: AccountRecord = { id: idOf('account: Name Server Lab'), name: 'Name Server Lab' };
const TSIG_ID = idOf('tsig: lab');

/**
 * Real name servers on loopback: Knot DNS and NSD as primaries, and Knot DNS in Cloudflare's place, which
 * transfers every zone from both, signed. They end with the lab, or with this process.
 */
export interface Lab extends AsyncDisposable {
  readonly knot: Primary;
  readonly nsd: Primary;
  readonly secondary: Secondary;
  readonly key: TsigKey;
  /** Adds the account to what an API knows: zones, peers and TSIG are those of the servers. */
  join(world: World): void;
  /** A zone of the account with other peers, by tag, or at another secondary. */
  zone(name: string, peers: readonly string[], secondary?: Secondary): ZoneRecord;
  /** A peer of the account at any server, with the lab's TSIG. */
  peer(name: string, server: ServerAddress): PeerRecord;
}

/** Starts the lab, and resolves when the secondary holds all zones. @param names without trailing dot */
export async function startLab(names: readonly string[]): Promise<Lab> {
  await using started = new AsyncDisposableStack();
  const key: TsigKey = {
    name: 'transfer.lab.example',
    algorithm: 'hmac-sha256.',
    secret: crypto.getRandomValues(Buffer.alloc(32)).toString('base64'),
  };
  // By its address the secondary knows which primary sent a NOTIFY, and asks that one.
  const server = await freeServer('127.0.0.4');
  const options = {
    zones: names.map((name) => ({ name, serial: LAB_SERIAL, refresh: REFRESH })),
    keys: [key],
    transferKey: key.name,
    notifies: [server],
  };
  const [knot, nsd] = [
    started.use(await startKnotPrimary({ ...options, server: await freeServer('127.0.0.2') })),
    started.use(await startNsdPrimary({ ...options, server: await freeServer('127.0.0.3') })),
  ];
  const primaries = [knot.server, nsd.server];
  const secondary = started.use(
    await startKnotSecondary({ server, zones: names, primaries, key, refresh: REFRESH }),
  );
  await until(
    'the zones of the lab',
    () => names.filter((name) => !secondary.held(name)),
    (missing) => missing.length === 0,
  );
  const servers = started.move();
  return {
    ...labAccount(names, key, { knot, nsd, secondary }),
    [Symbol.asyncDispose]: () => servers.disposeAsync(),
  };
}

type Servers = Pick<Lab, 'knot' | 'nsd' | 'secondary'>;

function labAccount(
  names: readonly string[],
  key: TsigKey,
  servers: Servers,
): Omit<Lab, typeof Symbol.asyncDispose> {
  const createdAt = Date.now();
  const accountId = ACCOUNT.id;
  const peers = [peer('Knot DNS', servers.knot.server), peer('NSD', servers.nsd.server)];
  const zone: Lab['zone'] = (name, tags, secondary = servers.secondary) =>
    heldZone({ name, accountId, peers: tags, secondary, refresh: REFRESH, createdAt });
  return {
    ...servers,
    key,
    zone,
    peer,
    join(world) {
      const tags = peers.map(({ id }) => id);
      world.accounts.push({ ...ACCOUNT });
      world.zones.push(...names.map((name) => zone(name, tags)));
      world.peers.push(...peers.map((known) => ({ ...known })));
      world.tsigs.push({
        accountId,
        id: TSIG_ID,
        name: `${key.name}.`,
        algo: key.algorithm,
        secret: key.secret,
      });
    },
  };
}

function peer(name: string, { address, port }: ServerAddress): PeerRecord {
  return {
    accountId: ACCOUNT.id,
    id: idOf(`peer: lab ${name}`),
    name,
    ip: address,
    port,
    ixfr_enable: true,
    tsig_id: TSIG_ID,
  };
}
