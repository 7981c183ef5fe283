import type { ConfiguredKey } from '../evaluation.ts';
import { isSameSecret } from '../secret.ts';
import type { Key } from './definitions.ts';

/** A key as it is configured. The secret stays within. */
export function configuredKey({ name, algorithm, secret, at }: Key): ConfiguredKey {
  return { name, algorithm, at, hasSecret: (base64) => isSameSecret(secret, base64) };
}
