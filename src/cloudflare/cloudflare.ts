import type { Id } from '../text/id.ts';
import type { Credential } from './authorization.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Failure, Result } from './failure.ts';
import { getIncoming, type Incoming } from './incoming.ts';
import { getPeers, type Peer } from './peers.ts';
import { RateLimitPacer } from './rateLimitPacer.ts';
import { Redaction } from './redaction.ts';
import type { RequestOptions } from './requestOptions.ts';
import { checkToken, firstAccounts, type TokenCheck } from './tokens.ts';
import { getTsig, type Tsig } from './tsigs.ts';
import { type Whoami, whoami } from './whoami.ts';
import { listZones, type ZoneList } from './zoneList.ts';

/** Every request of the extension, sent with one credential. Nothing here rejects. */
export interface Connection {
  listZones(options: RequestOptions): Promise<ZoneList>;
  getIncoming(zoneId: Id, options: RequestOptions): Promise<Result<Incoming | null>>;
  getPeers(accountId: Id, options: RequestOptions): Promise<Result<readonly Peer[]>>;
  getTsig(accountId: Id, tsigId: Id, options: RequestOptions): Promise<Result<Tsig>>;
}

/** What all connections share. */
export type SharedOptions = Omit<ClientOptions, 'baseUrl' | 'credential' | 'pacer' | 'life' | 'redaction'>;

/** The service layer's front: connections, and the checks before a credential is kept. */
export class Cloudflare {
  readonly #shared: SharedOptions & Pick<ClientOptions, 'redaction'>;

  constructor(shared: SharedOptions) {
    this.#shared = { ...shared, redaction: new Redaction() };
  }

  /**
   * Opens no connection: the first request does.
   * @param life aborts when the credential may no longer be used
   * @param onPause called when requests have to wait for the API's limit, until when (milliseconds since the
   * epoch), and with undefined when they resume
   */
  connect(
    baseUrl: string,
    credential: Credential,
    life: AbortSignal,
    onPause: (until: number | undefined) => void,
  ): Connection {
    const { clock, random } = this.#shared;
    const pacer = new RateLimitPacer({ clock, random, onPause });
    const client = new Client({ ...this.#shared, baseUrl, credential, life, pacer });
    return {
      listZones: (options) => listZones(client, options),
      getIncoming: (zoneId, options) => getIncoming(client, zoneId, options),
      getPeers: (accountId, options) => getPeers(client, accountId, options),
      getTsig: (accountId, tsigId, options) => getTsig(client, accountId, tsigId, options),
    };
  }

  /** Asks whether the API takes a token. @param accountId the owning account, where the person named it */
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: Id): Promise<TokenCheck> {
    return checkToken(this.#unpacedClient(baseUrl, { kind: 'token', token }, signal), { signal }, accountId);
  }

  /**
   * Asks whether the API takes an email with its global API key.
   * @returns why not; undefined when it does
   */
  async key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined> {
    const client = this.#unpacedClient(baseUrl, { kind: 'key', email, key }, signal);
    const answer = await firstAccounts(client, { signal });
    return answer.ok ? undefined : answer.failure;
  }

  /**
   * Asks whose a credential is and what it may do.
   * @returns undefined where the API does not say
   */
  whoami(credential: Credential, baseUrl: string, signal: AbortSignal): Promise<Whoami | undefined> {
    return whoami(this.#unpacedClient(baseUrl, credential, signal), { signal });
  }

  /** Used while an input box is open: reports a 429 at once. */
  #unpacedClient(baseUrl: string, credential: Credential, life: AbortSignal): Client {
    return new Client({ ...this.#shared, baseUrl, credential, life, pacer: undefined });
  }
}
