import * as l10n from '@vscode/l10n';
import type { Peer } from '../../cloudflare/peers.ts';
import { peerAddress } from '../../zones/peerAddress.ts';

/** A peer in a list of facts: by name and address, else by its tag. */
export function peerText(tag: string, peer: Peer | undefined): string {
  return peer ? `${peer.name} (${peerPlace(peer)})` : tag;
}

/** Where a peer is, in words where it has no address. */
export function peerPlace(peer: Peer): string {
  return peerAddress(peer) || l10n.t('no address');
}
