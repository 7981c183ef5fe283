import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import {
  bigInteger,
  bits,
  explicit,
  implicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  TRUE,
  time,
  utf8,
} from './der.ts';

/** A certificate with its key, PEM. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of the test's own, which nobody trusts unless told. */
export interface Authority {
  readonly cert: string;
  /**
   * A certificate for a server.
   * @param names host names and IPv4 addresses
   * @param notAfter until when it is valid; a day from now unless given
   */
  issue(names: readonly string[], notAfter?: Date): Identity;
}

const DAY = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

export function createAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certify = (subject: string, key: KeyObject, extensions: readonly Buffer[], notAfter?: Date) =>
    certificate({ issuer: name, subject, key, signer: privateKey, extensions, notAfter });
  return {
    cert: certify(name, publicKey, [BASIC_CONSTRAINTS_CA]),
    issue(names, notAfter) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return {
        cert: certify(names[0] ?? 'no name', pair.publicKey, [alternativeNames(names)], notAfter),
        key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

/** A certificate that vouches for itself. */
export function selfSigned(names: readonly string[]): Identity {
  const { privateKey: signer, publicKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [name = 'no name'] = names;
  const extensions = [alternativeNames(names)];
  return {
    cert: certificate({ issuer: name, subject: name, key, signer, extensions, notAfter: undefined }),
    key: signer.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface Content {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly notAfter: Date | undefined;
}

/** An X.509 v3 certificate (RFC 5280, section 4.1), PEM. */
function certificate({ issuer, subject, key, signer, extensions, notAfter }: Content): string {
  const now = Date.now();
  const content = sequence(
    explicit(0, integer(2)),
    bigInteger(Buffer.concat([Uint8Array.of(1), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(time(new Date(now - 30 * DAY)), time(notAfter ?? new Date(now + DAY))),
    distinguishedName(subject),
    key.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  const der = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signer)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
}

const BASIC_CONSTRAINTS_CA = sequence(oid('2.5.29.19'), TRUE, octets(sequence(TRUE)));

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) =>
    isIPv4(name)
      ? implicit(7, Buffer.from(name.split('.').map(Number)))
      : implicit(2, Buffer.from(name, 'ascii')),
  );
  return sequence(oid('2.5.29.17'), octets(sequence(...entries)));
}
