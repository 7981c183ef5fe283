import * as vscode from 'vscode';
import * as l10n from '../text/l10n.ts';
import type { Alarm } from '../zones/alarms.ts';
import { type Zone, zoneName } from '../zones/zone.ts';
import { notify } from './notify.ts';
import { alarmText } from './text/alarmText.ts';
import { ZONES_VIEW } from './viewIds.ts';

/**
 * Notifies the person of zones that need attention now, and shows them when asked. Zones that are no longer known are left
 * out. Resolves when the notification is gone.
 * Specified in test/ui/alarms.test.ts.
 */
export async function showAlarms(
  alarms: readonly Alarm[],
  zones: ReadonlyMap<string, Zone>,
  showDetails: (zoneId: string) => unknown,
): Promise<void> {
  const told = alarms.flatMap(({ zoneId, state }) => {
    const zone = zones.get(zoneId);
    return zone ? [{ zoneId, name: zoneName(zone), state }] : [];
  });
  if (told.length === 0) {
    return;
  }
  const [only] = told.length === 1 ? told : [];
  const show = only ? l10n.t('Show Details') : l10n.t('Show Zones');
  if ((await notify.warn(alarmText(told), show)) === show) {
    await (only ? showDetails(only.zoneId) : vscode.commands.executeCommand(`${ZONES_VIEW}.focus`));
  }
}
