import { utcTime } from './time.ts';
import type { ZoneRecord } from './world.ts';

type Owned = Pick<ZoneRecord, 'id' | 'name' | 'accountId'>;

/** An active secondary zone of an account. */
export function secondaryZone({ id, name, accountId }: Owned, incoming: ZoneRecord['incoming']): ZoneRecord {
  return { id, name, type: 'secondary', status: 'active', accountId, incoming };
}

/** What Cloudflare holds of a zone. Times are milliseconds since the epoch. */
export interface Transferred {
  readonly id: string;
  readonly name: string;
  /** Tags. */
  readonly peers: readonly string[];
  readonly serial: number;
  readonly checkedAt: number;
  readonly createdAt: number;
  /** Without it, the config was never modified. */
  readonly modifiedAt?: number;
  /** Seconds; without it, a day. */
  readonly refresh?: number;
}

/** The config of such a zone as the API sends it. */
export function transferred(zone: Transferred): Readonly<Record<string, unknown>> {
  const { id, name, peers, serial, checkedAt, createdAt, modifiedAt = createdAt, refresh = 86_400 } = zone;
  return {
    id,
    name: `${name}.`,
    auto_refresh_seconds: refresh,
    checked_time: utcTime(checkedAt),
    created_time: utcTime(createdAt),
    modified_time: utcTime(modifiedAt),
    peers,
    soa_serial: serial,
  };
}
