import type { Credential } from './authorization.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Failure, Result } from './failure.ts';
import { getIncoming, type Incoming } from './incoming.ts';
import { getPeers, type Peer } from './peers.ts';
import { checkToken, firstAccounts, type TokenCheck } from './tokens.ts';
import { listZones, type ZoneList } from './zones.ts';

/** Every question of the extension, asked with one credential. Nothing here rejects. */
export interface Connection {
  listZones(signal: AbortSignal): Promise<ZoneList>;
  getIncoming(zoneId: string, signal: AbortSignal): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, signal: AbortSignal): Promise<Result<readonly Peer[]>>;
}

/** The service layer's front: what all connections share, and the checks before a credential is kept. */
export class Cloudflare {
  readonly #shared: Omit<ClientOptions, 'baseUrl' | 'credential'>;

  constructor(shared: Omit<ClientOptions, 'baseUrl' | 'credential'>) {
    this.#shared = shared;
  }

  /** Opens nothing by itself: the first question does. */
  connect(baseUrl: string, credential: Credential): Connection {
    const client = this.#client(baseUrl, credential);
    return {
      listZones: (signal) => listZones(client, signal),
      getIncoming: (zoneId, signal) => getIncoming(client, zoneId, signal),
      getPeers: (accountId, signal) => getPeers(client, accountId, signal),
    };
  }

  /** Asks whether the API takes a token. @param accountId the owning account, where the person named it */
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: string): Promise<TokenCheck> {
    return checkToken(this.#client(baseUrl, { kind: 'token', token }), signal, accountId);
  }

  /**
   * Asks whether the API takes an email with its global API key.
   * @returns why not; undefined when it does
   */
  async key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined> {
    const answer = await firstAccounts(this.#client(baseUrl, { kind: 'key', email, key }), signal);
    return answer.ok ? undefined : answer.failure;
  }

  #client(baseUrl: string, credential: Credential): Client {
    return new Client({ ...this.#shared, baseUrl, credential });
  }
}
