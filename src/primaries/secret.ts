import { timingSafeEqual } from 'node:crypto';

/** The bytes of a secret in base64, with or without blanks in it; undefined for anything else. */
function bytesOf(base64: string): Buffer | undefined {
  const packed = base64.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}

/** Whether two secrets in base64 are the same bytes; undefined where one of them is not known or is no base64. */
export function isSameSecret(mine: string | undefined, other: string): boolean | undefined {
  const [a, b] = [mine === undefined ? undefined : bytesOf(mine), bytesOf(other)];
  if (a === undefined || b === undefined) return undefined;
  return a.length === b.length && timingSafeEqual(a, b);
}
