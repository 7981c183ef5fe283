import { idOf } from '../api/id.ts';
import { utcTime } from '../api/time.ts';
import type { ZoneRecord } from '../api/world.ts';
import type { Secondary } from '../dns/knotSecondary.ts';

export interface HeldZone {
  /** Without trailing dot. */
  readonly name: string;
  readonly accountId: string;
  /** Tags. */
  readonly peers: readonly string[];
  readonly secondary: Secondary;
  /** Seconds. */
  readonly refresh: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A zone of the API whose config tells what a real secondary holds at the moment of the answer. */
export function heldZone({ name, accountId, peers, secondary, refresh, createdAt }: HeldZone): ZoneRecord {
  const id = idOf(`zone: ${name}`);
  const created = utcTime(createdAt);
  return {
    id,
    name,
    type: 'secondary',
    status: 'active',
    accountId,
    get incoming() {
      const held = secondary.held(name);
      return {
        id,
        name: `${name}.`,
        auto_refresh_seconds: refresh,
        checked_time: held ? utcTime(held.checkedAt) : created,
        created_time: created,
        modified_time: created,
        peers,
        soa_serial: held?.serial ?? 0,
      };
    },
    // As with Cloudflare, nobody is told how it ends: the next config shows it.
    forceAxfr: () => void secondary.retransfer(name).catch(() => {}),
  };
}
