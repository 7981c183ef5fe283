/** How one serial relates to another in RFC 1982's arithmetic; `incomparable` at a distance of exactly 2^31. */
export type SerialOrder = 'equal' | 'less' | 'greater' | 'incomparable';

/** Compares two 32-bit serials (RFC 1982, section 3.2). */
export function compareSerials(a: number, b: number): SerialOrder {
  const distance = serialDistance(a, b);
  if (distance === undefined) {
    return 'incomparable';
  }
  return distance === 0 ? 'equal' : distance > 0 ? 'less' : 'greater';
}

/**
 * How many steps of a serial lead from `from` to `to`, negative when `to` is the older one; undefined when they
 * are incomparable.
 */
export function serialDistance(from: number, to: number): number | undefined {
  const distance = (to - from) | 0;
  return distance === -0x8000_0000 ? undefined : distance;
}

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
