import type { Asking } from '../cloudflare/asking.ts';
import type { Result } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Peer } from '../cloudflare/peers.ts';
import type { ZoneList } from '../cloudflare/zones.ts';

/** Who answers the store's questions with the credential of one identity. Nothing here rejects. */
export interface ZoneReader {
  listZones(asking: Asking): Promise<ZoneList>;
  getIncoming(zoneId: string, asking: Asking): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, asking: Asking): Promise<Result<readonly Peer[]>>;
}
