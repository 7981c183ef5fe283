import * as vscode from 'vscode';
import type { Identity } from './credentials/identity.ts';
import type { Vault } from './credentials/vault.ts';
import { errorMessage, type Logger } from './logger.ts';
import type { Unwiped } from './privateFiles.ts';
import type { Sessions } from './sessions.ts';
import * as l10n from './text/l10n.ts';
import { text } from './text/text.ts';
import { notify } from './views/notify.ts';

export interface SessionSyncOptions {
  readonly vault: Vault;
  readonly sessions: Sessions;
  readonly log: Logger;
  /** Called after a sign-in or a sign-out. */
  readonly onChange: () => void;
}

/**
 * Keeps the sessions in step with the vault, whichever window changes it.
 * Specified in test/extension/secrets.test.ts.
 */
export class SessionSync implements vscode.Disposable {
  readonly #options: SessionSyncOptions;
  readonly #listeners: readonly vscode.Disposable[];

  constructor(options: SessionSyncOptions) {
    this.#options = options;
    const vaultListener = options.vault.onDidChange(() => void this.sync());
    this.#listeners = [
      { dispose: () => vaultListener.dispose() },
      // Not every host tells this window what another one did to the secrets.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) {
          void this.sync();
        }
      }),
    ];
  }

  /**
   * Updates the sessions from the vault. Where that cannot be read, a message says so.
   * @returns what is kept of those who are gone, and could not be deleted
   */
  async sync(): Promise<readonly Unwiped[]> {
    const { sessions, log, onChange } = this.#options;
    try {
      const { changed, unwiped } = await sessions.sync();
      if (changed) {
        onChange();
      }
      for (const { file, reason } of unwiped) {
        log.warn(text`${file} could not be deleted: ${reason}. The next start tries again.`);
      }
      return unwiped;
    } catch (error) {
      log.error(text`The secret storage failed: ${errorMessage(error)}`);
      void notify.error(
        l10n.t('The secret storage could not be read, so nobody is signed in. The log says more.'),
      );
      return [];
    }
  }

  /** Keeps an identity and signs it in. */
  async keep(identity: Identity): Promise<void> {
    await this.#options.vault.keep(identity);
    await this.sync();
  }

  dispose(): void {
    for (const listener of this.#listeners) {
      listener.dispose();
    }
  }
}
