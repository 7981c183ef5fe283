import type { Peer } from '../../cloudflare/peers.ts';
import * as l10n from '../../text/l10n.ts';
import { joined, type Text, text } from '../../text/text.ts';
import type { ZoneState } from '../../zones/state.ts';
import type { Listing } from '../../zones/store.ts';
import { type PrimaryStatement, type Zone, zoneName } from '../../zones/zone.ts';
import type { ConfigField } from '../text/configFields.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { failureText } from '../text/failureText.ts';
import { peerPlace } from '../text/peerText.ts';
import { isTroubling, statementText } from '../text/statementText.ts';
import { hasFacts, rowStart, stateIcon, stateText } from '../text/stateText.ts';
import { relativeTime } from '../text/time.ts';
import type { Row } from '../tree/row.ts';

export function zoneRow(
  zone: Zone,
  state: ZoneState,
  context: DisplayContext,
  statement?: PrimaryStatement,
): Row {
  const label = zoneName(zone);
  const stated = statement && isTroubling(statement) ? [statementText(statement, context.now)] : [];
  const description = joined([...stated, zoneDescription(zone, state, context)], ' · ');
  return {
    label,
    description,
    icon: stateIcon(state),
    spoken: text`${label}, ${stateText(state)}, ${description}`,
  };
}

function zoneDescription(zone: Zone, state: ZoneState, { now, locale }: DisplayContext): Text {
  const head = zone.failure ? failureText(zone.failure).headline : rowStart(state, locale);
  const facts = configFacts(zone, now, locale);
  const shown = state === 'overdue' ? facts.toReversed() : hasFacts(state) ? facts : [];
  return joined([head, ...shown, ...age(zone, now, locale)], ' · ');
}

/** How old a config is that is not the answer to the last question: kept over a failure, or from a snapshot. */
function age({ readAt, askedAt }: Zone, now: number, locale: string): readonly Text[] {
  return readAt === undefined || readAt === askedAt
    ? []
    : [l10n.t('as of {0}', relativeTime(readAt, now, locale))];
}

function configFacts({ incoming }: Zone, now: number, locale: string): readonly Text[] {
  return [
    ...(incoming?.soaSerial ? [l10n.t('serial {0}', incoming.soaSerial)] : []),
    ...(incoming?.checkedTime
      ? [l10n.t('checked {0}', relativeTime(Date.parse(incoming.checkedTime), now, locale))]
      : []),
    ...(incoming && incoming.problems.length > 0 ? [l10n.t('unexpected field types')] : []),
  ];
}

export function fieldRow(field: ConfigField, { now, locale }: DisplayContext): Row {
  const value = field.time === undefined ? field.value : relativeTime(field.time, now, locale);
  const description = joined([value ?? l10n.t('not reported'), field.note], ' · ');
  const color = field.problem ? 'problemsWarningIcon.foreground' : undefined;
  return {
    label: field.label,
    description,
    icon: { icon: field.problem ? 'warning' : field.icon, color },
    spoken: text`${field.label}: ${description}`,
  };
}

/** A peer by name and address where the account's peers may be read, else by its tag. */
export function peerRow(tag: Text, peer: Peer | undefined): Row {
  const label = peer?.name ?? tag;
  const description = peer ? peerPlace(peer) : text``;
  return {
    label,
    description,
    icon: { icon: 'server', color: undefined },
    spoken: joined([l10n.t('Peer {0}', label), description], ', '),
  };
}

/** What the configuration of a zone's primary says. */
export function statementRow(statement: PrimaryStatement, { now }: DisplayContext): Row {
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
    spoken: text`${label}: ${description}`,
  };
}

/** The notice that an identity's zones could not be listed, or not all of them; undefined where all is well. */
export function listingRow(listing: Listing, identityLabel: Text): Row | undefined {
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
    spoken: text`${label}, ${identityLabel}: ${description}`,
  };
}
