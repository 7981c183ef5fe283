import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { manyZones, type World } from '../api/world.ts';

/** Secrets that the API takes and that nothing else has in it. */
export const CANARY_TOKEN = 'Canary-0Token_that-nobody_may_SEE-again9';
export const CANARY_KEY = 'c0a1c0a1feedbead5ca1ab1ec0ffee0ddba11ad0f';
/** The API tells a TSIG's secret in clear to whoever may read it. */
export const CANARY_TSIG = Buffer.from('canary-tsig-secret-of-32-bytes!!').toString('base64');
const EMAIL = 'canary@example.com';

export interface Canary {
  readonly secret: string;
  readonly credential: Credential;
}

export const CANARIES: readonly Canary[] = [
  { secret: CANARY_TOKEN, credential: { kind: 'token', token: CANARY_TOKEN } },
  { secret: CANARY_KEY, credential: { kind: 'key', email: EMAIL, key: CANARY_KEY } },
];

/**
 * A world of a few zones that both canaries may read; nobody answers at the addresses of their primaries.
 * @param now milliseconds since the epoch
 */
export function canaryWorld(now: number): World {
  const world = manyZones(3, now);
  const grant = world.tokens[0];
  if (!grant) {
    throw new Error('The world has no token');
  }
  world.tokens = [{ ...grant, secret: CANARY_TOKEN }];
  const [{ accountId } = { accountId: '' }] = world.zones;
  const tsig = { accountId, id: 'd'.repeat(32), name: 'canary.', algo: 'hmac-sha256.', secret: CANARY_TSIG };
  world.tsigs = [tsig];
  world.peers = world.peers.map((peer) => ({ ...peer, ip: '127.0.0.1', port: 9, tsig_id: tsig.id }));
  world.keys = [{ permissions: grant.permissions, email: EMAIL, key: CANARY_KEY }];
  return world;
}

/** A secret as servers may send it back: as it is, and in the encodings that are common. */
export function echoes(secret: string): readonly string[] {
  const amid = [secret, `:${secret}`, `me:${secret}`, `you:${secret} and more`].map((text) =>
    Buffer.from(text),
  );
  return [
    secret,
    `Authorization: Bearer ${secret}`,
    encodeURIComponent(secret),
    JSON.stringify(JSON.stringify(secret)),
    ...amid.flatMap((bytes) => [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ]),
  ];
}
