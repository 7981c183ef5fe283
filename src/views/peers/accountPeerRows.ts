import type { Peer } from '../../cloudflare/peers.ts';
import * as l10n from '../../text/l10n.ts';
import { joined, type Text, text } from '../../text/text.ts';
import { failureText } from '../text/failureText.ts';
import { peerPlace } from '../text/peerText.ts';
import type { StateIcon } from '../text/stateText.ts';
import { zoneCount } from '../text/statusText.ts';
import type { Row, Tooltip } from '../tree/row.ts';
import type { AccountUse, PeerUse } from './peerUse.ts';

/** One thing that is known of a peer. */
export interface PeerFact {
  readonly key: 'tag' | 'address' | 'port' | 'ixfr' | 'tsig';
  readonly label: Text;
  /** As the API has it, to be copied; undefined where it is not set. */
  readonly value: Text | undefined;
  /** As it is shown. */
  readonly text: Text;
  /** It keeps Cloudflare from transferring. */
  readonly problem: boolean;
  /** A codicon. */
  readonly icon: string;
}

/** How many zones a tooltip names. */
const NAMED = 10;

const WARNING: StateIcon = { icon: 'warning', color: 'problemsWarningIcon.foreground' };

/**
 * A peer by name, with where it is, how it transfers and how many zones use it.
 * @param complete whether every zone was listed and read
 */
export function accountPeerRow(use: PeerUse, complete: boolean): Row {
  const { tag, peer, missing } = use;
  const label = peer?.name ?? tag;
  const facts = [
    ...(peer ? peerSummary(peer) : []),
    ...(missing ? [l10n.t('not among the account’s peers')] : []),
    usedBy(use, complete),
  ];
  return {
    label,
    description: joined(facts, ' · '),
    icon: peerIcon(use, complete),
    spoken: joined([l10n.t('Peer {0}', label), ...facts], ', '),
  };
}

function peerSummary(peer: Peer): readonly Text[] {
  return [
    peerPlace(peer),
    ...(peer.ip && !peer.port ? [l10n.t('no port')] : []),
    peer.ixfr ? l10n.t('IXFR') : l10n.t('AXFR'),
    peer.tsigId ? l10n.t('TSIG') : l10n.t('no TSIG'),
  ];
}

/** A peer of an account may send no zone here and yet be notified of zones that Cloudflare is the primary of. */
function usedBy({ zoneIds }: PeerUse, complete: boolean): Text {
  if (zoneIds.length > 0) {
    return zoneCount(zoneIds.length);
  }
  return complete ? l10n.t('used by no secondary zone') : l10n.t('used by no secondary zone read so far');
}

function peerIcon(use: PeerUse, complete: boolean): StateIcon {
  if (use.missing || (use.zoneIds.length > 0 && isUnreachable(use))) {
    return WARNING;
  }
  return use.zoneIds.length === 0 && complete
    ? { icon: 'circle-slash', color: 'descriptionForeground' }
    : { icon: 'server', color: undefined };
}

function isUnreachable({ peer }: PeerUse): boolean {
  return peer !== undefined && !(peer.ip && peer.port);
}

/** What is known of a peer; no more than its tag where the account's peers do not have it. */
export function peerFacts({ tag, peer }: PeerUse): readonly PeerFact[] {
  const tagFact: PeerFact = {
    key: 'tag',
    label: l10n.t('Tag'),
    value: tag,
    text: tag,
    problem: false,
    icon: 'tag',
  };
  return peer ? [tagFact, ...settingFacts(peer)] : [tagFact];
}

function settingFacts({ ip, port, ixfr, tsigId }: Peer): readonly PeerFact[] {
  return [
    {
      key: 'address',
      label: l10n.t('Address'),
      value: ip,
      text: ip ?? l10n.t('not set'),
      problem: !ip,
      icon: 'globe',
    },
    {
      key: 'port',
      label: l10n.t('Port'),
      value: port === undefined ? undefined : text`${port}`,
      text: port === undefined ? l10n.t('not set') : text`${port}`,
      problem: !port,
      icon: 'plug',
    },
    {
      key: 'ixfr',
      label: l10n.t('IXFR'),
      value: undefined,
      text: ixfr ? l10n.t('on') : l10n.t('off'),
      problem: false,
      icon: 'arrow-swap',
    },
    {
      key: 'tsig',
      label: l10n.t('TSIG'),
      value: tsigId,
      text: tsigId ?? l10n.t('none'),
      problem: false,
      icon: 'key',
    },
  ];
}

