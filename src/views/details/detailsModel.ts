import * as l10n from '../../text/l10n.ts';
import type { Banner, DetailsModel, Field, Primaries } from '../../webview/protocol.ts';
import type { Observation } from '../../zones/observation.ts';
import { nextCheckAt } from '../../zones/state.ts';
import { type PrimaryStatement, type Zone, zoneName } from '../../zones/zone.ts';

import { type ConfigField, configFields } from '../text/configFields.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { shownJson } from '../text/jsonText.ts';
import { statementText } from '../text/statementText.ts';
import { absoluteTime } from '../text/time.ts';
import { banner } from './banner.ts';
import { evidence } from './evidence.ts';
import { notices } from './notices.ts';
import { type KnownPeers, peerRows, peersNote } from './peerRows.ts';
import { zoneHistory } from './zoneHistory.ts';

export interface DetailsInput extends DisplayContext, KnownPeers {
  readonly zone: Zone;
  /** What was seen of it until now, oldest first. */
  readonly history?: readonly Observation[];
  /** What the configuration of its primary says. */
  readonly statement?: PrimaryStatement | undefined;
}

/** All that the details page shows of a zone, in words. */
export function detailsModel(input: DetailsInput): DetailsModel {
  const { zone, locale } = input;
  const told = banner(zone, input);
  return {
    zoneId: zone.id,
    title: zoneName(zone),
    subtitle: zone.account?.name,
    locale,
    readAt: zone.readAt,
    banner: told,
    statement: input.statement && statementText(input.statement, input.now),
    fields: zone.incoming ? reportedFields(zone, input) : knownFields(zone),
    peers: peerRows(zone, input),
    peersNote: peersNote(zone, input),
    primaries: untold(evidence(zone, input), told),
    history: zoneHistory(input.history ?? [], zone.askedAt, locale),
    notices: notices(zone),
    json: zone.incoming ? shownJson(zone.incoming.raw) : undefined,
    loading: zone.loading,
  };
}

/** The evidence stands directly below the banner, and does not repeat its sentence. */
function untold(primaries: Primaries | undefined, { explanation }: Banner): Primaries | undefined {
  return (
    primaries && {
      ...primaries,
      verdicts: primaries.verdicts.filter(({ sentence }) => sentence !== explanation),
    }
  );
}

function reportedFields(zone: Zone, input: DetailsInput): readonly Field[] {
  return configFields(zone, input).flatMap((field) =>
    field.key === 'checked'
      ? [checkedField(field), ...nextCheckField(zone, input.locale)]
      : [pageField(field)],
  );
}

const CODES: ReadonlySet<ConfigField['key']> = new Set(['serial', 'name', 'id']);

function pageField({ key, label, value, time, note, problem }: ConfigField): Field {
  return {
    key,
    label,
    value,
    ...(time === undefined ? {} : { time }),
    ...(note === undefined ? {} : { note }),
    ...(CODES.has(key) ? { code: true } : {}),
    ...(problem ? { tone: 'warning' } : {}),
  };
}

/** The remark on the next check grows old on a page that stays open: the next check has a line of its own. */
function checkedField(field: ConfigField): Field {
  const { note, ...rest } = pageField(field);
  return field.problem && note !== undefined ? { ...rest, note } : rest;
}

function nextCheckField(zone: Zone, locale: string): readonly Field[] {
  const time = nextCheckAt(zone);
  return time === undefined
    ? []
    : [{ key: 'nextCheck', label: l10n.t('Next check due'), value: absoluteTime(time, locale), time }];
}

/** What is known of a zone that has no configuration, or none that could be read. */
function knownFields(zone: Zone): readonly Field[] {
  return [
    ...(zone.name === undefined
      ? []
      : [{ key: 'name', label: l10n.t('Name'), value: zone.name, code: true }]),
    { key: 'id', label: l10n.t('Id'), value: zone.id, code: true },
  ];
}
