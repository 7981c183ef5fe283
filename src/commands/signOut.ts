import * as vscode from 'vscode';
import type { Identity } from '../credentials/identity.ts';
import type { Vault } from '../credentials/vault.ts';
import { errorMessage } from '../logger.ts';
import type { Unwiped } from '../privateFiles.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText, joined, type Text, text } from '../text/text.ts';
import { notify } from '../views/notify.ts';
import { relativeTime } from '../views/text/time.ts';
import { pickOne } from './quickPick.ts';

/** Where the dashboard lists what a sign-out leaves valid: the token, or the global key. */
const TOKENS = 'https://dash.cloudflare.com/profile/api-tokens';

export interface SignOutOptions {
  readonly vault: Vault;
  readonly now: () => number;
  /** Takes what is kept and shown of those who are gone away. @returns what could not be deleted */
  readonly syncSessions: () => Promise<readonly Unwiped[]>;
  /** Empties the log. */
  readonly clearLog: () => Promise<void>;
}

/**
 * Asks whom to sign out, removes their credentials, and says what became of what was kept of them.
 * Specified in test/ui/signIn.test.ts.
 */
export async function signOut(options: SignOutOptions): Promise<void> {
  const { vault, now, syncSessions } = options;
  const { identities, unreadable } = await vault.read();
  if (identities.length + unreadable.length === 0) {
    void notify.info(l10n.t('Nobody is signed in.'));
    return;
  }
  const one = (identity: Identity) => ({
    label: identity.label,
    description: l10n.t('signed in {0}', relativeTime(identity.addedAt, now(), vscode.env.language)),
    detail: cleanText(identity.baseUrl),
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
    void showReceipt(await syncSessions(), options);
  }
}

async function showReceipt(unwiped: readonly Unwiped[], { clearLog }: SignOutOptions): Promise<void> {
  const revoke = l10n.t('Revoke at Cloudflare…');
  const clear = l10n.t('Clear the Log');
  const chosen = await (unwiped.length === 0
    ? notify.info(
        l10n.t(
          'Signed out: the credential, the zones and their histories are deleted here. At Cloudflare it stays valid until it is revoked.',
        ),
        revoke,
        clear,
      )
    : notify.error(
        l10n.t(
          'Signed out, but not everything could be deleted: {0}. The next start tries again.',
          unwipedText(unwiped),
        ),
        revoke,
        clear,
      ));
  if (chosen === revoke) {
    await vscode.env.openExternal(vscode.Uri.parse(TOKENS, true));
  } else if (chosen === clear) {
    await clearLog().catch((error: unknown) =>
      notify.error(l10n.t('The log could not be cleared: {0}', errorMessage(error))),
    );
  }
}

function unwipedText(unwiped: readonly Unwiped[]): Text {
  return joined(
    unwiped.map(({ file, reason }) => text`${file} (${reason})`),
    ', ',
  );
}
