import { idOf } from '../api/id.ts';
import { readingToken } from '../api/readingToken.ts';
import { secondaryZone, transferred } from '../api/secondaryZone.ts';
import { DEMO_CREDENTIALS, type PeerRecord, type World, type ZoneRecord } from '../api/world.ts';
import { PAYLOADS, type Payload } from './payloads.ts';

/** Where a payload is put: ids of an account, of its zone and its peer, and of a zone whose id will not be one. */
export interface Place {
  readonly payload: Payload;
  readonly account: string;
  readonly zone: string;
  readonly peer: string;
  readonly refused: string;
}

export const PLACES: readonly Place[] = PAYLOADS.map((payload) => ({
  payload,
  account: idOf(`account: ${payload.name}`),
  zone: idOf(`zone: ${payload.name}`),
  peer: idOf(`peer: ${payload.name}`),
  refused: idOf(`refused: ${payload.name}`),
}));

/** A zone that stays as it should be, with its account, amid all that does not. */
export const GOOD_ZONE = 'good.example';
export const GOOD_ACCOUNT = 'Good';

const HOUR = 3_600_000;

/** The good zone, which names every peer, and the accounts, zones and peers of places; nothing is wrong with them yet. */
export function hostileWorld(places: readonly Place[], now: number): World {
  const account = idOf('account: good');
  const peer = idOf('peer: good');
  return {
    accounts: [
      { id: account, name: GOOD_ACCOUNT },
      ...places.map((place) => ({ id: place.account, name: 'Bad' })),
    ],
    zones: [
      zoneOf(idOf('zone: good'), GOOD_ZONE, account, [peer, ...places.map((place) => place.peer)], now),
      ...places.map((place) => zoneOf(place.zone, 'bad.example', place.account, [place.peer], now)),
      ...places.map((place) => zoneOf(place.refused, 'refused.example', place.account, [place.peer], now)),
    ],
    tokens: [readingToken(DEMO_CREDENTIALS.full, idOf('token: hostile'))],
    keys: [],
    peers: [peerOf(peer, account), ...places.map((place) => peerOf(place.peer, place.account))],
    tsigs: [],
    ignoresZoneType: false,
  };
}

function zoneOf(
  id: string,
  name: string,
  accountId: string,
  peers: readonly string[],
  now: number,
): ZoneRecord {
  const times = { checkedAt: now - HOUR, createdAt: now - 24 * HOUR };
  return secondaryZone(
    { id, name, accountId },
    transferred({ id, name, peers, serial: 2_024_010_100, ...times }),
  );
}

function peerOf(id: string, accountId: string): PeerRecord {
  return {
    accountId,
    id,
    name: 'primary',
    ip: '192.0.2.1',
    port: 53,
    ixfr_enable: true,
    tsig_id: idOf('tsig: hostile'),
  };
}
