import { refusal, success } from '../answer.ts';
import type { Actor } from '../credentials.ts';
import { pageOf } from '../paging.ts';
import type { Handler, Route } from '../route.ts';
import { type AnyOf, may, onZone, seesZone } from '../scope.ts';
import type { Permission, World, ZoneRecord } from '../world.ts';

const READ: AnyOf = ['Zone Read', 'Zone Write'];

/** What a zone says of the asker’s permissions. */
const ZONE_PERMISSIONS: Readonly<Partial<Record<Permission, readonly string[]>>> = {
  'Zone Read': ['#zone:read'],
  'Zone Write': ['#zone:read', '#zone:edit'],
  'Zone Settings Read': ['#zone_settings:read'],
  'Zone Settings Write': ['#zone_settings:read', '#zone_settings:edit'],
  'DNS Read': ['#dns_records:read'],
  'DNS Write': ['#dns_records:read', '#dns_records:edit'],
};

const listZones: Handler = ({ world, actor, query }) => {
  if (!may(actor, READ)) {
    const message = `Actor '${actor.name}' requires permission 'com.cloudflare.api.account.zone.list' to list zones`;
    return refusal(403, [{ code: 0, message }]);
  }
  const zones = world.zones.filter((zone) => seesZone(actor, zone) && isAskedFor(zone, query, world));
  return pageOf(zones, query, (zone) => zoneResource(zone, world, actor));
};

function isAskedFor(
  { type, status, name, accountId }: ZoneRecord,
  query: URLSearchParams,
  world: World,
): boolean {
  const types = world.ignoresZoneType ? undefined : query.get('type')?.split(',');
  return (
    (types ? types.includes(type) : type !== 'internal') &&
    fits(query.get('status'), status) &&
    fits(query.get('name'), name) &&
    fits(query.get('account.id'), accountId)
  );
}

function fits(asked: string | null, actual: string): boolean {
  return asked === null || asked === actual;
}

/** A zone with every field that the API's contract requires. */
function zoneResource(
  { id, name, type, status, accountId }: ZoneRecord,
  { accounts }: World,
  { permissions }: Actor,
): unknown {
  return {
    id,
    name,
    status,
    paused: false,
    type,
    development_mode: 0,
    name_servers: ['ns0001.secondary.cloudflare.com', 'ns0002.secondary.cloudflare.com'],
    original_name_servers: ['ns1.example.com', 'ns2.example.com'],
    original_registrar: null,
    original_dnshost: null,
    modified_on: '2024-05-02T08:41:33.104512Z',
    created_on: '2024-05-02T08:41:32.883908Z',
    activated_on: '2024-05-02T08:41:33.104512Z',
    meta: { step: 4, custom_certificate_quota: 1, page_rule_quota: 125, phishing_detected: false },
    owner: { id: null, type: 'user', email: null },
    account: { id: accountId, name: accounts.find((account) => account.id === accountId)?.name },
    permissions: [...permissions].flatMap((permission) => ZONE_PERMISSIONS[permission] ?? []),
    plan: { id: '94f3b7b768b0458b56d2cac4fe5ec0f9', name: 'Enterprise Website', legacy_id: 'enterprise' },
  };
}

export const zoneRoutes: readonly Route[] = [
  { method: 'GET', path: '/zones', handle: listZones },
  {
    method: 'GET',
    path: '/zones/:zone',
    handle: onZone(READ, (zone, { world, actor }) => success(zoneResource(zone, world, actor))),
  },
];
