import * as fc from 'fast-check';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { type AddressRange, prefixRange, readRange } from '../../../src/primaries/addressRange.ts';
import { NOTIFY_TARGETS, TRANSFER_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import { type Place, type Trial, textOf } from './agreement.ts';
import { serverOptions, ZONE_TEXT } from './bind.ts';

/** The keys that clients sign with; the last one is known to one view alone. */
const KEYS: readonly [TsigKey, TsigKey, TsigKey] = [
  { name: 'cloudflare', algorithm: 'hmac-sha256', secret: 'YSBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
  { name: 'other.example', algorithm: 'hmac-sha512', secret: 'YW5vdGhlciBzZWNyZXQgb2YgdGhlIHRlc3Rz' },
  { name: 'inner', algorithm: 'hmac-sha1', secret: 'aW5uZXIgc2VjcmV0IG9mIHRoZSB0ZXN0cw==' },
];

const ZONES = ['one.example', 'two.example', '2.0.192.in-addr.arpa'] as const;

const ACLS = ['cf', 'Old-Ones', 'mixed', 'base'] as const;

const SOURCES: readonly AddressRange[] = TRANSFER_SOURCES.flatMap(({ prefix }) => readRange(prefix) ?? []);

/** The prefix of this length around an address of a source, as BIND wants it: no bit is set after the prefix. */
function prefixIn(source: AddressRange): fc.Arbitrary<string> {
  const { family, first, last } = source;
  const lengths = family === 4 ? { min: 22, max: 30 } : { min: 40, max: 72 };
  return fc
    .tuple(fc.bigInt({ min: first - 2n, max: last + 2n }), fc.integer(lengths))
    .map(([value, length]) => {
      const range = prefixRange({ family, value }, length);
      return `${textOf({ family, value: range?.first ?? value })}/${length}`;
    });
}

function addressIn({ family, first, last }: AddressRange): fc.Arbitrary<string> {
  return fc
    .oneof(fc.constantFrom(first, last, first - 1n, last + 1n), fc.bigInt({ min: first, max: last }))
    .map((value) => textOf({ family, value }));
}

const address: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TRANSFER_SOURCES.map(({ prefix }) => prefix)) },
  { weight: 4, arbitrary: fc.constantFrom(...SOURCES).chain(prefixIn) },
  { weight: 2, arbitrary: fc.constantFrom(...SOURCES).chain(addressIn) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['104.30.167/24', '104/8', '198.41/16', '198.41.144/20', '0/0', '::/0', '0.0.0.0/0', '10/8'],
      ...['2000::/3', '2a06:98c0::/29', '2001:db8::1', '198.41.128.0 / 17', '104.30.160/19'],
    ),
  },
);

/** How keys are named where they are demanded. */
const keyElement = fc.constantFrom('key cloudflare', 'key "Cloudflare."', 'key other.example', 'KEY inner');

/** An element of an address match list that may name one of these acls. */
function element(acls: readonly string[]): fc.Arbitrary<string> {
  const { one } = fc.letrec<{ one: string; plain: string; list: string }>((tie) => ({
    plain: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 9, arbitrary: address },
      { weight: 3, arbitrary: keyElement },
      { weight: 1, arbitrary: fc.constantFrom('any', 'none', '"any"', 'ANY') },
      { weight: acls.length, arbitrary: fc.constantFrom(...acls, 'none') },
      { weight: 2, arbitrary: tie('list') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '{ !{ 104.30.167.163; 198.41/16; }; any; }',
          '{ !{ !104/8; any; }; key other.example; }',
        ),
      },
    ),
    one: fc.tuple(fc.constantFrom('', '', '', '!', '! '), tie('plain')).map((parts) => parts.join('')),
    list: fc
      .array(tie('one'), { maxLength: 3 })
      .map((elements) => `{ ${elements.map((each) => `${each}; `).join('')}}`),
  }));
  return one;
}

const list = (most: number, acls: readonly string[] = ACLS) => fc.array(element(acls), { maxLength: most });

interface Style {
  readonly word: (name: string) => string;
  readonly string: (text: string) => string;
  /** What stands between the elements of a list, and around them. */
  readonly between: string;
  readonly comment: string;
}

