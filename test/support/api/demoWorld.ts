import { htmlPage, refusal } from './answer.ts';
import { idOf } from './id.ts';
import { READ_ALL } from './readingToken.ts';
import { secondaryZone, transferred } from './secondaryZone.ts';
import { offsetTime, utcTime } from './time.ts';
import type {
  AccountRecord,
  KeyRecord,
  PeerRecord,
  Permission,
  TokenRecord,
  TsigRecord,
  World,
  ZoneRecord,
} from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const REGISTRY: AccountRecord = { id: idOf('account: Example Registry'), name: 'Example Registry' };
const CONTOSO: AccountRecord = { id: idOf('account: Contoso Networks'), name: 'Contoso Networks' };

const secret = (name: string) => `demo_not_a_secret_${name}_`.padEnd(40, '0');

/** Credentials of the demo world. They are shaped like real ones, and good for nothing else. */
export const DEMO_CREDENTIALS = {
  /** Reads everything. */
  full: secret('full'),
  /** Peers stay tags. */
  withoutAccountSettings: secret('no_account'),
  /** Lists zones, and reads no config. */
  withoutDns: secret('no_dns'),
  /** Reads configs of zones whose ids are known, and lists none. */
  configOnly: secret('config_only'),
  /** Owned by the account `accountId`, and sees that account alone. */
  accountOwned: secret('account_owned'),
  accountId: CONTOSO.id,
  expired: secret('expired'),
  disabled: secret('disabled'),
  email: 'operator@example.com',
  key: `${'f00d'.repeat(9)}f`,
} as const;

/** Two accounts whose zones are in every state, with peers. `now` in milliseconds since the epoch. */
export function demoWorld(now: number): World {
  return {
    accounts: [{ ...REGISTRY }, { ...CONTOSO }],
    zones: [...registryZones(now), ...contosoZones(now), ...hostileZones(now)],
    tokens: demoTokens(),
    keys: demoKeys(),
    peers: [...registryPeers(), ...ANYCAST.map((peer) => ({ ...peer })), ...contosoPeers()],
    tsigs: demoTsigs(),
    ignoresZoneType: false,
  };
}

function registryZones(now: number): ZoneRecord[] {
  const configured = configuredIn(REGISTRY, [tag('frankfurt'), tag('singapore')], now);
  return [
    configured('example.com', {
      soa_serial: dateSerial(now - DAY, 3),
      checked_time: utcTime(now - 40 * MINUTE),
    }),
    configured('example.net', {
      soa_serial: 48_211,
      auto_refresh_seconds: 3600,
      peers: [tag('frankfurt')],
      primaries: [tag('frankfurt')],
    }),
    configured('example.org', {
      soa_serial: Math.floor((now - 5 * DAY) / 1000),
      checked_time: offsetTime(now - 3 * HOUR),
      created_time: offsetTime(now - 800 * DAY),
      modified_time: offsetTime(now - 30 * DAY),
      peers: [tag('singapore'), tag('removed from the account')],
    }),
    configured('anycast.example', { peers: ANYCAST.map(({ id }) => id) }),
    configured('legacy.example', { auto_refresh_seconds: 120, checked_time: utcTime(now - MINUTE) }),
    configured('stale.example', { checked_time: utcTime(now - 3 * DAY) }),
    configured('forgotten.example', {
      auto_refresh_seconds: 3600,
      checked_time: offsetTime(now - 16 * DAY),
      peers: [tag('unset')],
    }),
    configured('new.example', neverTransferred(utcTime(now - 12 * MINUTE))),
    configured('orphan.example', { peers: [] }),
    zone(REGISTRY, 'unconfigured.example', { incoming: 'missing' }),
    zone(REGISTRY, 'empty.example', { incoming: null }),
    zone(REGISTRY, 'registry.example', { type: 'full', incoming: 'missing' }),
    {
      ...configured('restricted.example', {}),
      override: refusal(403, [{ code: 10000, message: 'Authentication error' }]),
    },
  ];
}

