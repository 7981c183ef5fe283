import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { STATE_ICONS, stateText } from '../views/text/stateText.ts';
import type { ZonesView } from '../views/tree/zonesView.ts';
import { ZONE_STATES } from '../zones/state.ts';

/** Asks which states are shown. All or none of them chosen shows every zone. */
export async function filterByState(view: ZonesView): Promise<void> {
  const { states } = view.tree.arrangement;
  const census = view.tree.census();
  const items = ZONE_STATES.map((state) => ({
    label: `$(${STATE_ICONS[state].icon}) ${stateText(state)}`,
    description: String(census.get(state) ?? 0),
    picked: states?.has(state) ?? false,
    state,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Show zones by state'),
    placeHolder: l10n.t('Choose the states to show; none shows all'),
    canPickMany: true,
  });
  if (picked) {
    const all = picked.length === 0 || picked.length === ZONE_STATES.length;
    view.arrange({ states: all ? undefined : new Set(picked.map(({ state }) => state)) });
  }
}