const style: fc.Arbitrary<Style> = fc.record({
  word: fc.constantFrom<Style['word']>(
    (name) => name,
    (name) => name,
    (name) => name.toUpperCase(),
  ),
  string: fc.constantFrom<Style['string']>(
    (text) => text,
    (text) => `"${text}"`,
  ),
  between: fc.constantFrom(' ', '\n    ', '\r\n\t', ''),
  comment: fc.constantFrom('', ' // Cloudflare }; "', ' # { old', ' /* ; { */'),
});

/** Who is notified: one of Cloudflare's targets in some way, or a list of them. */
const target: fc.Arbitrary<string> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('targets', '"Ported"', 'outer') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...NOTIFY_TARGETS.map(({ prefix }) => prefix)),
        fc.constantFrom('', '', '', ' port 53', ' port 5353', ' key cloudflare', ' tls ephemeral'),
      )
      .map((parts) => parts.join('')),
  },
);

/** Lists that can be named, one of which names another and hands its port to it. */
const NAMED_TARGETS = [
  'primaries targets { 172.65.30.82; };',
  'masters ported port 5353 { 172.65.50.145; 172.65.30.82 port 53; };',
  'primaries "outer" port 53 { targets; inner; };',
  'primaries inner { 2606:4700:60:0:317:26ee:3bdf:5774; };',
];

/** What an options, view or zone block may say. */
interface Clauses {
  readonly transfer: readonly string[] | undefined;
  readonly transport: string;
  readonly notify: string | undefined;
  readonly port: string;
  readonly targets: readonly string[] | undefined;
}

function clauses(frequency: number): fc.Arbitrary<Clauses> {
  return fc.record({
    transfer: fc.option(list(3), { freq: frequency, nil: undefined }),
    transport: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(' transport tcp', ' transport TCP', ' transport tls'),
      },
    ),
    notify: fc.option(fc.constantFrom('yes', 'no', 'explicit', 'master-only', 'primary-only'), {
      nil: undefined,
    }),
    port: fc.constantFrom('', '', '', ' port 5353', ' port 53'),
    targets: fc.option(fc.uniqueArray(target, { maxLength: 3 }), { nil: undefined }),
  });
}

interface View {
  readonly clients: readonly string[] | undefined;
  readonly destinations: string;
  readonly isRecursive: boolean;
  readonly clauses: Clauses;
  /** For each zone: what it says, that it is another view's, or that it is not there. */
  readonly zones: readonly (Clauses | 'in-view' | undefined)[];
}

const view: fc.Arbitrary<View> = fc.record({
  clients: fc.option(
    fc.oneof(
      list(4),
      list(3).map((elements) => [...elements, 'any']),
    ),
    { nil: undefined, freq: 4 },
  ),
  destinations: fc.oneof(
    { weight: 8, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.constantFrom('any;', '0.0.0.0/0;', '!::/0; any;', 'key cloudflare; ::/0;') },
  ),
  isRecursive: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  clauses: clauses(1),
  zones: fc.tuple(
    ...ZONES.map(() =>
      fc.oneof(
        { weight: 5, arbitrary: clauses(3) },
        { weight: 1, arbitrary: fc.constant('in-view' as const) },
        { weight: 2, arbitrary: fc.constant(undefined) },
      ),
    ),
  ),
});

interface Model {
  readonly acls: readonly (readonly string[])[];
  readonly options: Clauses;
  readonly blackhole: readonly string[] | undefined;
  readonly zones: readonly Clauses[];
  readonly views: readonly View[];
  readonly style: Style;
  readonly isSplit: boolean;
  readonly areAclsLast: boolean;
}

const model: fc.Arbitrary<Model> = fc.record({
  acls: fc.tuple(...ACLS.map((_, index) => list(3, ACLS.slice(index + 1)))),
  options: clauses(1),
  blackhole: fc
    .option(list(2), { freq: 1, nil: undefined })
    .chain((found) => fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constant(found))),
  zones: fc.tuple(...ZONES.map(() => clauses(4))),
  views: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(view, { minLength: 2, maxLength: 3 }) },
  ),
  style,
  isSplit: fc.boolean(),
  areAclsLast: fc.boolean(),
});

/** Configurations with zones that use acls, keys, views and all that a list can have. */
export const configuration: fc.Arbitrary<Trial> = model
  .filter(({ views }) => views.length === 0 || stated(views).length > 0)
  .map((drawn) => ({
    root: 'named.conf',
    zones: drawn.views.length === 0 ? ZONES : stated(drawn.views),
    keys: KEYS,
    files: (place) => new Writer(place, drawn).files(),
  }));

