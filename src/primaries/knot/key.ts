import { timingSafeEqual } from 'node:crypto';
import type { ConfiguredKey } from '../evaluation.ts';
import type { Key } from './definitions.ts';
import { isPlaceholder } from './placeholder.ts';

/** A key as it is configured. The secret stays within. */
export function configuredKey({ name, algorithm, secret, at }: Key): ConfiguredKey {
  const bytes = secret === undefined ? undefined : readSecret(secret);
  return {
    name,
    algorithm,
    at,
    hasSecret(base64) {
      const other = readSecret(base64);
      if (bytes === undefined || other === undefined) return undefined;
      return bytes.length === other.length && timingSafeEqual(bytes, other);
    },
  };
}

function readSecret(text: string): Buffer | undefined {
  const packed = text.replace(/\s+/g, '');
  const isBase64 = !isPlaceholder(text) && /^[A-Za-z0-9+/]+={0,2}$/.test(packed);
  return isBase64 ? Buffer.from(packed, 'base64') : undefined;
}
