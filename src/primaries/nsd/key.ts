import { isSameSecret } from '../compareKeys.ts';
import type { ConfiguredKey } from '../evaluation.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';

/**
 * A key's name as it is compared in requests: lower case, without the last dot.
 * Specified in test/unit/primaries/nsd.
 */
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
  return {
    name: keyName(name),
    algorithm: algorithm === undefined || isPlaceholder(algorithm) ? undefined : algorithmName(algorithm),
    at,
    hasSecret: (base64) => isSameSecret(secret, base64),
  };
}

/** NSD takes `sha256` for `hmac-sha256`. */
function algorithmName(written: string): string {
  const name = keyName(written);
  return /^(md5|sha\d+)$/.test(name) ? `hmac-${name}` : name;
}
