import { createHmac } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { secretOf } from '../cloudflare/authorization.ts';
import { ensureFolder, FILE_MODE } from '../privateFiles.ts';
import type { Identity } from './identity.ts';

/** How many sign-outs are kept: more than matter while a window is open. */
const REMEMBERED = 64;

/** The name of a sign-out: when, milliseconds since the epoch, and whose. */
const NAME = /^\d+-([\w-]{22})$/;

export interface SignOutsOptions {
  /** The absolute path of a folder for these alone; it is made when it is needed. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called with what the disk threw. Nothing here rejects. */
  readonly onError: (error: unknown) => void;
}

/**
 * The sign-ins that have ended. In a browser each window of VS Code holds the secrets as of its start, and would
 * keep using a credential that another window has wiped. A sign-out is an empty file, named by a hash that tells
 * neither who it was nor with what.
 */
export class SignOuts {
  readonly #options: SignOutsOptions;

  constructor(options: SignOutsOptions) {
    this.#options = options;
  }

  /** Reads which sign-ins have ended. @returns whether one has */
  async read(): Promise<(identity: Identity) => boolean> {
    const ended = new Set((await this.#names()).map((name) => NAME.exec(name)?.[1]));
    return (identity) => ended.has(keyOf(identity));
  }

  /** Records that sign-ins have ended. */
  async add(identities: readonly Identity[]): Promise<void> {
    const { folder, now, onError } = this.#options;
    try {
      await ensureFolder(folder);
      for (const identity of identities) {
        await writeFile(path.join(folder, `${now()}-${keyOf(identity)}`), '', { mode: FILE_MODE });
      }
      const old = (await this.#names()).toSorted().slice(0, -REMEMBERED);
      await Promise.all(old.map((name) => rm(path.join(folder, name), { force: true })));
    } catch (error) {
      onError(error);
    }
  }

  /** Called when a sign-out was added, by whatever window. */
  onDidChange(listener: () => void): { dispose(): void } {
    const { folder, onError } = this.#options;
    let watcher: FSWatcher | undefined;
    let disposed = false;
    ensureFolder(folder)
      .then(() => {
        if (!disposed) {
          watcher = watch(folder, { persistent: false }, listener).on('error', onError);
        }
      })
      .catch(onError);
    return {
      dispose: () => {
        disposed = true;
        watcher?.close();
      },
    };
  }

  async #names(): Promise<readonly string[]> {
    try {
      return (await readdir(this.#options.folder)).filter((name) => NAME.test(name));
    } catch {
      return [];
    }
  }
}

/** One sign-in: who signs in again is another one. Whose a name is cannot be seen without its secret. */
function keyOf({ id, baseUrl, addedAt, credential }: Identity): string {
  const name = JSON.stringify([id, baseUrl, addedAt]);
  return createHmac('sha256', secretOf(credential))
    .update(name)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
