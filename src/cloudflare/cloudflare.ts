import type { Asking } from './asking.ts';
import type { Credential } from './authorization.ts';
import { Client, type ClientOptions } from './client.ts';
import type { Failure, Result } from './failure.ts';
import { getIncoming, type Incoming } from './incoming.ts';
import { Pacer } from './pacer.ts';
import { getPeers, type Peer } from './peers.ts';
import { checkToken, firstAccounts, type TokenCheck } from './tokens.ts';
import { getTsig, type Tsig } from './tsigs.ts';
import { listZones, type ZoneList } from './zones.ts';

/** Every question of the extension, asked with one credential. Nothing here rejects. */
export interface Connection {
  listZones(asking: Asking): Promise<ZoneList>;
  getIncoming(zoneId: string, asking: Asking): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, asking: Asking): Promise<Result<readonly Peer[]>>;
  getTsig(accountId: string, tsigId: string, asking: Asking): Promise<Result<Tsig>>;
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
   * Opens nothing by itself: the first question does.
   * @param onPause told when requests have to wait for the API's limit, until when (milliseconds since the
   * epoch), and with undefined when they go on
   */
  connect(baseUrl: string, credential: Credential, onPause: (until: number | undefined) => void): Connection {
    const { clock, random } = this.#shared;
    const pacer = new Pacer({ clock, random, onPause });
    const client = new Client({ ...this.#shared, baseUrl, credential, pacer });
    return {
      listZones: (asking) => listZones(client, asking),
      getIncoming: (zoneId, asking) => getIncoming(client, zoneId, asking),
      getPeers: (accountId, asking) => getPeers(client, accountId, asking),
      getTsig: (accountId, tsigId, asking) => getTsig(client, accountId, tsigId, asking),
    };
  }

  /** Asks whether the API takes a token. @param accountId the owning account, where the person named it */
  token(token: string, baseUrl: string, signal: AbortSignal, accountId?: string): Promise<TokenCheck> {
    return checkToken(this.#impatient(baseUrl, { kind: 'token', token }), { signal }, accountId);
  }

  /**
   * Asks whether the API takes an email with its global API key.
   * @returns why not; undefined when it does
   */
  async key(email: string, key: string, baseUrl: string, signal: AbortSignal): Promise<Failure | undefined> {
    const answer = await firstAccounts(this.#impatient(baseUrl, { kind: 'key', email, key }), { signal });
    return answer.ok ? undefined : answer.failure;
  }

  /** Somebody waits before an input box: the API's limit is told and not waited out. */
  #impatient(baseUrl: string, credential: Credential): Client {
    return new Client({ ...this.#shared, baseUrl, credential, pacer: undefined });
  }
}
