import type { Connection } from './cloudflare/cloudflare.ts';
import { type Identity, serializeIdentity } from './credentials/identity.ts';
import type { Vault } from './credentials/vault.ts';
import type { Logger } from './logger.ts';
import type { Unwiped } from './privateFiles.ts';
import type { ZoneStorage } from './storage/zoneStorage.ts';
import { type Text, text } from './text/text.ts';
import type { ZoneAccess } from './zones/checker.ts';
import type { Refresher } from './zones/refresher.ts';
import type { Zone } from './zones/zone.ts';

interface SignIn {
  readonly identity: Identity;
  /** What the reader was built for: another credential under the same id needs another reader. */
  readonly fingerprint: string;
  readonly reader: Connection;
  /** Ends with the sign-in: whoever uses its credential, or what it may read, stops. */
  readonly life: AbortController;
}

export interface SessionsOptions {
  readonly vault: Pick<Vault, 'read'>;
  readonly refresher: Refresher;
  readonly log: Logger;
  /** The API in use; undefined while the setting is wrong. */
  readonly baseUrl: () => string | undefined;
  readonly connect: (identity: Identity, life: AbortSignal) => Connection;
  /** What is kept on disk of those who are signed in. */
  readonly storage: Pick<ZoneStorage, 'wipeOthers' | 'restore'>;
}

/** What a look into the vault has brought. */
export interface Synced {
  /** Whether an identity came or went. */
  readonly changed: boolean;
  /** What is kept of those who are gone, and could not be deleted. */
  readonly unwiped: readonly Unwiped[];
}

const UNCHANGED: Synced = { changed: false, unwiped: [] };

/** Who is signed in at the API in use, each with the reader that asks in their name. */
export class Sessions {
  readonly #options: SessionsOptions;
  #sessions: readonly SignIn[] = [];
  #syncing: Promise<Synced> = Promise.resolve(UNCHANGED);

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get identities(): readonly Identity[] {
    return this.#sessions.map(({ identity }) => identity);
  }

  /** What may be asked of a zone in the name of who may read it; undefined without an identity that may. */
  access({ readerIds, account }: Zone): ZoneAccess | undefined {
    const session = this.#sessions.find(({ identity }) => identity.id === readerIds[0]);
    if (!session) {
      return undefined;
    }
    const { reader, life } = session;
    return {
      signal: life.signal,
      tsig: async (tsigId) => {
        const answer = account && (await reader.getTsig(account.id, tsigId, { urgent: true }));
        return answer?.ok ? answer.value : undefined;
      },
    };
  }

  /** The name of an identity's files; of none that exists for one that is not signed in. */
  fileName(identityId: string): string {
    return this.identities.find(({ id }) => id === identityId)?.fileName ?? 'none';
  }

  label(identityId: string): Text {
    return this.identities.find(({ id }) => id === identityId)?.label ?? text``;
  }

  /**
   * Brings the readers in line with the vault, one run at a time.
   * Rejects when the vault cannot be read.
   */
  sync(): Promise<Synced> {
    this.#syncing = this.#syncing.catch(() => UNCHANGED).then(() => this.#sync());
    return this.#syncing;
  }

  async #sync(): Promise<Synced> {
    const { vault, refresher, log, baseUrl, connect, storage } = this.#options;
    const { identities, unreadable } = await vault.read();
    if (unreadable.length > 0) {
      log.warn(text`${unreadable.length} stored sign-ins could not be read; Sign Out of all removes them.`);
    }
    const api = baseUrl();
    const before = this.#sessions;
    this.#sessions = identities
      .filter((identity) => identity.baseUrl === api)
      .map((identity) => {
        const fingerprint = serializeIdentity(identity);
        const known = before.find((session) => session.fingerprint === fingerprint);
        if (known) {
          return known;
        }
        const life = new AbortController();
        return { identity, fingerprint, reader: connect(identity, life.signal), life };
      });
    for (const { life } of before.filter((session) => !this.#sessions.includes(session))) {
      life.abort();
    }
    const changed =
      before.length !== this.#sessions.length || this.#sessions.some((session) => !before.includes(session));
    if (changed) {
      refresher.setReaders(new Map(this.#sessions.map(({ identity, reader }) => [identity.id, reader])));
    }
    const identityIds = this.#sessions.map(({ identity }) => identity.id);
    const unwiped = await storage.wipeOthers(identityIds);
    if (changed) {
      await storage.restore(identityIds);
    }
    return { changed, unwiped };
  }
}
