import { createHmac } from 'node:crypto';
import type { KeyProblem } from './answer.ts';
import { encodeName, parseZoneName } from './name.ts';

/** A TSIG key as the account holds it. */
export interface TsigKey {
  readonly name: string;
  /** As in `hmac-sha256`, with or without trailing dot. */
  readonly algorithm: string;
  /** Base64. */
  readonly secret: string;
}

/** A key that can sign. The secret stays within `mac`: it is neither shown nor copied by JSON. */
export interface Signer {
  /** The key's name on the wire, lower case. */
  readonly name: Buffer;
  readonly algorithm: Buffer;
  mac(parts: readonly Buffer[]): Buffer;
}

export type SignerResult =
  | { readonly ok: true; readonly signer: Signer }
  | { readonly ok: false; readonly problem: KeyProblem };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Makes a key ready to sign. Specified in test/unit/dns/tsig.test.ts. */
export function tsigSigner(key: TsigKey): SignerResult {
  const name = parseZoneName(key.name);
  if (!name.ok) {
    return { ok: false, problem: 'bad-key-name' };
  }
  const algorithm = tsigAlgorithm(key.algorithm);
  const wireName = parseZoneName(algorithm?.wireName ?? '');
  if (!algorithm || !wireName.ok || !canHash(algorithm.hash)) {
    return { ok: false, problem: 'unknown-algorithm' };
  }
  const secret = readSecret(key.secret);
  if (!secret) {
    return { ok: false, problem: 'bad-secret' };
  }
  return {
    ok: true,
    signer: {
      name: encodeName(name.name),
      algorithm: encodeName(wireName.name),
      mac: (parts) => createHmac(algorithm.hash, secret).update(Buffer.concat(parts)).digest(),
    },
  };
}

/** Node's cryptography may be built or configured without md5. */
function canHash(hash: string): boolean {
  try {
    createHmac(hash, '');
    return true;
  } catch {
    return false;
  }
}

function readSecret(base64: string): Buffer | undefined {
  const text = base64.replace(/\s/g, '');
  return BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** A hash by Node's name, and the algorithm's name on the wire (RFC 8945, section 6). */
export interface TsigAlgorithm {
  readonly hash: string;
  readonly wireName: string;
}

const MD5: TsigAlgorithm = { hash: 'md5', wireName: 'hmac-md5.sig-alg.reg.int' };

const ALGORITHMS: ReadonlyMap<string, TsigAlgorithm> = new Map([
  ['hmac-md5', MD5],
  [MD5.wireName, MD5],
  ...['sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash): [string, TsigAlgorithm] => [
    `hmac-${hash}`,
    { hash, wireName: `hmac-${hash}` },
  ]),
]);

/** Finds an algorithm by its name, with or without trailing dot; undefined when there is none. */
function tsigAlgorithm(name: string): TsigAlgorithm | undefined {
  return ALGORITHMS.get(name.toLowerCase().replace(/\.$/, ''));
}
