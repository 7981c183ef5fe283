import type { Result } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Peer } from '../cloudflare/peers.ts';
import type { RequestOptions } from '../cloudflare/requestOptions.ts';
import type { ZoneList } from '../cloudflare/zoneList.ts';

/** Who answers the store's questions with the credential of one identity. Nothing here rejects. */
export interface ZoneReader {
  listZones(options: RequestOptions): Promise<ZoneList>;
  getIncoming(zoneId: string, options: RequestOptions): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, options: RequestOptions): Promise<Result<readonly Peer[]>>;
}