function contosoZones(now: number): ZoneRecord[] {
  const configured = configuredIn(CONTOSO, [tag('contoso primary'), tag('contoso backup')], now);
  return [
    configured('contoso.example', { soa_serial: dateSerial(now, 1) }),
    configured('pending.example', { ...neverTransferred(utcTime(now - 2 * HOUR)), soa_serial: null }),
    configured('waiting.example', { ...neverTransferred(offsetTime(now - DAY)), soa_serial: undefined }),
    { ...configured('outage.example', {}), override: htmlPage(500, '500 Internal Server Error') },
    {
      ...configured('garbled.example', {}),
      override: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"result": {"id": ' },
    },
    configured('mistyped.example', {
      soa_serial: '2024010100',
      peers: [tag('contoso primary'), 53],
      modified_time: now,
      auto_refresh_seconds: 'daily',
    }),
    zone(CONTOSO, 'sparse.example', {
      incoming: { name: 'sparse.example.', peers: [tag('contoso primary')] },
    }),
    zone(CONTOSO, 'nulls.example', { incoming: NULLS }),
  ];
}

/** Names that would run, link or draw something wherever they are not escaped. */
function hostileZones(now: number): ZoneRecord[] {
  const configured = configuredIn(CONTOSO, [tag('contoso markup')], now);
  return [
    configured('<img src=x onerror=alert(1)>.example', {}),
    configured('[x](command:workbench.action.quit).example', {}),
    configured('$(flame) icon.example', { checked_time: utcTime(now - 9 * DAY) }),
    configured('bücher-例え.example', { soa_serial: 0xffff_ffff }),
  ];
}

const NULLS = {
  id: null,
  name: null,
  auto_refresh_seconds: null,
  checked_time: null,
  created_time: null,
  modified_time: null,
  peers: null,
  soa_serial: null,
};

function zone(account: AccountRecord, name: string, rest: Partial<ZoneRecord>): ZoneRecord {
  return { ...secondaryZone({ id: zoneId(name), name, accountId: account.id }, null), ...rest };
}

const zoneId = (name: string) => idOf(`zone: ${name}`);
const tag = (peer: string) => idOf(`peer: ${peer}`);

/** A maker of zones that were transferred lately; `changes` says what differs. */
function configuredIn(account: AccountRecord, peers: readonly string[], now: number) {
  return (name: string, changes: Readonly<Record<string, unknown>>): ZoneRecord =>
    zone(account, name, {
      incoming: {
        ...transferred({
          id: zoneId(name),
          name,
          peers,
          serial: dateSerial(now - 6 * DAY, 0),
          checkedAt: now - 5 * HOUR,
          createdAt: now - 400 * DAY,
          modifiedAt: now - 60 * DAY,
        }),
        ...changes,
      },
    });
}

function neverTransferred(created: string) {
  return { soa_serial: 0, checked_time: created, created_time: created, modified_time: created };
}

/** A serial in the form YYYYMMDDnn. */
function dateSerial(day: number, revision: number): number {
  return Number(new Date(day).toISOString().slice(0, 10).replaceAll('-', '')) * 100 + revision;
}

function peer(account: AccountRecord, key: string, name: string, ip: string, rest: Partial<PeerRecord> = {}) {
  return { accountId: account.id, id: tag(key), name, ip, port: 53, ixfr_enable: false, ...rest };
}

/** The most that a zone may have. */
const ANYCAST: readonly PeerRecord[] = Array.from({ length: 30 }, (_, index) => {
  const name = `anycast-${String(index + 1).padStart(2, '0')}`;
  return peer(REGISTRY, name, name, index % 2 ? `2001:db8:a::${index + 1}` : `203.0.113.${index + 1}`);
});

function registryPeers(): PeerRecord[] {
  return [
    peer(REGISTRY, 'frankfurt', 'Primary', '192.0.2.53', {
      ixfr_enable: true,
      tsig_id: idOf('tsig: registry'),
    }),
    peer(REGISTRY, 'singapore', 'Primary', '2001:db8:53::1', { port: 5353 }),
    peer(REGISTRY, 'unset', 'To be numbered', '', { port: 0 }),
  ];
}

function contosoPeers(): PeerRecord[] {
  return [
    peer(CONTOSO, 'contoso primary', 'Hidden primary', '198.51.100.7', { tsig_id: idOf('tsig: contoso') }),
    peer(CONTOSO, 'contoso backup', 'Backup', '2001:db8:c0::7'),
    peer(CONTOSO, 'contoso markup', '**bold** <script>alert(1)</script> $(trash)', '198.51.100.8'),
  ];
}

function demoTsigs(): TsigRecord[] {
  const tsig = (account: AccountRecord, key: string, name: string, algo: string) => ({
    accountId: account.id,
    id: idOf(`tsig: ${key}`),
    name,
    algo,
    secret: Buffer.from(`demo TSIG of ${key}, not a secret`).toString('base64'),
  });
  return [
    tsig(REGISTRY, 'registry', 'transfer.example.com.', 'hmac-sha512.'),
    tsig(CONTOSO, 'contoso', 'contoso.example.', 'hmac-sha256.'),
  ];
}

function demoTokens(): TokenRecord[] {
  const token = (
    key: keyof typeof DEMO_CREDENTIALS,
    permissions: readonly Permission[],
    rest: Partial<TokenRecord> = {},
  ): TokenRecord => ({
    secret: DEMO_CREDENTIALS[key],
    id: idOf(`token: ${key}`),
    status: 'active',
    owner: 'user',
    permissions: new Set(permissions),
    ...rest,
  });
  return [
    token('full', READ_ALL),
    token('withoutAccountSettings', ['Zone Read', 'DNS Read']),
    token('withoutDns', ['Zone Read', 'Account Settings Read']),
    token('configOnly', ['DNS Read']),
    token('accountOwned', READ_ALL, { owner: { accountId: CONTOSO.id }, accountIds: [CONTOSO.id] }),
    token('expired', READ_ALL, { status: 'expired' }),
    token('disabled', READ_ALL, { status: 'disabled' }),
  ];
}

function demoKeys(): KeyRecord[] {
  const { email, key } = DEMO_CREDENTIALS;
  return [{ email, key, permissions: new Set([...READ_ALL, 'Zone Write', 'DNS Write'] as const) }];
}
