import * as vscode from 'vscode';
import * as l10n from '../text/l10n.ts';
import { statusText } from './text/statusText.ts';
import { ZONES_VIEW } from './viewIds.ts';
import type { ZonesTree } from './zones/zonesTree.ts';

export interface StatusBarOptions {
  readonly tree: ZonesTree;
  /** Whether the person wants to see it. */
  readonly isShown: () => boolean;
}

/**
 * The item in the status bar that says how many zones are in step. It shows the zones when it is clicked.
 * Specified in test/ui/primaries.test.ts.
 */
export class StatusBar implements vscode.Disposable {
  readonly #options: StatusBarOptions;
  readonly #listener: vscode.Disposable;
  #item: vscode.StatusBarItem | undefined;

  constructor(options: StatusBarOptions) {
    this.#options = options;
    this.#listener = options.tree.onDidChangeZones(() => this.#update());
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item?.dispose();
  }

  #update(): void {
    const { isShown, tree } = this.#options;
    const status = isShown() ? statusText(tree.countByState()) : undefined;
    if (!status) {
      this.#item?.dispose();
      this.#item = undefined;
      return;
    }
    this.#item ??= createItem();
    this.#item.text = status.text;
    this.#item.tooltip = status.tooltip;
    this.#item.accessibilityInformation = { label: status.spoken, role: 'button' };
    this.#item.show();
  }
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('secondaryDns.status', vscode.StatusBarAlignment.Left);
  item.name = l10n.t('Secondary DNS');
  item.command = `${ZONES_VIEW}.focus`;
  return item;
}
