import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { idOf } from './id.ts';
import { readingToken } from './readingToken.ts';
import { secondaryZone, transferred } from './secondaryZone.ts';
import type { PeerRecord, TokenRecord, TsigRecord, World, ZoneRecord } from './world.ts';

/** An account of its own, and the token that reads it and nothing else. */
export interface Tenant {
  readonly name: string;
  readonly token: string;
  readonly tokenId: string;
  readonly accountId: string;
  readonly zones: readonly string[];
}

/** Where the zones of all tenants come from. */
export interface Primaries {
  readonly plain: readonly ServerAddress[];
  /** Asked with the account's TSIG. */
  readonly signed: readonly ServerAddress[];
}

/** The serials that Cloudflare holds, zone by zone in turn. */
const SERIALS = [2_026_010_100, 2_026_010_101];

/** A tenant with a few zones, whose names end with the tenant's. */
export function tenant(name: string, zones: number): Tenant {
  return {
    name,
    token: `token-of-${name}`.padEnd(40, '0'),
    tokenId: idOf(`token of ${name}`),
    accountId: idOf(`account of ${name}`),
    zones: Array.from({ length: zones }, (_, index) => `zone-${index}.${name}.example`),
  };
}

/** Whether what was sent has a tenant's token, or asks about the account, a zone or a name of one. */
export function isAbout({ name, token, accountId, zones }: Tenant, bytes: Buffer): boolean {
  const text = bytes.toString('latin1').toLowerCase();
  const inDns = `${String.fromCharCode(name.length)}${name}`;
  return [token, accountId, inDns, ...zones.map(idOf)].some((trace) => text.includes(trace));
}

/** @param now milliseconds since the epoch */
export function tenantsWorld(tenants: readonly Tenant[], primaries: Primaries, now: number): World {
  const peers = tenants.flatMap((each) => peersOf(each, primaries));
  return {
    accounts: tenants.map(({ accountId: id, name }) => ({ id, name })),
    zones: tenants.flatMap((each) => zonesOf(each, peers, now)),
    tokens: tenants.map(tokenOf),
    keys: [],
    peers,
    tsigs: tenants.map(tsigOf),
    ignoresZoneType: false,
  };
}

function tokenOf({ token: secret, tokenId: id, accountId }: Tenant): TokenRecord {
  return readingToken(secret, id, { accountIds: [accountId] });
}

function tsigOf({ name, accountId }: Tenant): TsigRecord {
  const secret = Buffer.from(`tsig-secret-of-${name}`).toString('base64');
  return { accountId, id: idOf(`tsig of ${name}`), name: `${name}.`, algo: 'hmac-sha256.', secret };
}

function peersOf(owner: Tenant, { plain, signed }: Primaries): PeerRecord[] {
  const { name, accountId } = owner;
  return [...plain, ...signed].map(({ address, port }, index) => ({
    accountId,
    id: idOf(`peer ${index} of ${name}`),
    name: `primary-${index + 1}`,
    ip: address,
    port,
    ixfr_enable: false,
    ...(index < plain.length ? {} : { tsig_id: tsigOf(owner).id }),
  }));
}

function zonesOf({ accountId, zones }: Tenant, peers: readonly PeerRecord[], now: number): ZoneRecord[] {
  const tags = peers.filter((peer) => peer.accountId === accountId).map(({ id }) => id);
  return zones.map((name, index) => {
    const id = idOf(name);
    const serial = SERIALS[index % SERIALS.length] ?? 0;
    const config = transferred({ id, name, peers: tags, serial, checkedAt: now, createdAt: now });
    return secondaryZone({ id, name, accountId }, config);
  });
}
