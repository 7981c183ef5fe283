import { timingSafeEqual } from 'node:crypto';
import type { ConfiguredKey } from './evaluation.ts';

/** A TSIG as an account has it, such as `hmac-sha512.`; the secret in base64. */
export interface AccountKey {
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
}

/** What is equal on both sides; undefined where the file does not state it. */
export interface KeyComparison {
  readonly name: boolean;
  readonly algorithm: boolean | undefined;
  readonly secret: boolean | undefined;
}

/** Holds the key of a configuration against that of an account. Names are equal whatever the case (RFC 8945, section 4.2). */
export function compareKeys(
  key: Pick<ConfiguredKey, 'name' | 'algorithm' | 'hasSecret'>,
  other: AccountKey,
): KeyComparison {
  return {
    name: plainName(other.name) === key.name,
    algorithm:
      key.algorithm === undefined ? undefined : plainName(other.algorithm) === plainName(key.algorithm),
    secret: key.hasSecret(other.secret),
  };
}

/** Lower case, without the last dot; md5's name on the wire (RFC 8945, section 6) as its short one. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^hmac-md5\.sig-alg\.reg\.int$/, 'hmac-md5');
}

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
