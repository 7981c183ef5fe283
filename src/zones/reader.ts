import type { Result } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Peer } from '../cloudflare/peers.ts';
import type { ZoneList } from '../cloudflare/zones.ts';

/** Who answers the store's questions with the credential of one identity. Nothing here rejects. */
export interface ZoneReader {
  listZones(signal: AbortSignal): Promise<ZoneList>;
  getIncoming(zoneId: string, signal: AbortSignal): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, signal: AbortSignal): Promise<Result<readonly Peer[]>>;
}
