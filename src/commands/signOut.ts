import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Identity } from '../credentials/identity.ts';
import type { Vault } from '../credentials/vault.ts';
import { relativeTime } from '../views/text/time.ts';
import { withoutIcons } from '../views/text/untrusted.ts';
import { pickOne } from './quickPick.ts';

/**
 * Asks whom to sign out, and removes their credentials.
 * Specified in test/ui/signIn.test.ts.
 * @param syncSessions wipes what is kept of them and updates the views; the message comes after it
 */
export async function signOut(vault: Vault, now: number, syncSessions: () => Promise<void>): Promise<void> {
  const { identities, unreadable } = await vault.read();
  if (identities.length + unreadable.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nobody is signed in.'));
    return;
  }
  const one = (identity: Identity) => ({
    label: withoutIcons(identity.label),
    description: l10n.t('signed in {0}', relativeTime(identity.addedAt, now, vscode.env.language)),
    detail: withoutIcons(identity.baseUrl),
    run: () => vault.remove(identity.id),
  });
  const all = {
    label: l10n.t('Sign out of all'),
    description: l10n.t('removes every stored credential'),
    run: () => vault.wipe(),
  };
  const picked = await pickOne([...identities.map(one), all], {
    title: l10n.t('Sign out'),
    placeHolder: l10n.t('Choose who signs out'),
  });
  if (picked) {
    await picked.run();
    await syncSessions();
    vscode.window.setStatusBarMessage(l10n.t('Signed out'), 5000);
  }
}
