import type * as vscode from 'vscode';
import { App } from './app.ts';

let app: App | undefined;

/**
 * VS Code calls this when a view, a command, a details page or a configuration file is first needed.
 * Specified in test/extension/activation.test.ts.
 */
export function activate(extension: vscode.ExtensionContext): void {
  app = new App(extension);
  extension.subscriptions.push(app);
}

/** VS Code waits for this, and not for what is disposed of: the last snapshot is written here. */
export async function deactivate(): Promise<void> {
  await app?.flush();
  app = undefined;
}
