import * as l10n from '../text/l10n.ts';
import { text } from '../text/text.ts';
import { stateIcon, stateText } from '../views/text/stateText.ts';
import type { ZonesView } from '../views/zones/zonesView.ts';
import { ZONE_STATES } from '../zones/state.ts';
import { pickMany } from './quickPick.ts';

/**
 * Asks which states are shown. All or none of them chosen shows every zone.
 * Specified in test/ui/browse.test.ts.
 */
export async function filterByState(view: ZonesView): Promise<void> {
  const { states } = view.tree.arrangement;
  const countByState = view.tree.countByState();
  const items = ZONE_STATES.map((state) => ({
    label: stateText(state),
    icon: stateIcon(state).icon,
    description: text`${countByState.get(state) ?? 0}`,
    picked: states?.has(state) ?? false,
    state,
  }));
  const picked = await pickMany(items, {
    title: l10n.t('Show zones by state'),
    placeHolder: l10n.t('Choose the states to show; none shows all'),
  });
  if (picked) {
    const all = picked.length === 0 || picked.length === ZONE_STATES.length;
    view.arrange({ states: all ? undefined : new Set(picked.map(({ state }) => state)) });
  }
}
