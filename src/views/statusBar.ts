import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ZoneState } from '../zones/state.ts';
import { ZONES_VIEW } from './ids.ts';
import { statusText } from './text/statusText.ts';

/** The item in the status bar that says how many zones are in step. It shows the zones when it is clicked. */
export class StatusBar implements vscode.Disposable {
  #item: vscode.StatusBarItem | undefined;

  /** Says how many zones are in which state; undefined takes the item away, as does an empty census. */
  update(census: ReadonlyMap<ZoneState, number> | undefined): void {
    const status = census && statusText(census);
    if (!status) {
      this.dispose();
      return;
    }
    this.#item ??= createItem();
    this.#item.text = status.text;
    this.#item.tooltip = status.tooltip;
    this.#item.accessibilityInformation = { label: status.spoken, role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#item?.dispose();
    this.#item = undefined;
  }
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('secondaryDns.status', vscode.StatusBarAlignment.Left);
  item.name = l10n.t('Secondary DNS');
  item.command = `${ZONES_VIEW}.focus`;
  return item;
}
