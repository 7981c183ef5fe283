import type { Peer } from '../../cloudflare/peers.ts';
import * as l10n from '../../text/l10n.ts';
import { type Text, text } from '../../text/text.ts';
import { peerAddress } from '../../zones/peerAddress.ts';

/** A peer in a list of facts: by name and address, else by its tag. */
export function peerText(tag: Text, peer: Peer | undefined): Text {
  return peer ? text`${peer.name} (${peerPlace(peer)})` : tag;
}

/** Where a peer is, in words where it has no address. */
export function peerPlace(peer: Peer): Text {
  return peerAddress(peer) || l10n.t('no address');
}
