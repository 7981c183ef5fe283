import { DEMO_CREDENTIALS } from './demoWorld.ts';
import { idOf } from './id.ts';
import { utcTime } from './time.ts';
import type { PeerRecord, World, ZoneRecord } from './world.ts';

const HOUR = 3_600_000;

/**
 * A world of one account with `count` secondary zones, all in order, and the demo's token that reads
 * everything.
 * @param now milliseconds since the epoch
 */
export function manyZones(count: number, now: number): World {
  const accountId = idOf('account: Many Zones');
  const peers = Array.from({ length: 4 }, (_, index) => peerAt(index, accountId));
  return {
    accounts: [{ id: accountId, name: 'Many Zones' }],
    zones: Array.from({ length: count }, (_, index) => zoneAt(index, accountId, peers, now)),
    tokens: [
      {
        secret: DEMO_CREDENTIALS.full,
        id: idOf('token: many zones'),
        status: 'active',
        owner: 'user',
        permissions: new Set(['Zone Read', 'DNS Read', 'Account Settings Read']),
      },
    ],
    keys: [],
    peers,
    tsigs: [],
    ignoresZoneType: false,
  };
}

function peerAt(index: number, accountId: string): PeerRecord {
  return {
    accountId,
    id: idOf(`peer ${index} of many zones`),
    name: `primary-${index + 1}`,
    ip: `192.0.2.${index + 1}`,
    port: 53,
    ixfr_enable: false,
  };
}

function zoneAt(index: number, accountId: string, peers: readonly PeerRecord[], now: number): ZoneRecord {
  const name = `zone-${String(index + 1).padStart(5, '0')}.example`;
  const id = idOf(name);
  return {
    id,
    name,
    type: 'secondary',
    status: 'active',
    accountId,
    incoming: {
      id,
      auto_refresh_seconds: 86_400,
      checked_time: utcTime(now - (index % 24) * HOUR),
      created_time: utcTime(now - 9000 * HOUR),
      modified_time: utcTime(now - 2000 * HOUR),
      name: `${name}.`,
      peers: peers.slice(0, 1 + (index % peers.length)).map((peer) => peer.id),
      soa_serial: 2_024_010_100 + (index % 100),
    },
  };
}
