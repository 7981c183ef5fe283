import * as vscode from 'vscode';
import type { Block, Text } from '../text/text.ts';
import { withoutIcons, withoutLinks } from './text/untrusted.ts';

/** Milliseconds that a short message stays in the status bar. */
const FLASH_TIME = 5000;

/** Shows a notification. No text in it can be a link. @returns the action that the person chose, if any */
export const notify = {
  info: (message: Text, ...actions: readonly Text[]) =>
    vscode.window.showInformationMessage(withoutLinks(message), ...actions),
  warn: (message: Text, ...actions: readonly Text[]) =>
    vscode.window.showWarningMessage(withoutLinks(message), ...actions),
  error: (message: Text, ...actions: readonly Text[]) =>
    vscode.window.showErrorMessage(withoutLinks(message), ...actions),
  /** Asks before something is done, and waits for the answer. */
  ask: (message: Text, detail: Block, ...actions: readonly Text[]) =>
    vscode.window.showInformationMessage(withoutLinks(message), { modal: true, detail }, ...actions),
};

/** Shows a short message in the status bar. @param icon a codicon before it */
export function flash(message: Text, icon?: string): void {
  const before = icon === undefined ? '' : `$(${icon}) `;
  vscode.window.setStatusBarMessage(before + withoutIcons(message), FLASH_TIME);
}
