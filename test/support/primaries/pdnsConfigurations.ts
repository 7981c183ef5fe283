import * as fc from 'fast-check';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import type { Place, Trial } from './agreement.ts';
import {
  DATABASE_FILE,
  type Database,
  SERIAL,
  SQLITE_FILE,
  serverSettings,
  type ZoneMetadata,
} from './pdns.ts';

/** The keys of the trials; in the database they stand as they are here. */
export const KEYS: readonly TsigKey[] = [
  { name: 'first.key', algorithm: 'hmac-sha256', secret: 'Zmlyc3Qgc2VjcmV0IG9mIHRoZSB0ZXN0cw==' },
  { name: 'second', algorithm: 'hmac-sha512', secret: 'c2Vjb25kIHNlY3JldCBvZiB0aGUgdGVzdHM=' },
];

const ZONES = ['one.example', 'two.example', 'three.example'] as const;

/** Networks around Cloudflare's: theirs, parts of them, what they are parts of, and their neighbours. */
const network = fc.constantFrom(
  '104.30.167.163',
  '104.30.167.163/32',
  '104.30.167.173',
  '104.30.167.160/28',
  '104.30.167.0/24',
  '104.30.0.0/16',
  '104.30.167.172/31',
  '104.30.167.174/31',
  '198.41.144.240/28',
  '198.41.144.245/28',
  '198.41.144.240/29',
  '198.41.144.255',
  '198.41.150.240/28',
  '198.41.150.0/23',
  '198.41.128.0/19',
  '198.0.0.0/8',
  '0.0.0.0/0',
  '128.0.0.0/1',
  '2a09:bac0:1000:c47::/64',
  '2a09:bac0:1000:c47::1',
  '2a09:bac0:1000:c47:8000::/65',
  '2A09:BAC0:1000:C40::/60',
  '2a09:bac0:1000::/48',
  '2a06:98c0:3601::/48',
  '2a06:98c0:3601:8000::/49',
  '2a06:98c0:1401::/48',
  '2a06:98c0::/32',
  '2a06:98c0:1400::/47',
  '2000::/3',
  '::/0',
  '192.0.2.0/24',
  '2001:db8::/32',
  '::ffff:104.30.167.163',
);

const element = fc
  .tuple(fc.boolean(), fc.boolean(), network)
  .map(([a, b, text]) => `${a && b ? '!' : ''}${text}`);
const separator = fc.constantFrom(',', ', ', ' ', ' , ', ',\\\n   ', ', \\\n  ');

/** A list as it may be written, over several lines or on one. */
function list(minLength: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(element, { minLength, maxLength: 5 }), separator)
    .map(([elements, between]) => elements.join(between));
}

/** What is set for transfers: nothing, a list, an addition, one after the other. */
function clients(minLength: number): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    fc.constant([]),
    list(minLength).map((value) => [`allow-axfr-ips=${value}`]),
    list(minLength).map((value) => [`allow-axfr-ips = ${value} # who may transfer`]),
    fc
      .tuple(list(minLength), element)
      .map(([value, more]) => [
        `allow-axfr-ips=${value}`,
        '# more of them, on a line\\',
        'that goes on',
        `allow-axfr-ips+=${more}`,
      ]),
    element.map((more) => [`allow-axfr-ips+=${more}`]),
    fc
      .tuple(list(minLength), list(minLength))
      .map(([first, second]) => [`allow-axfr-ips=${first}`, `allow-axfr-ips=${second}`]),
  );
}

/** The server reads its files twice, and refuses what adds to a list that was emptied the first time. */
const included = clients(1);

const switchedOff = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      [],
      ['disable-axfr=no'],
      ['disable-axfr=off'],
      ['disable-axfr=yes', 'disable-axfr=no'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ['disable-axfr=yes'],
      ['disable-axfr'],
      ['disable-axfr='],
      ['disable-axfr=false'],
    ),
  },
);

const notify = fc.constantFrom(
  [],
  ['primary=yes'],
  ['primary=yes', 'also-notify=192.0.2.1:5300, [2001:db8::1]:5300'],
  ['primary=yes', 'also-notify=192.0.2.1', 'also-notify+=2001:db8::1 # both'],
  ['master=yes', 'only-notify=192.0.2.0/24'],
);

const metadataElement = fc.oneof(
  { weight: 30, arbitrary: network },
  { weight: 2, arbitrary: network.map((text) => `!${text}`) },
  { weight: 1, arbitrary: fc.constantFrom('AUTO-NS', 'auto-ns') },
);

const metadata: fc.Arbitrary<ZoneMetadata> = fc
  .record({
    'ALLOW-AXFR-FROM': fc.array(metadataElement, { maxLength: 4 }),
    'TSIG-ALLOW-AXFR': fc.subarray(['first.key', 'Second', 'unknown.key'], { maxLength: 2 }),
    'ALSO-NOTIFY': fc.subarray(['172.65.30.82', '172.65.50.145:5300']),
    'AXFR-SOURCE': fc.subarray(['127.0.0.1']),
  })
  .map((kinds) => Object.fromEntries(Object.entries(kinds).filter(([, values]) => values.length > 0)));

