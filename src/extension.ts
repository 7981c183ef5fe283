import * as vscode from 'vscode';
import type { App } from './app.ts';
import { COMMANDS } from './commands/ids.ts';
import { mayBeConfiguration } from './editor/mayBeConfiguration.ts';
import { startOf } from './editor/startOf.ts';
import { DETAILS_VIEW_TYPE, PEERS_VIEW, ZONES_VIEW } from './views/ids.ts';
import { LazyTreeView } from './views/lazyTreeView.ts';
import type { PeersNode } from './views/peers/nodes.ts';
import type { TreeNode } from './views/tree/nodes.ts';

let app: Promise<App> | undefined;

/**
 * VS Code calls this when a view, a command or a details page is first needed. It gets the places where the
 * extension is seen and called; what works there is loaded by the first look or call.
 */
export function activate(extension: vscode.ExtensionContext): void {
  const load = (): Promise<App> => {
    app ??= import('./app.ts').then(({ App }) =>
      App.start(extension, { zones: zones.view, peers: peers.view }),
    );
    return app;
  };
  const zones = new LazyTreeView<TreeNode>(ZONES_VIEW, async () => (await load()).zonesTree);
  const peers = new LazyTreeView<PeersNode>(PEERS_VIEW, async () => (await load()).peersTree());
  const openIfConfiguration = (document: vscode.TextDocument): void => {
    if (mayBeConfiguration(startOf(document))) {
      void load().then((loaded) => loaded.readConfigurations());
    }
  };
  for (const document of vscode.workspace.textDocuments) openIfConfiguration(document);
  extension.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(openIfConfiguration),
    vscode.workspace.onDidSaveTextDocument(openIfConfiguration),
    zones,
    peers,
    ...COMMANDS.map((id) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => (await load()).run(id, argument)),
    ),
    vscode.window.registerWebviewPanelSerializer(DETAILS_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await load()).restorePanel(panel, state),
    }),
  );
}

/** VS Code waits for this, and not for what is disposed of: the last snapshot is written here. */
export async function deactivate(): Promise<void> {
  await (await app)?.flush();
  app = undefined;
}
