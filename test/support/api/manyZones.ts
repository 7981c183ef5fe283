import { DEMO_CREDENTIALS } from './demoWorld.ts';
import { idOf } from './id.ts';
import { readingToken } from './readingToken.ts';
import { secondaryZone, transferred } from './secondaryZone.ts';
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
    tokens: [readingToken(DEMO_CREDENTIALS.full, idOf('token: many zones'))],
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
  const config = transferred({
    id,
    name,
    peers: peers.slice(0, 1 + (index % peers.length)).map((peer) => peer.id),
    serial: 2_024_010_100 + (index % 100),
    checkedAt: now - (index % 24) * HOUR,
    createdAt: now - 9000 * HOUR,
    modifiedAt: now - 2000 * HOUR,
  });
  return secondaryZone({ id, name, accountId }, config);
}
