import type { Connection } from './cloudflare/cloudflare.ts';
import type { Tsig } from './cloudflare/tsigs.ts';
import { type Identity, serializeIdentity } from './credentials/identity.ts';
import type { Vault } from './credentials/vault.ts';
import type { Logger } from './logger.ts';
import type { ZoneStorage } from './storage/zoneStorage.ts';
import type { Refresher } from './zones/refresher.ts';
import type { Zone } from './zones/zone.ts';

interface SignIn {
  readonly identity: Identity;
  /** What the reader was built for: another credential under the same id needs another reader. */
  readonly fingerprint: string;
  readonly reader: Connection;
}

export interface SessionsOptions {
  readonly vault: Pick<Vault, 'read'>;
  readonly refresher: Refresher;
  readonly log: Logger;
  /** The API in use; undefined while the setting is wrong. */
  readonly baseUrl: () => string | undefined;
  readonly connect: (identity: Identity) => Connection;
  /** What is kept on disk of those who are signed in. */
  readonly storage: Pick<ZoneStorage, 'wipeOthers' | 'restore'>;
}

/** Who is signed in at the API in use, each with the reader that asks in their name. */
export class Sessions {
  readonly #options: SessionsOptions;
  #sessions: readonly SignIn[] = [];
  #syncing: Promise<boolean> = Promise.resolve(false);

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get identities(): readonly Identity[] {
    return this.#sessions.map(({ identity }) => identity);
  }

  /** The connection of an identity; undefined for one that is not signed in. */
  connection(identityId: string | undefined): Connection | undefined {
    return this.#sessions.find(({ identity }) => identity.id === identityId)?.reader;
  }

  /** Fetches a TSIG of a zone's account; undefined where that fails. It is used once and not kept. */
  async tsig(zone: Zone, tsigId: string, signal = new AbortController().signal): Promise<Tsig | undefined> {
    const connection = this.connection(zone.readerIds[0]);
    const answer =
      zone.account && (await connection?.getTsig(zone.account.id, tsigId, { signal, urgent: true }));
    return answer?.ok ? answer.value : undefined;
  }

  label(identityId: string): string {
    return this.identities.find(({ id }) => id === identityId)?.label ?? '';
  }

  /**
   * Brings the readers in line with the vault, one run at a time.
   * @returns whether anybody came or went. Rejects when the vault cannot be read.
   */
  sync(): Promise<boolean> {
    this.#syncing = this.#syncing.catch(() => false).then(() => this.#sync());
    return this.#syncing;
  }

  async #sync(): Promise<boolean> {
    const { vault, refresher, log, baseUrl, connect, storage } = this.#options;
    const { identities, unreadable } = await vault.read();
    if (unreadable.length > 0) {
      log.warn(`${unreadable.length} stored sign-ins could not be read; Sign Out of all removes them.`);
    }
    const api = baseUrl();
    const before = this.#sessions;
    this.#sessions = identities
      .filter((identity) => identity.baseUrl === api)
      .map((identity) => {
        const fingerprint = serializeIdentity(identity);
        return (
          before.find((session) => session.fingerprint === fingerprint) ?? {
            identity,
            fingerprint,
            reader: connect(identity),
          }
        );
      });
    const changed =
      before.length !== this.#sessions.length || this.#sessions.some((session) => !before.includes(session));
    if (changed) {
      refresher.setReaders(new Map(this.#sessions.map(({ identity, reader }) => [identity.id, reader])));
    }
    const identityIds = this.#sessions.map(({ identity }) => identity.id);
    await storage.wipeOthers(identityIds);
    if (changed) {
      await storage.restore(identityIds);
    }
    return changed;
  }
}
