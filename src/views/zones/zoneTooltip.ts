import type { Id } from '../../text/id.ts';
import * as l10n from '../../text/l10n.ts';
import { joined, type Text, text } from '../../text/text.ts';
import { nextCheckAt, type ZoneState } from '../../zones/state.ts';
import { type PrimaryStatement, type Zone, zoneName } from '../../zones/zone.ts';
import { type ConfigField, configFields } from '../text/configFields.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { failureText } from '../text/failureText.ts';
import { statementText } from '../text/statementText.ts';
import { stateText } from '../text/stateText.ts';
import { relativeTime } from '../text/time.ts';
import type { Tooltip } from '../tree/row.ts';

/** What a zone's row tells when the pointer rests on it. */
export function zoneTooltip(
  zone: Zone,
  state: ZoneState,
  peerName: (tag: Id) => Text,
  context: DisplayContext,
  statement?: PrimaryStatement,
): Tooltip {
  const failure = zone.failure && failureText(zone.failure);
  const due = state === 'overdue' ? nextCheckAt(zone) : undefined;
  return {
    heading: zoneName(zone),
    sentences: [
      stateText(state),
      ...(failure ? [failure.headline, failure.advice] : []),
      ...(due ? [l10n.t('A check was due {0}.', relativeTime(due, context.now, context.locale))] : []),
      ...(zone.readAt !== undefined && zone.readAt !== zone.askedAt
        ? [l10n.t('What follows is as of {0}.', relativeTime(zone.readAt, context.now, context.locale))]
        : []),
      ...(statement ? [text`${statementText(statement, context.now)}.`] : []),
    ],
    facts: [
      ...(zone.account ? [{ label: l10n.t('Account'), value: zone.account.name }] : []),
      ...configFields(zone, context).map((field) => ({ label: field.label, value: fieldText(field) })),
      ...(zone.incoming?.peers ?? []).map((tag) => ({ label: l10n.t('Peer'), value: peerName(tag) })),
    ],
  };
}

function fieldText(field: ConfigField): Text {
  return joined([field.value ?? l10n.t('not reported'), field.note], ' · ');
}
