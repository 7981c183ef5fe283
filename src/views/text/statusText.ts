import * as l10n from '../../text/l10n.ts';
import { type Block, cleanText, joined, lines, type Text, text } from '../../text/text.ts';
import { needsAttention, ZONE_STATES, type ZoneState } from '../../zones/state.ts';
import { stateText } from './stateText.ts';

/** What the status bar says. */
export interface StatusText {
  /** With an icon, as the status bar draws it. */
  readonly text: Text;
  readonly tooltip: Block;
  /** What a screen reader says. */
  readonly spoken: Text;
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
  const parts = joined(
    counted.map(({ state, count }) => text`${stateText(state)}: ${count}`),
    ', ',
  );
  return {
    text: text`$(${cleanText(icon)}) ${words}`,
    tooltip: lines([l10n.t('Secondary DNS'), parts]),
    spoken: text`${l10n.t('Secondary DNS')}: ${words}. ${parts}`,
  };
}

/** How many zones, in words. */
export function zoneCount(count: number): Text {
  return count === 1 ? l10n.t('1 zone') : l10n.t('{0} zones', count);
}
