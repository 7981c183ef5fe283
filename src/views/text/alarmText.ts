import * as l10n from '@vscode/l10n';
import type { ZoneState } from '../../zones/state.ts';
import { stateText } from './stateText.ts';
import { withoutLinks } from './untrusted.ts';

/** The most zones that a notification names. */
const MAX_NAMES = 3;

/** The text of a notification about zones that need attention now. */
export function alarmText(zones: readonly { readonly name: string; readonly state: ZoneState }[]): string {
  const [first] = zones;
  if (first && zones.length === 1) {
    return l10n.t('{0} needs attention: {1}', withoutLinks(first.name), stateText(first.state));
  }
  const named = zones
    .slice(0, MAX_NAMES)
    .map(({ name, state }) => `${withoutLinks(name)} (${stateText(state)})`);
  return l10n.t(
    '{0} zones need attention: {1}',
    zones.length,
    [...named, ...(zones.length > MAX_NAMES ? ['…'] : [])].join(', '),
  );
}
