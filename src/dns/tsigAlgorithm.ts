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
export function tsigAlgorithm(name: string): TsigAlgorithm | undefined {
  return ALGORITHMS.get(name.toLowerCase().replace(/\.$/, ''));
}
