import * as fc from 'fast-check';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { type AddressRange, readRange } from '../../../src/primaries/addressRange.ts';
import { NOTIFY_TARGETS, TRANSFER_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import { type Trial, textOf } from './agreement.ts';
import { SERIAL, serverSections } from './knot.ts';

/** The keys that clients sign with. A configuration may write their names in another way. */
const KEYS: readonly TsigKey[] = [
  { name: 'cloudflare', algorithm: 'hmac-sha256', secret: 'YSBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
  { name: 'other.example', algorithm: 'hmac-sha512', secret: 'YW5vdGhlciBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
];

const ZONES = ['one.example', 'two.example', 'three.example', '2.0.192.in-addr.arpa'] as const;

const SOURCES: readonly AddressRange[] = TRANSFER_SOURCES.flatMap(({ prefix }) => readRange(prefix) ?? []);
const PREFIXES = TRANSFER_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

/** An address in a source or next to it. */
const address: fc.Arbitrary<string> = fc
  .constantFrom(...SOURCES)
  .chain(({ family, first, last }) =>
    fc
      .oneof(
        { weight: 4, arbitrary: fc.constantFrom(first, last) },
        { weight: 1, arbitrary: fc.bigInt({ min: first, max: last }) },
        { weight: 1, arbitrary: fc.constantFrom(first - 1n, last + 1n) },
      )
      .map((value) => textOf({ family, value })),
  );

/** A range that begins and ends at a source or near it; at times the wrong way round. */
const range: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...SOURCES),
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: 0, max: 6 }),
  )
  .map(([{ family, first, last }, low, high, turn]) => {
    const ends = [first + BigInt(low), last + BigInt(high)].map((value) => textOf({ family, value }));
    return (turn === 0 ? ends.toReversed() : ends).join('-');
  });

/** A prefix that holds a source, lies in it or beside it; its other bits need not be 0. */
const prefix: fc.Arbitrary<string> = address.chain((text) =>
  fc
    .integer(text.includes(':') ? { min: 32, max: 128 } : { min: 20, max: 32 })
    .map((length) => `${text}/${length}`),
);

const network: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PREFIXES) },
  { weight: 2, arbitrary: address },
  { weight: 3, arbitrary: prefix },
  { weight: 2, arbitrary: range },
  {
    weight: 1,
    arbitrary: fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8', '::ffff:104.30.167.163', '198.41.0.0/+016'),
  },
);

const target: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: address }, { weight: 1, arbitrary: fc.constantFrom(...TARGETS) }),
    fc.constantFrom('', '', '@53', '@5300'),
  )
  .map((parts) => parts.join(''));

type Switch = string | undefined;

const isOn: fc.Arbitrary<Switch> = fc.constantFrom('on', 'true', 'ON', 'o', '');
const isOff: fc.Arbitrary<Switch> = fc.constantFrom('off', 'False', 'f');

function unless<T>(weight: number, some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight, arbitrary: some }, { weight: 10 - weight, arbitrary: fc.constant(undefined) });
}

interface RemoteModel {
  readonly addresses: readonly string[];
  readonly key: number | undefined;
  readonly automatic: Switch;
}

const remote: fc.Arbitrary<RemoteModel> = fc.record({
  addresses: fc.uniqueArray(target, { minLength: 1, maxLength: 3 }),
  key: unless(3, fc.nat(KEYS.length - 1)),
  automatic: unless(3, fc.oneof(isOn, isOff)),
});

interface AclModel {
  readonly addresses: readonly string[];
  readonly keys: readonly number[];
  /** Names of remotes and groups; where there are some, neither addresses nor keys are written. */
  readonly remotes: readonly string[];
  readonly actions: readonly string[];
  readonly deny: Switch;
}

const REMOTES = 4;
const GROUPS = 2;
const remoteName = fc.constantFrom(
  ...Array.from({ length: REMOTES }, (_, index) => `r${index}`),
  ...Array.from({ length: GROUPS }, (_, index) => `group ${index}`),
);

