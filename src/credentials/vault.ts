import { type Identity, parseIdentity, serializeIdentity } from './identity.ts';

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

/** The identities, kept in SecretStorage and nowhere else. It rejects when the storage does. */
export class Vault {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  /** All identities, the one signed in first in front. */
  async read(): Promise<VaultContent> {
    const keys = (await this.#secrets.keys()).filter((key) => key.startsWith(PREFIX));
    const entries = await Promise.all(keys.map(async (key) => ({ key, text: await this.#secrets.get(key) })));
    const identities: Identity[] = [];
    const unreadable: string[] = [];
    for (const { key, text } of entries) {
      const identity = text === undefined ? undefined : parseIdentity(text);
      if (identity) {
        identities.push(identity);
      } else if (text !== undefined) {
        unreadable.push(key);
      }
    }
    identities.sort((a, b) => a.addedAt - b.addedAt || a.id.localeCompare(b.id));
    return { identities, unreadable };
  }

  /** Keeps an identity, in place of an earlier one with the same id. */
  async keep(identity: Identity): Promise<void> {
    await this.#secrets.store(PREFIX + identity.id, serializeIdentity(identity));
  }

  async remove(id: string): Promise<void> {
    await this.#secrets.delete(PREFIX + id);
  }

  /** Removes every identity, and every value that could not be read as one. */
  async wipe(): Promise<void> {
    const keys = (await this.#secrets.keys()).filter((key) => key.startsWith(PREFIX));
    await Promise.all(keys.map((key) => this.#secrets.delete(key)));
  }

  /** Called when an identity is kept or removed, in this window or, where VS Code tells it, in another. */
  onDidChange(listener: () => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) {
        listener();
      }
    });
  }
}
