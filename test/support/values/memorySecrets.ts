import { EventEmitter } from 'node:events';
import type { SecretStore } from '../../../src/credentials/vault.ts';

/** VS Code's SecretStorage as far as the vault uses it, in memory. */
export class MemorySecrets implements SecretStore {
  readonly #secrets = new Map<string, string>();
  readonly #emitter = new EventEmitter<{ change: [{ readonly key: string }] }>();

  async keys(): Promise<string[]> {
    return [...this.#secrets.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    return this.#secrets.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    this.#secrets.set(key, value);
    this.#emitter.emit('change', { key });
  }

  async delete(key: string): Promise<void> {
    this.#secrets.delete(key);
    this.#emitter.emit('change', { key });
  }

  onDidChange(listener: (change: { readonly key: string }) => void): { dispose(): void } {
    this.#emitter.on('change', listener);
    return { dispose: () => this.#emitter.off('change', listener) };
  }
}