const acl: fc.Arbitrary<AclModel> = fc.record({
  addresses: fc.oneof(
    { weight: 8, arbitrary: fc.array(network, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  keys: fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.uniqueArray(fc.nat(KEYS.length - 1), { minLength: 1, maxLength: 2 }) },
  ),
  remotes: fc.oneof(
    { weight: 7, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(remoteName, { minLength: 1, maxLength: 2 }) },
  ),
  actions: fc.oneof(
    { weight: 6, arbitrary: fc.constant(['transfer']) },
    { weight: 2, arbitrary: fc.constantFrom(['notify', 'TRANSFER'], ['transfer', 'query'], ['Transfer']) },
    { weight: 1, arbitrary: fc.constantFrom(['notify'], ['update', 'query']) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  deny: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: isOn },
    { weight: 1, arbitrary: isOff },
  ),
});

const ACLS = 6;

interface ZoneModel {
  /** Acls by their place. */
  readonly acl: readonly number[] | undefined;
  readonly notify: readonly string[] | undefined;
}

const zone: fc.Arbitrary<ZoneModel> = fc.record({
  acl: unless(7, fc.uniqueArray(fc.nat(ACLS - 1), { minLength: 1, maxLength: 4 })),
  notify: unless(4, fc.uniqueArray(remoteName, { minLength: 1, maxLength: 3 })),
});

const TEMPLATES = ['default', 'other'] as const;

/** How things are written. */
interface Style {
  readonly quote: string;
  /** Lists in brackets, on lines of their own, or both. */
  readonly list: 'brackets' | 'lines' | 'both';
  readonly separator: string;
  readonly colon: string;
  readonly dash: string;
  readonly indent: string;
  readonly comment: string;
  readonly lineBreak: string;
  readonly keyName: 'plain' | 'dot' | 'upper';
  readonly include: 'none' | 'file' | 'pattern';
  /** Whether each acl has a section of its own. */
  readonly isScattered: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  quote: fc.constantFrom('', '"'),
  list: fc.constantFrom('brackets', 'lines', 'both'),
  separator: fc.constantFrom(', ', ',', '  ,  '),
  colon: fc.constantFrom(': ', ':   ', ' : '),
  dash: fc.constantFrom('  - ', '- ', ' -   '),
  indent: fc.constantFrom('    ', '  ', '        '),
  comment: fc.constantFrom('', '', ' # Cloudflare: [see "docs', '   #'),
  lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
  keyName: fc.constantFrom('plain', 'dot', 'upper'),
  include: fc.constantFrom('none', 'none', 'file', 'pattern'),
  isScattered: fc.boolean(),
});

const model = fc.record({
  automatic: fc.constantFrom<Switch>(undefined, 'off', 'on', 'on'),
  remotes: fc.tuple(...Array.from({ length: REMOTES }, () => remote)),
  groups: fc.tuple(
    ...Array.from({ length: GROUPS }, () =>
      fc.uniqueArray(fc.nat(REMOTES - 1), { minLength: 1, maxLength: 2 }),
    ),
  ),
  acls: fc.tuple(...Array.from({ length: ACLS }, () => acl)),
  templates: fc.tuple(unless(6, zone), zone),
  zones: fc.tuple(
    ...ZONES.map(() => fc.tuple(zone, fc.constantFrom(undefined, undefined, 'default', 'other'))),
  ),
  style,
});

/** Configurations with some zones, and all that decides about their transfers. */
export const configuration: fc.Arbitrary<Trial> = model.map((drawn) => {
  const writer = new Writer(drawn.style);
  const [byDefault] = drawn.templates;
  const acls = drawn.acls.map((one, index) => writer.entry('id', `a${index}`, aclItems(one)));
  const shared = [
    writer.section(
      'key',
      KEYS.map((key) => writer.entry('id', writer.keyName(key.name), keyItems(key))),
    ),
    writer.section(
      'remote',
      drawn.remotes.map((one, index) => writer.entry('id', `r${index}`, remoteItems(one, writer))),
    ),
    writer.section(
      'remotes',
      drawn.groups.map((members, index) =>
        writer.entry('id', `group ${index}`, [['remote', members.map((member) => `r${member}`)]]),
      ),
    ),
    ...(drawn.style.isScattered
      ? acls.map((entry) => writer.section('acl', [entry]))
      : [writer.section('acl', acls)]),
  ].join('');
  const rest = [
    writer.section(
      'template',
      TEMPLATES.flatMap((name, index) => {
        const template = drawn.templates[index];
        return template ? [writer.entry('id', name, zoneItems(template))] : [];
      }),
    ),
    writer.section(
      'zone',
      drawn.zones.map(([one, template], index) =>
        writer.entry('domain', ZONES[index] ?? '', [
          ['template', template === 'default' && byDefault === undefined ? [] : [template ?? []].flat()],
          ['file', ['all.zone']],
          ['zonefile-sync', ['-1']],
          ...zoneItems(one),
        ]),
      ),
    ),
    drawn.automatic === undefined ? '' : writer.settings('server', [['automatic-acl', [drawn.automatic]]]),
  ].join('');
  return trialOf(shared, rest, drawn.style);

  function aclItems({ addresses, keys, remotes, actions, deny }: AclModel): Items {
    const names = keys.map((key) => writer.keyName(KEYS[key]?.name ?? ''));
    return [
      ...(remotes.length > 0
        ? [['remote', remotes] as const]
        : [['address', addresses] as const, ['key', names] as const]),
      ['action', actions],
      ['deny', deny === undefined ? [] : [deny]],
    ];
  }
});