/** The zones that some view states. */
function stated(views: readonly View[]): readonly string[] {
  return ZONES.filter((_, index) => views.some(({ zones }) => typeof zones[index] === 'object'));
}

class Writer {
  readonly #place: Place;
  readonly #model: Model;

  constructor(place: Place, drawn: Model) {
    this.#place = place;
    this.#model = drawn;
  }

  files(): Readonly<Record<string, string>> {
    const { acls, options, blackhole, zones, views, style: written, isSplit, areAclsLast } = this.#model;
    const { word, string } = written;
    const lists = [
      ...acls.map(
        (elements, index) => `${word('acl')} ${string(ACLS[index] ?? '')} ${this.#list(elements)};`,
      ),
      ...NAMED_TARGETS,
    ];
    const own = [...serverOptions(this.#place), ...this.#clauses(options)];
    if (blackhole) own.push(`blackhole ${this.#list(blackhole)};`);
    const body =
      views.length === 0
        ? ZONES.map((name, index) => this.#zone(name, zones[index]))
        : views.map((each, index) => this.#view(index, each));
    const parts = [...(areAclsLast ? [] : lists), ...KEYS.slice(0, 2).map((key) => this.#key(key))];
    const rest = [
      ...body,
      ...(areAclsLast ? lists : []),
      ...(views.length === 0 ? [this.#key(KEYS[2])] : []),
    ];
    const text = (statements: readonly string[]): string => `${statements.join('\n')}\n`;
    const block = `${word('options')} {\n${text(own)}};\n`;
    const master = { 'zone.db': ZONE_TEXT };
    return isSplit
      ? {
          ...master,
          'named.conf': `${text(parts)}include "${this.#place.folder}/options.conf";\ninclude "${this.#place.folder}/parts/*.conf";\n`,
          'options.conf': block,
          'parts/zones.conf': text(rest),
        }
      : { ...master, 'named.conf': `controls { };\n${block}${text([...parts, ...rest])}` };
  }

  #key({ name, algorithm, secret }: TsigKey): string {
    return `key "${name}." { algorithm ${algorithm}; secret "${secret}"; };`;
  }

  #view(index: number, { clients, destinations, isRecursive, clauses: own, zones }: View): string {
    const { string, word } = this.#model.style;
    const statements = [
      ...(clients ? [`match-clients ${this.#list(clients)};`] : []),
      ...(destinations === '' ? [] : [`match-destinations { ${destinations} };`]),
      ...(isRecursive ? ['match-recursive-only yes;'] : []),
      ...(index === 0 ? [this.#key(KEYS[2])] : []),
      ...this.#clauses(own),
      ...ZONES.flatMap((name, place) => this.#zoneOfView(name, place, index, zones[place])),
    ];
    return `${word('view')} ${string(`v${index}`)} {\n${statements.join('\n')}\n};`;
  }

  #zoneOfView(name: string, place: number, index: number, zone: View['zones'][number]): readonly string[] {
    if (zone === undefined) return [];
    if (zone !== 'in-view') return [this.#zone(name, zone)];
    const above = this.#model.views
      .slice(0, index)
      .findIndex(({ zones }) => typeof zones[place] === 'object');
    return above === -1 ? [] : [`zone "${name}" { in-view v${above}; };`];
  }

  #zone(name: string, own: Clauses | undefined): string {
    const { string, comment } = this.#model.style;
    const type = name.length % 2 === 0 ? 'primary' : 'master';
    const statements = [`type ${type};`, 'file "zone.db";', ...(own ? this.#clauses(own) : [])];
    return `zone ${string(name)} {${comment}\n  ${statements.join('\n  ')}\n};`;
  }

  #clauses({ transfer, transport, notify, port, targets }: Clauses): readonly string[] {
    const { word } = this.#model.style;
    return [
      ...(transfer ? [`${word('allow-transfer')}${transport} ${this.#list(transfer)};`] : []),
      ...(notify ? [`notify ${notify};`] : []),
      ...(targets ? [`also-notify${port} ${this.#list(targets)};`] : []),
    ];
  }

  #list(elements: readonly string[]): string {
    const { between, comment } = this.#model.style;
    const isInLine = !between.includes('\n') && !comment.startsWith(' /*');
    const remark = isInLine ? '' : comment;
    return `{${elements.map((each) => `${between}${each};${remark}`).join('')}${between}}`;
  }
}
