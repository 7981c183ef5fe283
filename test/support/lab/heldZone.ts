import { idOf } from '../api/id.ts';
import { secondaryZone, transferred } from '../api/secondaryZone.ts';
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
  return {
    ...secondaryZone({ id, name, accountId }, null),
    get incoming() {
      const { serial, checkedAt } = secondary.held(name) ?? { serial: 0, checkedAt: createdAt };
      return transferred({ id, name, peers, serial, checkedAt, createdAt, refresh });
    },
    // As with Cloudflare, nobody is told how it ends: the next config shows it.
    forceAxfr: () => void secondary.retransfer(name).catch(() => {}),
  };
}