function trialOf(shared: string, rest: string, { include }: Style): Trial {
  const name = include === 'pattern' ? 'parts/*.conf' : 'parts/shared.conf';
  return {
    root: 'knot.conf',
    zones: ZONES,
    keys: KEYS,
    files: (place) => ({
      'all.zone': ZONE_TEXT,
      ...(include === 'none' ? {} : { 'parts/shared.conf': shared, 'parts/none.txt': 'none' }),
      'knot.conf': [
        serverSections(place),
        include === 'none' ? shared : `include: ${name}\n`,
        rest.replaceAll('all.zone', `${place.folder}/all.zone`),
      ].join(''),
    }),
  };
}

type Items = readonly (readonly [name: string, values: readonly string[]])[];

function keyItems({ algorithm, secret }: TsigKey): Items {
  return [
    ['algorithm', [algorithm]],
    ['secret', [secret]],
  ];
}

function remoteItems({ addresses, key, automatic }: RemoteModel, writer: Writer): Items {
  return [
    ['address', addresses],
    ['key', key === undefined ? [] : [writer.keyName(KEYS[key]?.name ?? '')]],
    ['automatic-acl', automatic === undefined ? [] : [automatic]],
  ];
}

function zoneItems({ acl: names = [], notify = [] }: ZoneModel): Items {
  return [
    ['acl', names.map((name) => `a${name}`)],
    ['notify', notify],
  ];
}

class Writer {
  readonly #style: Style;

  constructor(written: Style) {
    this.#style = written;
  }

  keyName(name: string): string {
    if (this.#style.keyName === 'dot') return `${name}.`;
    return this.#style.keyName === 'upper' ? name.toUpperCase() : name;
  }

  section(name: string, entries: readonly string[]): string {
    return `${name}:${this.#end()}${entries.join('')}`;
  }

  settings(name: string, items: Items): string {
    return `${name}:${this.#end()}${this.#items(items, this.#style.indent)}`;
  }

  entry(name: string, id: string, items: Items): string {
    const { dash, colon } = this.#style;
    const indent = ' '.repeat(dash.length);
    return `${dash}${name}${colon}${this.#value(id)}${this.#end()}${this.#items(items, indent)}`;
  }

  #items(items: Items, indent: string): string {
    return items
      .flatMap(([name, values]) => this.#lines(name, values))
      .map((line) => indent + line + this.#end())
      .join('');
  }

  #lines(name: string, values: readonly string[]): readonly string[] {
    const { list, separator, colon } = this.#style;
    const written = values.map((value) => this.#value(value));
    const line = (text: string): string => `${name}${colon}${text}`;
    const bracketed = (some: readonly string[]): readonly string[] =>
      some.length === 0 ? [] : [line(`[ ${some.join(separator)}]`)];
    if (written.length < 2 || list === 'lines') return written.map(line);
    return list === 'brackets'
      ? bracketed(written)
      : [...written.slice(0, 1).map(line), ...bracketed(written.slice(1))];
  }

  #value(text: string): string {
    return text.includes(' ') ? `"${text}"` : this.#style.quote + text + this.#style.quote;
  }

  #end(): string {
    return this.#style.comment + this.#style.lineBreak;
  }
}

const ZONE_TEXT = [
  '$TTL 60',
  `@ SOA ns1.example. hostmaster.example. ${SERIAL} 3600 60 1209600 60`,
  '@ NS ns1.example.',
  '',
].join('\n');
