import { type Id, isId } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { joined, type Text } from '../text/text.ts';
import { notify } from '../views/notify.ts';
import { stateText } from '../views/text/stateText.ts';
import type { ZonesView } from '../views/zones/zonesView.ts';
import { orderZones } from '../zones/order.ts';
import type { ZoneStore } from '../zones/store.ts';
import { type Zone, zoneName } from '../zones/zone.ts';
import { pickOne } from './quickPick.ts';

export interface ZonePicker {
  readonly store: ZoneStore;
  readonly view: ZonesView;
  /** The zone whose details are in front, if any. */
  readonly activeZone: () => string | undefined;
}

/**
 * The zone that a command is about: the one of the row or page it was called from, else the one that the
 * person picks, the active one being first.
 * Specified in test/ui/palette.test.ts.
 */
export async function pickZone(
  picker: ZonePicker,
  argument: unknown,
  title: Text,
  among: (zone: Zone) => boolean = () => true,
): Promise<Zone | undefined> {
  const { store } = picker;
  const given = zoneIdOf(argument);
  if (given !== undefined) {
    return store.zones.get(given);
  }
  const zones = orderZones(store.zones.values(), 'name', (zone) => picker.view.tree.stateOf(zone)).filter(
    among,
  );
  if (zones.length === 0) {
    if (requireSignIn(store)) {
      void notify.info(l10n.t('There is no zone to choose.'));
    }
    return undefined;
  }
  const active = picker.activeZone() ?? picker.view.selectedZone;
  const items = [...zones.filter(({ id }) => id === active), ...zones.filter(({ id }) => id !== active)].map(
    (zone) => ({
      label: zoneName(zone),
      description: joined([stateText(picker.view.tree.stateOf(zone)), zone.account?.name], ' · '),
      zone,
    }),
  );
  const picked = await pickOne(items, {
    title,
    placeHolder: l10n.t('Choose a zone'),
  });
  return picked?.zone;
}

/** Whether anybody is signed in; if not, shows a message. */
export function requireSignIn(store: ZoneStore): boolean {
  if (store.listings.size === 0) {
    void notify.info(l10n.t('Sign in first: no zones are known yet.'));
    return false;
  }
  return true;
}

/** The zone of a row of the tree or of a command's argument; undefined when it names none. */
function zoneIdOf(argument: unknown): Id | undefined {
  return idIn(argument, 'zoneId');
}

/** An id that a row of the tree or a command's argument holds; anyone may run a command with anything. */
export function idIn(argument: unknown, key: string): Id | undefined {
  if (typeof argument !== 'object' || argument === null || !(key in argument)) {
    return undefined;
  }
  const value: unknown = Reflect.get(argument, key);
  return typeof value === 'string' && isId(value) ? value : undefined;
}
