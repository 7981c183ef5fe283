import * as l10n from '@vscode/l10n';
import { needsAttention, ZONE_STATES, type ZoneState } from '../../zones/state.ts';
import { stateText } from './stateText.ts';

/** What the status bar says. */
export interface StatusText {
  /** With an icon, as the status bar draws it. */
  readonly text: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** How many zones are in step; undefined when there are none. */
export function statusText(countByState: ReadonlyMap<ZoneState, number>): StatusText | undefined {
  const counted = ZONE_STATES.map((state) => ({ state, count: countByState.get(state) ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) {
    return undefined;
  }
  const words = l10n.t('{0} of {1} in step', countByState.get('in-order') ?? 0, all);
  const icon = counted.some(({ state }) => needsAttention(state)) ? 'warning' : 'pass';
  const parts = counted.map(({ state, count }) => `${stateText(state)}: ${count}`).join(', ');
  return {
    text: `$(${icon}) ${words}`,
    tooltip: `${l10n.t('Secondary DNS')}\n${parts}`,
    spoken: `${l10n.t('Secondary DNS')}: ${words}. ${parts}`,
  };
}

/** How many zones, in words. */
export function zoneCount(count: number): string {
  return count === 1 ? l10n.t('1 zone') : l10n.t('{0} zones', count);
}
