const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "3 hours ago", "in 2 days", "now". Both moments are milliseconds since the epoch. */
export function timeFromNow(then: number, now: number, locale: string): string {
  const seconds = (then - now) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit
    ? new Intl.RelativeTimeFormat(locale).format(Math.trunc(seconds / unit[1]), unit[0])
    : new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
}
