import type { Credential } from './authorization.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Failure, Result } from './failure.ts';
import { getIncoming, type Incoming } from './incoming.ts';
import { getPeers, type Peer } from './peers.ts';
import { RateLimitPacer } from './rateLimitPacer.ts';
import type { RequestOptions } from './requestOptions.ts';
import { checkToken, firstAccounts, type TokenCheck } from './tokens.ts';
import { getTsig, type Tsig } from './tsigs.ts';
import { listZones, type ZoneList } from './zoneList.ts';

/** Every request of the extension, sent with one credential. Nothing here rejects. */
export interface Connection {
  listZones(options: RequestOptions): Promise<ZoneList>;
  getIncoming(zoneId: string, options: RequestOptions): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, options: RequestOptions): Promise<Result<readonly Peer[]>>;
  getTsig(accountId: string, tsigId: string, options: RequestOptions): Promise<Result<Tsig>>;
}

/** What all connections share. */
export type SharedOptions = Omit<ClientOptions, 'baseUrl' | 'credential' | 'pacer'>;

/** The service layer's front: connections, and the checks before a credential is kept. */
export class Cloudflare {
  readonly #shared: SharedOptions;

  constructor(shared: SharedOptions) {
    this.#shared = shared;
  }

  /**
   * Opens no connection: the first request does.
   * @param onPause called when requests have to wait for the API's limit, until when (milliseconds since the
   * epoch), and with undefined when they resume
   */
  connect(baseUrl: string, credential: Credential, onPause: (until: number | undefined) => void): Connection {
    const { clock, random } = this.#shared;
    const pacer = new RateLimitPacer({ clock, random, onPause });
    const client = new Client({ ...this.#shared, baseUrl, credential, pacer });
    return {
      listZones: (options) => listZones(client, options),
      getIncoming: (zoneId, options) => getIncoming(client, zoneId, options),
      getPeers: (accountId, options) => getPeers(client, accountId, options),
      getTsig: (accountId, tsigId, options) => getTsig(client, accountId, tsigId, options),
    };
  }

  /** Asks whether the API takes a token. @param accountId the owning account, where the person named it */
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: string): Promise<TokenCheck> {
    return checkToken(this.#unpacedClient(baseUrl, { kind: 'token', token }), { signal }, accountId);
  }

  /**
   * Asks whether the API takes an email with its global API key.
   * @returns why not; undefined when it does
   */
  async key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined> {
    const answer = await firstAccounts(this.#unpacedClient(baseUrl, { kind: 'key', email, key }), { signal });
    return answer.ok ? undefined : answer.failure;
  }

  /** Used while an input box is open: reports a 429 at once. */
  #unpacedClient(baseUrl: string, credential: Credential): Client {
    return new Client({ ...this.#shared, baseUrl, credential, pacer: undefined });
  }
}
