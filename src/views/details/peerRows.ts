import type { Peer } from '../../cloudflare/peers.ts';
import * as l10n from '../../text/l10n.ts';
import type { PeerRow } from '../../webview/protocol.ts';
import { type AccountPeers, isPeerMissing } from '../../zones/store.ts';
import type { Zone } from '../../zones/zone.ts';
import { failureText } from '../text/failureText.ts';

/** What is known of peers beyond their tags. */
export interface KnownPeers {
  /** A peer of any account, by its tag. */
  readonly peer: (tag: string) => Peer | undefined;
  /** How far the peers of the zone's account were read. */
  readonly accountPeers: AccountPeers | undefined;
}

/** The rows of the table of peers. */
export function peerRows(zone: Zone, { peer, accountPeers }: KnownPeers): readonly PeerRow[] {
  return (zone.incoming?.peers ?? []).map((tag) => {
    const known = peer(tag);
    if (known) {
      return {
        tag,
        name: known.name,
        address: known.ip ?? l10n.t('none'),
        port: known.port?.toString() ?? l10n.t('not set'),
        ixfr: known.ixfr ? l10n.t('on') : l10n.t('off'),
        tsig: known.tsigId ? l10n.t('set') : l10n.t('none'),
      };
    }
    const unknown = {
      tag,
      name: undefined,
      address: undefined,
      port: undefined,
      ixfr: undefined,
      tsig: undefined,
    };
    return isPeerMissing(known, accountPeers)
      ? { ...unknown, note: l10n.t('not among the account’s peers') }
      : unknown;
  });
}

/** What is to be said of the table: why it has no row, or why its rows say no more than tags. */
export function peersNote(zone: Zone, { peer, accountPeers }: KnownPeers): string | undefined {
  const { incoming } = zone;
  if (!incoming) {
    return undefined;
  }
  if (!incoming.peers) {
    const problem = incoming.problems.find(({ field }) => field === 'peers');
    return problem
      ? l10n.t(
          'The API reported peers that are none: expected {0}, received {1}.',
          problem.expected,
          problem.received,
        )
      : l10n.t('The API did not report any peers.');
  }
  if (incoming.peers.length === 0) {
    return l10n.t('No peer is linked to this zone.');
  }
  if (accountPeers?.failure) {
    const { headline, advice } = failureText(accountPeers.failure);
    return [l10n.t('Names and addresses could not be read.'), headline, advice].join(' ');
  }
  return zone.account || incoming.peers.every(peer)
    ? undefined
    : l10n.t('Names and addresses are not known: it takes “Zone Read” to tell the account of the zone.');
}
