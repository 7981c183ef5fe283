import { readSettings, writeZoneIds } from '../settings.ts';
import { isHexId } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { flash, notify } from '../views/notify.ts';
import { failureText } from '../views/text/failureText.ts';
import type { ZonesView } from '../views/zones/zonesView.ts';
import type { Refresher } from '../zones/refresher.ts';
import type { ZoneStore } from '../zones/store.ts';
import { zoneName } from '../zones/zone.ts';
import { ask } from './inputBox.ts';
import { pickZone, type ZonePicker } from './pickZone.ts';

/** Adds a zone that the credentials may read but not list. Specified in test/ui/palette.test.ts. */
export async function addZone(store: ZoneStore, refresher: Refresher, view: ZonesView): Promise<void> {
  if (store.listings.size === 0) {
    void notify.info(l10n.t('Sign in first: the zone is read with your credential.'));
    return;
  }
  const zoneId = await ask(
    {
      title: l10n.t('Add a zone by its id'),
      prompt: l10n.t('For zones that the credential may read but not list'),
      placeholder: l10n.t('Zone id, 32 hex digits'),
    },
    (typed) => {
      const id = typed.trim().toLowerCase();
      if (!isHexId(id)) {
        return { problem: l10n.t('A zone id has 32 hex digits; this has {0} characters.', id.length) };
      }
      return store.zones.has(id) ? { problem: l10n.t('This zone is in the list already.') } : { value: id };
    },
  );
  if (!zoneId) {
    return;
  }
  const ids = [...new Set([...readSettings().zoneIds, zoneId])];
  await writeZoneIds(ids);
  store.setAdded(ids);
  await refresher.refreshZone(zoneId);
  const failure = store.zones.get(zoneId)?.failure;
  if (failure) {
    const { headline, advice } = failureText(failure);
    void notify.warn(l10n.t('The zone was added, but could not be read. {0} {1}', headline, advice));
  }
  await view.reveal(zoneId);
}

/** Removes a zone that was added by its id. A zone that Cloudflare lists stays. */
export async function removeZone(picker: ZonePicker, argument: unknown): Promise<void> {
  const { store } = picker;
  const zone = await pickZone(picker, argument, l10n.t('Remove a zone that was added by its id'), isAdded);
  if (!zone) {
    return;
  }
  if (!isAdded(zone)) {
    void notify.info(l10n.t('Cloudflare lists this zone; only one that was added by its id can be removed.'));
    return;
  }
  const ids = readSettings().zoneIds.filter((id) => id !== zone.id);
  await writeZoneIds(ids);
  store.setAdded(ids);
  flash(l10n.t('Removed {0}', zoneName(zone)));
}

function isAdded({ origin }: { readonly origin: 'listed' | 'added' }): boolean {
  return origin === 'added';
}
