import * as l10n from '../../text/l10n.ts';
import { joined, type Text, text } from '../../text/text.ts';
import type { ZoneState } from '../../zones/state.ts';
import { stateText } from './stateText.ts';

/** The most zones that a notification names. */
const MAX_NAMES = 3;

/** The text of a notification about zones that need attention now. */
export function alarmText(zones: readonly { readonly name: Text; readonly state: ZoneState }[]): Text {
  const [first] = zones;
  if (first && zones.length === 1) {
    return l10n.t('{0} needs attention: {1}', first.name, stateText(first.state));
  }
  const named = zones.slice(0, MAX_NAMES).map(({ name, state }) => text`${name} (${stateText(state)})`);
  return l10n.t(
    '{0} zones need attention: {1}',
    zones.length,
    joined([...named, zones.length > MAX_NAMES ? text`…` : undefined], ', '),
  );
}
