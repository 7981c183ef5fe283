/**
 * The date that a serial encodes in the YYYYMMDDnn convention (RFC 1912, section 2.2), midnight UTC as
 * milliseconds since the epoch; undefined when the serial is not of that form or no such day exists.
 */
export function serialDate(serial: number): { readonly day: number; readonly revision: number } | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})$/.exec(String(serial));
  if (!match) {
    return undefined;
  }
  const [year = 0, month = 0, date = 0, revision = 0] = match.slice(1).map(Number);
  const day = new Date(Date.UTC(year, month - 1, date));
  const exists = day.getUTCMonth() === month - 1 && day.getUTCDate() === date;
  return exists && year >= 1980 && year < 2100 ? { day: day.getTime(), revision } : undefined;
}
