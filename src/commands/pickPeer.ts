import type { Id } from '../text/id.ts';
import * as l10n from '../text/l10n.ts';
import { type Text, text } from '../text/text.ts';
import { notify } from '../views/notify.ts';
import { peerPlace } from '../views/text/peerText.ts';
import { compareNames } from '../zones/order.ts';
import type { ZoneStore } from '../zones/store.ts';
import type { Zone } from '../zones/zone.ts';
import { idIn } from './pickZone.ts';
import { type Choice, pickOne } from './quickPick.ts';

/**
 * The tag of the peer that a command is about: that of the row it was called from, else of the one that the person
 * picks. VS Code hands over no row while it redraws the tree.
 * Specified in test/extension/rows.test.ts.
 */
export async function pickPeer(store: ZoneStore, argument: unknown, title: Text): Promise<Id | undefined> {
  const given = idIn(argument, 'tag');
  if (given !== undefined) {
    return given;
  }
  const tags = [...store.zones.values()].flatMap(({ incoming }) => incoming?.peers ?? []);
  if (tags.length === 0) {
    void notify.info(l10n.t('There is no peer to choose.'));
    return undefined;
  }
  return choosePeer(store, tags, title);
}

/** The tags of a zone's peers. Where it has none, a message says so. */
export function peerTags(zone: Zone): readonly Id[] {
  const tags = zone.incoming?.peers ?? [];
  if (tags.length === 0) {
    void notify.info(l10n.t('This zone has no peers.'));
  }
  return tags;
}

/** Lets the person choose among peers, by name. @returns the tag; undefined where there is none or it was cancelled */
export async function choosePeer(
  store: ZoneStore,
  tags: readonly Id[],
  title: Text,
): Promise<Id | undefined> {
  if (tags.length === 0) {
    return undefined;
  }
  const items = Array.from(new Set(tags), (tag) => peerItem(store, tag));
  items.sort((a, b) => compareNames(a.label, b.label));
  const picked = await pickOne(items, {
    title,
    placeHolder: l10n.t('Choose a peer'),
  });
  return picked?.tag;
}

function peerItem(store: ZoneStore, tag: Id): Choice & { readonly tag: Id } {
  const peer = store.peer(tag);
  return {
    label: peer?.name ?? tag,
    ...(peer ? { description: text`${peerPlace(peer)} · ${tag}` } : {}),
    tag,
  };
}
