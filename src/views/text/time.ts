import * as l10n from '../../text/l10n.ts';
import { formatted, joined, type Text } from '../../text/text.ts';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();
const absoluteFormats = new Map<string, Intl.DateTimeFormat>();
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const unitFormats = new Map<string, Intl.NumberFormat>();

/**
 * A time as seen from another: "3h ago", "in 2d". Both are milliseconds since the epoch.
 * @param locale a BCP 47 tag
 */
export function relativeTime(then: number, now: number, locale: string): Text {
  const seconds = (then - now) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  if (unit === 'second') {
    return l10n.t('just now');
  }
  const format = cached(
    relativeFormats,
    locale,
    () => new Intl.RelativeTimeFormat(locale, { style: 'narrow' }),
  );
  return formatted(format.format(Math.trunc(seconds / size), unit));
}

/** A time in full, in UTC, since that is how operators compare serials and logs. */
export function absoluteTime(milliseconds: number, locale: string): Text {
  const format = cached(
    absoluteFormats,
    locale,
    () =>
      new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: 'UTC',
        timeZoneName: 'short',
      }),
  );
  return formatted(format.format(milliseconds));
}

/** A day in UTC. @param milliseconds since the epoch */
export function calendarDay(milliseconds: number, locale: string): Text {
  const format = cached(
    dayFormats,
    locale,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  );
  return formatted(format.format(milliseconds));
}

/** A length of time in its two largest units: "1 day", "1 hr 30 min". @param seconds whole seconds */
export function duration(seconds: number, locale: string): Text {
  const parts: Text[] = [];
  let rest = Math.round(seconds);
  for (const [unit, size] of [...UNITS.slice(2), ['second', 1] as const]) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && parts.length < 2) {
      parts.push(inUnit(count, unit, locale));
    }
  }
  return joined(parts, ' ') || inUnit(0, 'second', locale);
}

function inUnit(count: number, unit: string, locale: string): Text {
  const format = cached(
    unitFormats,
    `${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  );
  return formatted(format.format(count));
}

function cached<T>(formats: Map<string, T>, key: string, make: () => T): T {
  const format = formats.get(key) ?? make();
  formats.set(key, format);
  return format;
}
