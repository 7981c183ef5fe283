import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ZoneState } from '../zones/state.ts';
import { alarmText } from './text/alarmText.ts';

/** A zone that has turned, as it is told. */
export interface ToldZone {
  readonly id: string;
  readonly name: string;
  readonly state: ZoneState;
}

export interface AlarmActions {
  readonly showDetails: (zoneId: string) => unknown;
  /** Brings the view of the zones to the front. */
  readonly showZones: () => unknown;
}

/** Tells the person of zones that have turned, and shows them when asked. Resolves when the notice is gone. */
export async function showAlarm(zones: readonly ToldZone[], actions: AlarmActions): Promise<void> {
  const [only] = zones.length === 1 ? zones : [];
  const show = only ? l10n.t('Show Details') : l10n.t('Show Zones');
  if ((await vscode.window.showWarningMessage(alarmText(zones), show)) === show) {
    await (only ? actions.showDetails(only.id) : actions.showZones());
  }
}
