import { timingSafeEqual } from 'node:crypto';
import type { ConfiguredKey } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { isPlaceholder } from './lexis.ts';

/** A key's name as it is compared in requests: lower case, without the last dot. */
export function keyName(written: string): string {
  return written.toLowerCase().replace(/\.$/, '');
}

/** Makes a key of what a `key:` section says. The secret stays within. */
export function configuredKey(
  name: string,
  at: Span,
  algorithm: string | undefined,
  secret: string | undefined,
): ConfiguredKey {
  const bytes = secret === undefined ? undefined : readSecret(secret);
  return {
    name: keyName(name),
    algorithm: algorithm === undefined || isPlaceholder(algorithm) ? undefined : algorithmName(algorithm),
    at,
    hasSecret(base64) {
      const other = readSecret(base64);
      if (bytes === undefined || other === undefined) return undefined;
      return bytes.length === other.length && timingSafeEqual(bytes, other);
    },
  };
}

/** NSD takes `sha256` for `hmac-sha256`. */
function algorithmName(written: string): string {
  const name = keyName(written);
  return /^(md5|sha\d+)$/.test(name) ? `hmac-${name}` : name;
}

function readSecret(text: string): Buffer | undefined {
  const packed = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}
