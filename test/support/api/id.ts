import { createHash } from 'node:crypto';

/** An id as Cloudflare makes them, 32 hex digits: the same for the same seed. */
export function idOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 32);
}

/** Whether a part of a path is an id at all. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/i.test(text);
}
