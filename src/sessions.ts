import type { Connection } from './cloudflare/cloudflare.ts';
import { type Identity, serializeIdentity } from './credentials/identity.ts';
import type { Vault } from './credentials/vault.ts';
import type { Logger } from './logger.ts';
import type { Refresher } from './zones/refresher.ts';

interface Session {
  readonly identity: Identity;
  /** What the reader was built for: another credential under the same id needs another reader. */
  readonly fingerprint: string;
  readonly reader: Connection;
}

export interface SessionsOptions {
  readonly vault: Vault;
  readonly refresher: Refresher;
  readonly log: Logger;
  /** The API in use; undefined while the setting is wrong. */
  readonly baseUrl: () => string | undefined;
  readonly connect: (identity: Identity) => Connection;
  /** Brings back what the identities knew last, and forgets what others knew. */
  readonly recall: (identityIds: readonly string[], changed: boolean) => Promise<void>;
}

/** Who is signed in at the API in use, each with the reader that asks in their name. */
export class Sessions {
  readonly #options: SessionsOptions;
  #sessions: readonly Session[] = [];
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
    const { vault, refresher, log, baseUrl, connect, recall } = this.#options;
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
    await recall(
      this.#sessions.map(({ identity }) => identity.id),
      changed,
    );
    return changed;
  }
}
