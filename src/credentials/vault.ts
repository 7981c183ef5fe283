import { type Identity, parseIdentity, serializeIdentity } from './identity.ts';
import type { SignOuts } from './signOuts.ts';

const PREFIX = 'secondaryDns.identity.';

interface Disposable {
  dispose(): unknown;
}

/** The part of VS Code's SecretStorage that is used. */
export interface SecretStore {
  keys(): PromiseLike<string[]>;
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  onDidChange(listener: (change: { readonly key: string }) => void): Disposable;
}

/** What the vault holds. `unreadable` are the keys of values that are no identities. */
export interface VaultContent {
  readonly identities: readonly Identity[];
  readonly unreadable: readonly string[];
}

/** An identity and the key of its secret. */
interface Entry {
  readonly key: string;
  readonly identity: Identity;
}

/** The identities, kept in SecretStorage and nowhere else. It rejects when the storage does. */
export class Vault {
  readonly #secrets: SecretStore;
  readonly #signOuts: SignOuts;

  constructor(secrets: SecretStore, signOuts: SignOuts) {
    this.#secrets = secrets;
    this.#signOuts = signOuts;
  }

  /**
   * All identities, the one signed in first in front, without those whom another window has signed out. Their
   * secrets are left alone: in a browser, deleting one writes back all that this window knew at its start.
   */
  async read(): Promise<VaultContent> {
    const { identities, unreadable } = await this.#content();
    const isOver = await this.#signOuts.read();
    return { identities: identities.filter((identity) => !isOver(identity)), unreadable };
  }

  async #content(): Promise<VaultContent & { readonly entries: readonly Entry[] }> {
    const keys = await this.#keys();
    const texts = await Promise.all(keys.map((key) => this.#secrets.get(key)));
    const entries: Entry[] = [];
    const unreadable: string[] = [];
    for (const [index, key] of keys.entries()) {
      const stored = texts[index];
      const identity = stored === undefined ? undefined : parseIdentity(stored);
      if (identity) {
        entries.push({ key, identity });
      } else if (stored !== undefined) {
        unreadable.push(key);
      }
    }
    entries.sort(({ identity: a }, { identity: b }) => a.addedAt - b.addedAt || a.id.localeCompare(b.id));
    return { entries, identities: entries.map(({ identity }) => identity), unreadable };
  }

  /** Keeps an identity, in place of an earlier one with the same id, whose files it takes over. */
  async keep(identity: Identity): Promise<void> {
    const { entries } = await this.#content();
    const known = entries.find((entry) => entry.identity.id === identity.id);
    const key = PREFIX + identity.id;
    const { fileName } = known?.identity ?? identity;
    await this.#secrets.store(key, serializeIdentity({ ...identity, fileName }));
    if (known && known.key !== key) {
      await this.#secrets.delete(known.key);
    }
  }

  async remove(id: string): Promise<void> {
    const { entries } = await this.#content();
    const removed = entries.filter(({ identity }) => identity.id === id);
    await Promise.all(removed.map(({ key }) => this.#secrets.delete(key)));
    await this.#signOuts.add(removed.map(({ identity }) => identity));
  }

  /** Removes every identity, and every value that could not be read as one. */
  async wipe(): Promise<void> {
    const { identities } = await this.#content();
    const keys = await this.#keys();
    await Promise.all(keys.map((key) => this.#secrets.delete(key)));
    await this.#signOuts.add(identities);
  }

  /** Called when an identity is kept, where VS Code tells it also in another window, or removed in any. */
  onDidChange(listener: () => void): Disposable {
    const kept = this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) {
        listener();
      }
    });
    const removed = this.#signOuts.onDidChange(listener);
    return {
      dispose() {
        kept.dispose();
        removed.dispose();
      },
    };
  }

  async #keys(): Promise<readonly string[]> {
    return (await this.#secrets.keys()).filter((key) => key.startsWith(PREFIX));
  }
}
