import * as vscode from 'vscode';
import * as l10n from '../text/l10n.ts';
import type { PromptButton } from './inputBox.ts';
import { type Choice, pickOne } from './quickPick.ts';
import { type TokenOwner, tokenFormUrl } from './tokenForm.ts';

/**
 * Asks whose token it is to be, and opens the dashboard's form for it.
 * Specified in test/ui/signIn.test.ts.
 */
export async function createToken(): Promise<void> {
  const items: readonly (Choice & { readonly owner: TokenOwner })[] = [
    {
      label: l10n.t('A user’s token'),
      detail: l10n.t('Belongs to you and reads the zones that you may see, in all your accounts.'),
      owner: 'user',
    },
    {
      label: l10n.t('An account’s token'),
      detail: l10n.t('Belongs to one account; only its administrators can create it.'),
      owner: 'account',
    },
  ];
  const picked = await pickOne(items, {
    title: l10n.t('Create a token in the Cloudflare dashboard'),
    placeHolder: l10n.t('Choose whose token it is to be'),
  });
  if (picked) {
    await openTokenForm(picked.owner);
  }
}

/** Beside the line for a token. A list of owners would close that line, so it opens the form of a user's token. */
export function createTokenButton(): PromptButton {
  return {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: l10n.t('Create a Token in the Cloudflare Dashboard'),
    press: () => openTokenForm('user'),
  };
}

function openTokenForm(owner: TokenOwner): Thenable<boolean> {
  return vscode.env.openExternal(vscode.Uri.parse(tokenFormUrl(owner), true));
}
