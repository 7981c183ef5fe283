import { serialDate } from '../../dns/serial.ts';
import * as l10n from '../../text/l10n.ts';
import { type Text, text } from '../../text/text.ts';
import { nextCheckAt } from '../../zones/state.ts';
import type { Zone } from '../../zones/zone.ts';
import type { DisplayContext } from './displayContext.ts';
import { absoluteTime, calendarDay, duration, relativeTime } from './time.ts';

/** One fact of a zone's config, ready to be drawn by the tree, its tooltip and the details page. */
export interface ConfigField {
  readonly key: 'serial' | 'checked' | 'autoRefresh' | 'created' | 'modified' | 'name' | 'id';
  readonly label: Text;
  /** Undefined: the API did not report it. */
  readonly value: Text | undefined;
  /** For a time: milliseconds since the epoch. */
  readonly time?: number;
  readonly note?: Text;
  /** The API sent something of another type. */
  readonly problem: boolean;
  /** A codicon. */
  readonly icon: string;
}

/** Milliseconds. */
const MINUTE = 60_000;

/** The API's minimum for `auto_refresh_seconds`; older zones may have less. */
const MIN_AUTO_REFRESH = 300;

/** Every field of a zone's config in the order of interest; empty when there is no config. */
export function configFields(zone: Zone, { now, locale }: DisplayContext): readonly ConfigField[] {
  const { incoming } = zone;
  if (!incoming) {
    return [];
  }
  const field = (
    key: ConfigField['key'],
    apiName: string,
    label: Text,
    icon: string,
    value: Text | undefined,
    remark?: Text,
  ): ConfigField => {
    const problem = incoming.problems.find(({ field }) => field === apiName);
    const note = problem
      ? l10n.t('expected {0}, received {1}', problem.expected, problem.received)
      : value && remark;
    return { key, label, value, icon, problem: problem !== undefined, ...(note ? { note } : {}) };
  };
  const time = (...[key, apiName, label, icon, text, remark]: Parameters<typeof field>): ConfigField => {
    const at = text === undefined ? undefined : Date.parse(text);
    const shown = at === undefined ? undefined : absoluteTime(at, locale);
    return { ...field(key, apiName, label, icon, shown, remark), ...(at === undefined ? {} : { time: at }) };
  };
  const { soaSerial, autoRefreshSeconds } = incoming;
  return [
    field(
      'serial',
      'soa_serial',
      l10n.t('Serial'),
      'symbol-number',
      soaSerial === undefined ? undefined : text`${soaSerial}`,
      serialRemark(soaSerial, locale),
    ),
    time(
      'checked',
      'checked_time',
      l10n.t('Checked'),
      'search',
      incoming.checkedTime,
      checkRemark(zone, now, locale),
    ),
    field(
      'autoRefresh',
      'auto_refresh_seconds',
      l10n.t('Auto refresh'),
      'sync',
      autoRefreshSeconds === undefined ? undefined : l10n.t('{0} s', autoRefreshSeconds),
      refreshRemark(autoRefreshSeconds, locale),
    ),
    time('created', 'created_time', l10n.t('Created'), 'calendar', incoming.createdTime),
    time('modified', 'modified_time', l10n.t('Modified'), 'edit', incoming.modifiedTime),
    field('name', 'name', l10n.t('Name'), 'globe', incoming.name),
    field('id', 'id', l10n.t('Id'), 'key', incoming.id),
  ];
}

function serialRemark(serial: number | undefined, locale: string): Text | undefined {
  if (serial === 0) {
    return l10n.t('never transferred');
  }
  const date = serial === undefined ? undefined : serialDate(serial);
  return date && l10n.t('{0}, revision {1}', calendarDay(date.day, locale), date.revision);
}

function checkRemark(zone: Zone, now: number, locale: string): Text | undefined {
  const next = nextCheckAt(zone);
  if (next === undefined) {
    return undefined;
  }
  if (next >= now && next - now < MINUTE) {
    return l10n.t('next check within a minute');
  }
  const when = relativeTime(next, now, locale);
  return next >= now ? l10n.t('next check {0}', when) : l10n.t('the next check was due {0}', when);
}

function refreshRemark(seconds: number | undefined, locale: string): Text | undefined {
  if (seconds === undefined) {
    return undefined;
  }
  const length = duration(seconds, locale);
  return seconds < MIN_AUTO_REFRESH
    ? l10n.t('{0}, below the minimum of {1} s', length, MIN_AUTO_REFRESH)
    : length;
}
