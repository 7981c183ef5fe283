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
