import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Identity } from './credentials/identity.ts';
import type { Vault } from './credentials/vault.ts';
import { errorMessage, type Logger } from './logger.ts';
import type { Sessions } from './sessions.ts';

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

  /** Updates the sessions from the vault. Where that cannot be read, a message says so. */
  async sync(): Promise<void> {
    const { sessions, log, onChange } = this.#options;
    try {
      if (await sessions.sync()) {
        onChange();
      }
    } catch (error) {
      log.error(`The secret storage failed: ${errorMessage(error)}`);
      void vscode.window.showErrorMessage(
        l10n.t('The secret storage could not be read, so nobody is signed in. The log says more.'),
      );
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
