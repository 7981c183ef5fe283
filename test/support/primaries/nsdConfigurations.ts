import * as fc from 'fast-check';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { type AddressRange, readRange } from '../../../src/primaries/addressRange.ts';
import { NOTIFY_TARGETS, TRANSFER_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import { type Place, type Trial, textOf } from './agreement.ts';
import { SERIAL, serverSection } from './nsd.ts';

/** The keys that clients sign with. A configuration may write their names in another way. */
const KEYS: readonly TsigKey[] = [
  { name: 'cloudflare', algorithm: 'hmac-sha256', secret: 'YSBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
  { name: 'other.example', algorithm: 'hmac-sha512', secret: 'YW5vdGhlciBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
];

const ZONES = ['one.example', 'two.example', '2.0.192.in-addr.arpa'] as const;

const SOURCES: readonly AddressRange[] = TRANSFER_SOURCES.flatMap(({ prefix }) => readRange(prefix) ?? []);

/** An address of a source: its first, its last or another. */
function addressIn({ family, first, last }: AddressRange): fc.Arbitrary<string> {
  return fc
    .oneof(fc.constantFrom(first, last), fc.bigInt({ min: first, max: last }))
    .map((value) => textOf({ family, value }));
}

/** An address next to a source. */
function addressBeside({ family, first, last }: AddressRange): fc.Arbitrary<string> {
  return fc.constantFrom(first - 1n, last + 1n).map((value) => textOf({ family, value }));
}

const MASKS = {
  4: [
    '255.255.255.240',
    '255.255.255.252',
    '255.255.0.255',
    '255.255.255.15',
    '0.0.0.1',
    '255.0.0.0',
    '0.0.0.0',
  ],
  6: ['ffff:ffff:ffff::', 'ffff:ffff:ffff:fffe::', 'ffff:ffff:0:ffff::', 'ffff::ffff', '::1', '::'],
} as const;

/** Addresses as `provide-xfr` takes them: one, a prefix, a mask or a range, in a source or near one. */
const specification: fc.Arbitrary<string> = fc.constantFrom(...SOURCES).chain((source) => {
  const { family } = source;
  const address = fc.oneof({ weight: 3, arbitrary: addressIn(source) }, addressBeside(source));
  const length = family === 4 ? fc.integer({ min: 22, max: 32 }) : fc.integer({ min: 32, max: 128 });
  const scattered = family === 4 ? 6 : 1;
  return fc.oneof(
    { weight: 7, arbitrary: fc.constantFrom(...TRANSFER_SOURCES.map(({ prefix }) => prefix)) },
    { weight: 4, arbitrary: address },
    { weight: 7, arbitrary: fc.tuple(address, length).map((parts) => parts.join('/')) },
    {
      weight: scattered,
      arbitrary: fc.tuple(address, fc.constantFrom(...MASKS[family])).map((parts) => parts.join('&')),
    },
    { weight: scattered, arbitrary: fc.tuple(address, address).map((parts) => parts.join('-')) },
    { weight: 3, arbitrary: rangeOf(source) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '0.0.0.0/0',
        '::/0',
        '10.0.0.0/8',
        '10.0.0.0-10.255.255.255',
        '2001:db8::/32',
      ),
    },
  );
});

/** A source from its first address to its last; of IPv4, also a little more or less. */
function rangeOf({ family, first, last }: AddressRange): fc.Arbitrary<string> {
  const shift = fc.integer(family === 4 ? { min: -2, max: 2 } : { min: 0, max: 0 }).map(BigInt);
  return fc
    .tuple(shift, shift)
    .map(([low, high]) => [first + low, last + high].map((value) => textOf({ family, value })).join('-'));
}

interface Style {
  /** How keywords are written. */
  readonly keyword: (name: string) => string;
  readonly value: (text: string) => string;
  /** What stands between statements, and what stands behind one on its line. */
  readonly indent: string;
  readonly comment: string;
  readonly lineBreak: string;
  readonly isOneLine: boolean;
  /** How the configuration writes a key's name. */
  readonly keyName: (name: string) => string;
}

const style: fc.Arbitrary<Style> = fc.record({
  keyword: fc.constantFrom<Style['keyword']>(
    (name) => `${name}:`,
    (name) => `${name}:`,
    (name) => `${name.toUpperCase()}:`,
  ),
  value: fc.constantFrom<Style['value']>(
    (text) => text,
    (text) => `"${text}"`,
  ),
  indent: fc.constantFrom('  ', '\t', '        ', ''),
  comment: fc.constantFrom('', '', ' # Cloudflare: see "docs', '   #'),
  lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
  isOneLine: fc.boolean(),
  keyName: fc.constantFrom<Style['keyName']>(
    (name) => name,
    (name) => `${name}.`,
    (name) => name.toUpperCase(),
  ),
});

interface ClauseModel {
  readonly address: string;
  /** A key by its place in `KEYS`. */
  readonly terms: 'NOKEY' | 'BLOCKED' | 0 | 1;
}

const clause: fc.Arbitrary<ClauseModel> = fc.record({
  address: fc
    .tuple(specification, fc.constantFrom('', '', '', '', '', '', '', '@53', '@1'))
    .map((parts) => parts.join('')),
  terms: fc.oneof(
    { weight: 4, arbitrary: fc.constant('NOKEY' as const) },
    { weight: 3, arbitrary: fc.constantFrom(0 as const, 1 as const) },
    { weight: 1, arbitrary: fc.constant('BLOCKED' as const) },
  ),
});

/** A source whose halves are for different requests. */
const halves: fc.Arbitrary<readonly ClauseModel[]> = fc
  .tuple(fc.constantFrom(...SOURCES), clause, clause)
  .map(([{ family, first, last }, { terms }, other]) => {
    const middle = (first + last + 1n) / 2n;
    const length = last - first < 16n ? 29 : last - first < 1n << 64n ? 65 : 49;
    const prefixes = first === last ? [first, first] : [first, middle];
    return prefixes.map((value, index) => ({
      address: `${textOf({ family, value })}/${first === last ? 32 : length}`,
      terms: index === 0 ? terms : other.terms,
    }));
  });

interface BlockModel {
  readonly clauses: readonly ClauseModel[];
  readonly notifies: readonly string[];
  /** Patterns by their place; a pattern can include those above it alone. */
  readonly patterns: readonly number[];
  /** Whether its lists are in a file that it includes. */
  readonly isSplit: boolean;
  readonly limitsQueries: boolean;
}

const PATTERNS = 3;

function block(most: number, patterns: number): fc.Arbitrary<BlockModel> {
  return fc.record({
    clauses: fc
      .array(
        fc.oneof({ weight: 6, arbitrary: clause.map((one) => [one]) }, { weight: 1, arbitrary: halves }),
        { maxLength: most },
      )
      .map((clauses) => clauses.flat()),
    notifies: fc.uniqueArray(fc.constantFrom(...NOTIFY_TARGETS.map(({ prefix }) => prefix)), {
      maxLength: 2,
    }),
    patterns: patterns === 0 ? fc.constant([]) : fc.array(fc.nat(patterns - 1), { maxLength: 2 }),
    isSplit: fc.boolean(),
    limitsQueries: fc.boolean(),
  });
}

/** Configurations with three zones that use patterns, keys, and all that a list can have. */
export const configuration: fc.Arbitrary<Trial> = fc
  .record({
    patterns: fc.tuple(...Array.from({ length: PATTERNS }, (_, above) => block(3, above))),
    zones: fc.tuple(...ZONES.map(() => block(4, PATTERNS))),
    style,
    areKeysLast: fc.boolean(),
  })
  .filter(({ patterns, zones }) => [...patterns, ...zones].flatMap(costlyClauses).length <= 1)
  .map(({ patterns, zones, style: written, areKeysLast }) => ({
    root: 'nsd.conf',
    zones: ZONES,
    keys: KEYS,
    files: (place) => {
      const writer = new Writer(place, written);
      const keys = KEYS.map((key) => writer.key(key));
      const blocks = [
        ...patterns.map((model, index) => writer.block('pattern', `p${index}`, model)),
        ...ZONES.map((zone, index) => writer.block('zone', zone, zones[index])),
      ];
      const sections = areKeysLast ? [...blocks, ...keys] : [...keys, ...blocks];
      return {
        ...writer.files,
        ...Object.fromEntries(ZONES.map((zone) => [`${zone}.zone`, zoneText(zone)])),
        'nsd.conf': serverSection(place) + sections.join(''),
      };
    },
  }));

/** To see what NSD makes of such IPv6 addresses takes hundreds of requests, and of several of them thousands. */
function costlyClauses({ clauses }: BlockModel): readonly ClauseModel[] {
  return clauses.filter(({ address }) => address.includes(':') && /[&-]/.test(address));
}

class Writer {
  readonly files: Record<string, string> = {};
  readonly #place: Place;
  readonly #style: Style;

  constructor(place: Place, style: Style) {
    this.#place = place;
    this.#style = style;
  }

  key({ name, algorithm, secret }: TsigKey): string {
    return this.#section('key', [
      ['name', this.#style.keyName(name)],
      ['algorithm', algorithm],
      ['secret', secret],
    ]);
  }

  block(section: 'zone' | 'pattern', name: string, model: BlockModel | undefined): string {
    const {
      clauses = [],
      notifies = [],
      patterns = [],
      isSplit = false,
      limitsQueries = false,
    } = model ?? {};
    const lists: (readonly string[])[] = [
      ...clauses.map(({ address, terms }) => ['provide-xfr', address, this.#terms(terms)]),
      ...notifies.map((address) => ['notify', address, 'NOKEY']),
      ...(limitsQueries ? [['allow-query', '127.0.0.1', 'NOKEY']] : []),
    ];
    const file = `${name}.part`;
    if (isSplit) this.files[file] = this.#statements(lists);
    return this.#section(section, [
      ['name', name],
      ...(section === 'zone' ? [['zonefile', `${name}.zone`]] : []),
      ...patterns.map((index) => ['include-pattern', `p${index}`]),
      ...(isSplit ? [['include', path(this.#place, file)]] : lists),
    ]);
  }

  #terms(terms: ClauseModel['terms']): string {
    return typeof terms === 'string' ? terms : this.#style.keyName(KEYS[terms]?.name ?? '');
  }

  #section(name: string, statements: readonly (readonly string[])[]): string {
    const { keyword, isOneLine, lineBreak, comment } = this.#style;
    const between = isOneLine ? ' ' : comment + lineBreak;
    return keyword(name) + between + this.#statements(statements);
  }

  #statements(statements: readonly (readonly string[])[]): string {
    const { keyword, value, indent, comment, lineBreak, isOneLine } = this.#style;
    const lines = statements.map(([name = '', ...words]) => [keyword(name), ...words.map(value)].join(' '));
    return isOneLine
      ? lines.join(' ') + lineBreak
      : lines.map((line) => indent + line + comment + lineBreak).join('');
  }
}

function path({ folder }: Place, file: string): string {
  return `${folder}/${file}`;
}

function zoneText(zone: string): string {
  return [
    `$ORIGIN ${zone}.`,
    '$TTL 60',
    `@ SOA ns1.example. hostmaster.example. ${SERIAL} 3600 60 1209600 60`,
    '@ NS ns1.example.',
    '',
  ].join('\n');
}
