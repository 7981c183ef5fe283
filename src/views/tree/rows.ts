import * as l10n from '@vscode/l10n';
import type { Peer } from '../../cloudflare/peers.ts';
import { peerAddress } from '../../zones/address.ts';
import type { PrimaryStatement } from '../../zones/primaryStatement.ts';
import { nextCheckAt, type ZoneState } from '../../zones/state.ts';
import type { Listing } from '../../zones/store.ts';
import { type Zone, zoneName } from '../../zones/zone.ts';
import { type ConfigField, configFields } from '../text/configFields.ts';
import { failureText } from '../text/failureText.ts';
import { isTroubling, statementText } from '../text/statementText.ts';
import { STATE_ICONS, type StateIcon, stateText } from '../text/stateText.ts';
import { relativeTime } from '../text/time.ts';

/** How a row looks, as data. API texts are as they came: whoever draws them as markup escapes them. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: StateIcon;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** A tooltip: a heading, then sentences, then facts. */
export interface Tooltip {
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** When and in which language things are said. `now` is milliseconds since the epoch. */
export interface Moment {
  readonly now: number;
  readonly locale: string;
}

export function zoneRow(zone: Zone, state: ZoneState, moment: Moment, statement?: PrimaryStatement): Row {
  const label = zoneName(zone);
  const stated = statement && isTroubling(statement) ? [statementText(statement, moment.now)] : [];
  const description = [...stated, zoneDescription(zone, state, moment)].filter(Boolean).join(' · ');
  return {
    label,
    description,
    icon: STATE_ICONS[state],
    spoken: `${label}, ${stateText(state)}, ${description}`,
  };
}

function zoneDescription(zone: Zone, state: ZoneState, { now, locale }: Moment): string {
  const head = zone.failure ? failureText(zone.failure).headline : stateHead(state, locale);
  const facts = configFacts(zone, now, locale);
  const shown = state === 'overdue' ? facts.toReversed() : SHORT.has(state) ? [] : facts;
  return [head, ...shown, ...age(zone, now, locale)].filter(Boolean).join(' · ');
}

/** States of which the config has no more to tell on one line. */
const SHORT: ReadonlySet<ZoneState> = new Set(['never-transferred', 'no-peers', 'not-configured', 'loading']);

/** How a row's description begins; empty where the facts say it. */
function stateHead(state: ZoneState, locale: string): string {
  switch (state) {
    case 'in-order':
    case 'loading':
    case 'error':
    case 'not-permitted':
      return '';
    case 'not-configured':
      return l10n.t('no incoming transfer');
    case 'no-peers':
      return l10n.t('no peers to transfer from');
    case 'out-of-step':
    case 'behind':
    case 'never-transferred':
    case 'overdue':
      return stateText(state).toLocaleLowerCase(locale);
  }
}

/** How old a config is that is not the answer to the last question: kept over a failure, or from a snapshot. */
function age({ readAt, askedAt }: Zone, now: number, locale: string): readonly string[] {
  return readAt === undefined || readAt === askedAt
    ? []
    : [l10n.t('as of {0}', relativeTime(readAt, now, locale))];
}

function configFacts({ incoming }: Zone, now: number, locale: string): readonly string[] {
  return [
    ...(incoming?.soaSerial ? [l10n.t('serial {0}', String(incoming.soaSerial))] : []),
    ...(incoming?.checkedTime
      ? [l10n.t('checked {0}', relativeTime(Date.parse(incoming.checkedTime), now, locale))]
      : []),
    ...(incoming && incoming.problems.length > 0 ? [l10n.t('ill-typed fields')] : []),
  ];
}

export function zoneTooltip(
  zone: Zone,
  state: ZoneState,
  peerName: (tag: string) => string,
  moment: Moment,
  statement?: PrimaryStatement,
): Tooltip {
  const failure = zone.failure && failureText(zone.failure);
  const due = state === 'overdue' ? nextCheckAt(zone) : undefined;
  return {
    heading: zoneName(zone),
    sentences: [
      stateText(state),
      ...(failure ? [failure.headline, failure.advice] : []),
      ...(due ? [l10n.t('A check was due {0}.', relativeTime(due, moment.now, moment.locale))] : []),
      ...(zone.readAt !== undefined && zone.readAt !== zone.askedAt
        ? [l10n.t('What follows is as of {0}.', relativeTime(zone.readAt, moment.now, moment.locale))]
        : []),
      ...(statement ? [`${statementText(statement, moment.now)}.`] : []),
    ],
    facts: [
      ...(zone.account ? [{ label: l10n.t('Account'), value: zone.account.name }] : []),
      ...configFields(zone, moment).map((field) => ({ label: field.label, value: fieldText(field) })),
      ...(zone.incoming?.peers ?? []).map((tag) => ({ label: l10n.t('Peer'), value: peerName(tag) })),
    ],
  };
}

function fieldText(field: ConfigField): string {
  return [field.value ?? l10n.t('not reported'), field.note].filter(Boolean).join(' · ');
}

export function fieldRow(field: ConfigField, { now, locale }: Moment): Row {
  const value = field.time === undefined ? field.value : relativeTime(field.time, now, locale);
  const description = [value ?? l10n.t('not reported'), field.note].filter(Boolean).join(' · ');
  const color = field.problem ? 'problemsWarningIcon.foreground' : undefined;
  return {
    label: field.label,
    description,
    icon: { icon: field.problem ? 'warning' : field.icon, color },
    spoken: `${field.label}: ${description}`,
  };
}

/** A peer by name and address where the account's peers may be read, else by its tag. */
export function peerRow(tag: string, peer: Peer | undefined): Row {
  const label = peer?.name ?? tag;
  const description = peer ? peerPlace(peer) : '';
  return {
    label,
    description,
    icon: { icon: 'server', color: undefined },
    spoken: [l10n.t('Peer {0}', label), description].filter(Boolean).join(', '),
  };
}

/** What the configuration of a zone's primary says. */
export function statementRow(statement: PrimaryStatement, { now }: Moment): Row {
  const label = l10n.t('Primary’s configuration');
  const description = statementText(statement, now);
  const troubling = isTroubling(statement);
  return {
    label,
    description,
    icon: {
      icon: troubling ? 'warning' : 'file-code',
      color: troubling ? 'problemsWarningIcon.foreground' : undefined,
    },
    spoken: `${label}: ${description}`,
  };
}

/** A peer in a list of facts: by name and address, else by its tag. */
export function peerText(tag: string, peer: Peer | undefined): string {
  return peer ? `${peer.name} (${peerPlace(peer)})` : tag;
}

/** Where a peer is, in words where it has no address. */
export function peerPlace(peer: Peer): string {
  return peerAddress(peer) || l10n.t('no address');
}

/** Says that an identity's zones could not be listed, or not all of them; undefined where all is well. */
export function listingRow(listing: Listing, identityLabel: string): Row | undefined {
  const { status, failure } = listing;
  if (status !== 'partial' && status !== 'failed') {
    return undefined;
  }
  const label =
    status === 'partial' ? l10n.t('Not all zones could be listed') : l10n.t('The zones could not be listed');
  const description = failure ? failureText(failure).headline : l10n.t('The list does not end.');
  return {
    label,
    description,
    icon: { icon: 'warning', color: 'problemsWarningIcon.foreground' },
    spoken: `${label}, ${identityLabel}: ${description}`,
  };
}