export function peerFactRow({ label, text: description, problem, icon }: PeerFact): Row {
  return {
    label,
    description,
    icon: problem ? WARNING : { icon, color: undefined },
    spoken: text`${label}: ${description}`,
  };
}

/** @param zoneNames the names of the zones that use the peer, sorted */
export function accountPeerTooltip(use: PeerUse, zoneNames: readonly Text[], complete: boolean): Tooltip {
  const left = zoneNames.length - NAMED;
  return {
    heading: use.peer?.name ?? use.tag,
    sentences: peerSentences(use, complete),
    facts: [
      ...peerFacts(use).map(({ label, text: value }) => ({ label, value })),
      ...zoneNames.slice(0, NAMED).map((name) => ({ label: l10n.t('Zone'), value: name })),
      ...(left > 0 ? [{ label: l10n.t('Zones'), value: l10n.t('{0} more', left) }] : []),
    ],
  };
}

function peerSentences(use: PeerUse, complete: boolean): readonly Text[] {
  if (use.missing) {
    return [
      l10n.t('Zones name this peer, but it is not among the account’s peers: it may have been deleted.'),
      l10n.t('Link the zones to another peer in the Cloudflare dashboard.'),
    ];
  }
  if (use.zoneIds.length === 0) {
    return [
      complete
        ? l10n.t('No secondary zone that these credentials can list transfers from it.')
        : l10n.t('No secondary zone that was read so far transfers from it.'),
      l10n.t('Cloudflare may still notify it of zones that it serves as their primary.'),
    ];
  }
  return isUnreachable(use)
    ? [
        l10n.t(
          'Cloudflare cannot transfer from it. Give it its address and port in the Cloudflare dashboard.',
        ),
      ]
    : [];
}

export function accountRow({ name, peers, failure }: AccountUse): Row {
  const label = name || l10n.t('Account not known');
  const count = peers.size === 1 ? l10n.t('1 peer') : l10n.t('{0} peers', peers.size);
  const description = failure ? failureText(failure).headline : count;
  return {
    label,
    description,
    icon: { icon: 'organization', color: undefined },
    spoken: l10n.t('Account {0}, {1}', label, description),
  };
}

/** Why an account has no peers here, or why only their tags are known; undefined where all is well. */
export function noticeRow(account: AccountUse): Row | undefined {
  const notice = noticeText(account);
  return (
    notice && {
      ...notice,
      icon: account.failure ? WARNING : { icon: 'info', color: undefined },
      spoken: joined([notice.label, notice.description], ': '),
    }
  );
}

function noticeText({
  id,
  failure,
  read,
  peers,
}: AccountUse): { readonly label: Text; readonly description: Text } | undefined {
  if (failure) {
    const label = read ? l10n.t('The peers may be out of date') : l10n.t('The peers could not be read');
    return { label, description: failureText(failure).headline };
  }
  if (id === undefined && peers.size > 0) {
    return {
      label: l10n.t('Names and addresses are not known'),
      description: l10n.t('It takes “Zone Read” to tell the account of a zone.'),
    };
  }
  if (peers.size === 0) {
    return {
      label: read ? l10n.t('No peers') : l10n.t('The peers have not been read yet'),
      description: text``,
    };
  }
  return undefined;
}

export function noticeTooltip(account: AccountUse): Tooltip | undefined {
  const notice = noticeText(account);
  const advice = account.failure && failureText(account.failure).advice;
  return (
    notice && {
      heading: notice.label,
      sentences: [notice.description, advice ?? text``].filter(Boolean),
      facts: account.name ? [{ label: l10n.t('Account'), value: account.name }] : [],
    }
  );
}
