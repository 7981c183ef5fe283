import * as vscode from 'vscode';

/**
 * Lets the person choose from a list. The list stays when the focus goes elsewhere: a details page that was opened
 * just before takes the focus when it has loaded, and would close it.
 * Specified in test/ui/focus.test.ts.
 * @returns undefined when the person cancelled
 */
export function pickOne<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Thenable<Item | undefined> {
  return vscode.window.showQuickPick(items, { ignoreFocusOut: true, ...options });
}

/** Lets the person choose several items from a list, as `pickOne` does. */
export function pickMany<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  options: vscode.QuickPickOptions,
): Thenable<readonly Item[] | undefined> {
  return vscode.window.showQuickPick(items, { ignoreFocusOut: true, ...options, canPickMany: true });
}
