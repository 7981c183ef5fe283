import * as vscode from 'vscode';
import { joined, type Text } from '../text/text.ts';
import { withoutIcons } from '../views/text/untrusted.ts';

/** Something that can be chosen. No text of it draws an icon. */
export interface Choice {
  readonly label: Text;
  /** Stands after the label. */
  readonly description?: Text;
  /** A line of ours, never of the API: VS Code shows it as Markdown where the pointer rests on it. */
  readonly detail?: Text;
  readonly picked?: boolean;
  /** A codicon before the label. */
  readonly icon?: string;
}

export interface PickOptions {
  readonly title: Text;
  readonly placeHolder: Text;
}

/**
 * Lets the person choose from a list. The list stays when the focus goes elsewhere: a details page that was opened
 * just before takes the focus when it has loaded, and would close it.
 * Specified in test/ui/focus.test.ts.
 * @returns undefined when the person cancelled
 */
export async function pickOne<C extends Choice>(
  choices: readonly C[],
  options: PickOptions,
): Promise<C | undefined> {
  const picked = await vscode.window.showQuickPick(choices.map(drawn), { ignoreFocusOut: true, ...options });
  return picked?.choice;
}

/** Lets the person choose several items from a list, as `pickOne` does. */
export async function pickMany<C extends Choice>(
  choices: readonly C[],
  options: PickOptions,
): Promise<readonly C[] | undefined> {
  const picked = await vscode.window.showQuickPick(choices.map(drawn), {
    ignoreFocusOut: true,
    ...options,
    canPickMany: true,
  });
  return picked?.map(({ choice }) => choice);
}

/** The label has the description too: VS Code shows one of its own as Markdown where the pointer rests on it. */
function drawn<C extends Choice>(choice: C): vscode.QuickPickItem & { readonly choice: C } {
  const { label, description, detail, picked, icon } = choice;
  return {
    label: (icon === undefined ? '' : `$(${icon}) `) + withoutIcons(joined([label, description], ' · ')),
    ...(detail === undefined ? {} : { detail: withoutIcons(detail) }),
    ...(picked === undefined ? {} : { picked }),
    choice,
  };
}
