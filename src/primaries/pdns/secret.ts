import { timingSafeEqual } from 'node:crypto';

/** Whether two secrets in base64 are the same bytes. */
export function hasSecret(mine: string, other: string): boolean {
  const [a, b] = [mine, other].map((base64) => Buffer.from(base64, 'base64'));
  return a !== undefined && b !== undefined && a.length === b.length && timingSafeEqual(a, b);
}