export interface Configuration {
  readonly settings: readonly string[];
  /** Files of `include-dir`, of which there is none where this is empty. */
  readonly included: Readonly<Record<string, readonly string[]>>;
  /** What the file of zones says of each zone, and of all. */
  readonly types: readonly string[];
  readonly listed: string;
  /** Undefined where the server has no database. */
  readonly metadata: Readonly<Record<string, ZoneMetadata>> | undefined;
  /** Whether the list of keys was saved too: without it a key that the server does not have looks like any other. */
  readonly hasKeyList: boolean;
  /** Whether the check begins with the saved metadata. */
  readonly fromMetadata: boolean;
}

/** Configurations of all that decides about transfers. */
export const configuration: fc.Arbitrary<Configuration> = fc.record({
  settings: fc.tuple(clients(0), switchedOff, notify).map((lines) => lines.flat()),
  included: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.record({
        'Zuerst.conf': included,
        'anders.conf': included,
        '.hidden.conf': included,
        'no.txt': included,
      }),
    },
  ),
  types: fc.array(fc.constantFrom('type master;', 'type native;', ''), {
    minLength: ZONES.length,
    maxLength: ZONES.length,
  }),
  listed: fc.constantFrom('', 'also-notify { 192.0.2.1; };'),
  metadata: fc.option(fc.record(Object.fromEntries(ZONES.map((zone) => [zone, metadata]))), {
    nil: undefined,
    freq: 4,
  }),
  hasKeyList: fc.boolean(),
  fromMetadata: fc.boolean(),
});

/** A configuration as files, for the server and for the check. */
export function trialOf(configuration: Configuration): Trial {
  const { settings, included, types, listed, hasKeyList, fromMetadata } = configuration;
  const metadata = configuration.metadata && withKeys(configuration.metadata, hasKeyList);
  const zones = metadata ? ZONES.slice(0, 2) : ZONES;
  const files = (place: Place): Record<string, string> => ({
    'pdns.conf': lines([
      ...serverSettings(place),
      ...(metadata ? [`bind-dnssec-db=${place.folder}/${SQLITE_FILE}`] : []),
      ...settings,
      ...(Object.keys(included).length > 0 ? [`include-dir=${place.folder}/pdns.d`] : []),
    ]),
    ...Object.fromEntries(
      Object.entries(included).map(([name, content]) => [`pdns.d/${name}`, lines(content)]),
    ),
    'named.conf': zonesText(zones, types, listed, place),
    ...Object.fromEntries(zones.map((zone) => [`${zone}.zone`, zoneText(zone, SERIAL)])),
    ...(metadata
      ? {
          'zones.meta': savedText(zones, metadata) + (hasKeyList ? KEY_LIST : ''),
          [DATABASE_FILE]: databaseText(zones, metadata),
        }
      : {}),
  });
  return {
    files,
    root: metadata && fromMetadata ? 'zones.meta' : 'pdns.conf',
    zones,
    keys: metadata ? KEYS : [],
  };
}

/** The keys as `pdnsutil list-tsig-keys` prints them. */
const KEY_LIST = lines(KEYS.map(({ name, algorithm, secret }) => `${name}. ${algorithm}. ${secret}`));

function withKeys(
  metadata: Readonly<Record<string, ZoneMetadata>>,
  hasKeyList: boolean,
): Readonly<Record<string, ZoneMetadata>> {
  const kept = (kinds: ZoneMetadata): ZoneMetadata => ({
    ...kinds,
    'TSIG-ALLOW-AXFR': (kinds['TSIG-ALLOW-AXFR'] ?? []).filter((key) => hasKeyList || key !== 'unknown.key'),
  });
  return Object.fromEntries(Object.entries(metadata).map(([zone, kinds]) => [zone, kept(kinds)]));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function zonesText(
  zones: readonly string[],
  types: readonly string[],
  listed: string,
  { folder }: Place,
): string {
  return lines([
    `options { directory "${folder}"; ${listed} };`,
    ...zones.map((zone, index) => `zone "${zone}" IN { ${types[index] ?? ''} file "${zone}.zone"; };`),
  ]);
}

/** A small zone. */
export function zoneText(zone: string, serial: number): string {
  return lines([
    `$ORIGIN ${zone}.`,
    '$TTL 60',
    `@ SOA ns1 hostmaster ${serial} 3600 600 1209600 60`,
    '@ NS ns1',
    'ns1 A 127.0.0.1',
  ]);
}

/** The metadata as `pdnsutil get-meta` prints them, one zone after the other. */
export function savedText(
  zones: readonly string[],
  metadata: Readonly<Record<string, ZoneMetadata>>,
): string {
  return lines(
    zones.flatMap((zone) => [
      `Metadata for '${zone}'`,
      ...Object.entries(metadata[zone] ?? {})
        .filter(([, values]) => values.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([kind, values]) => `${kind} = ${values.join(', ')}`),
    ]),
  );
}

function databaseText(zones: readonly string[], metadata: Readonly<Record<string, ZoneMetadata>>): string {
  const database: Database = {
    metadata: Object.fromEntries(zones.map((zone) => [zone, metadata[zone] ?? {}])),
    keys: KEYS,
  };
  return JSON.stringify(database);
}
