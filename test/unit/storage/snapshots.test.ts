import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ApiNotice } from '../../../src/cloudflare/failure.ts';
import { readIncoming } from '../../../src/cloudflare/incoming.ts';
import { readPeers } from '../../../src/cloudflare/peers.ts';
import { readSnapshot, snapshotText, takeSnapshot } from '../../../src/storage/snapshots.ts';
import type { Id } from '../../../src/text/id.ts';
import { cleanText } from '../../../src/text/text.ts';
import type { Snapshot } from '../../../src/zones/store.ts';
import { plain } from '../../support/values/plain.ts';
import { API_RESULT, failed, incoming, NOW, zone } from '../../support/values/zones.ts';

const PEER = { id: 'p1', name: 'ns1', ip: '192.0.2.53', port: 53, ixfr: true, tsigId: undefined };
const NOTICE: ApiNotice = {
  code: 10000,
  message: plain('a note'),
  documentationUrl: undefined,
  pointer: undefined,
  chain: [],
};

function known({ id, name = '', account, nameServers, incoming, readAt, messages } = zone()) {
  return { id, name, account, nameServers, incoming, readAt, messages };
}

function snapshot(zones: Snapshot['zones'] = [plain(known())]): Snapshot {
  return { zones, peers: plain(new Map([['a1', [PEER]]])) };
}

function textOf(value: Snapshot): string {
  return [...snapshotText(value)].join('');
}

/** The text of a snapshot of one zone, with other values in the zone's line. */
function changed(change: Readonly<Record<string, unknown>>): string {
  const [header, line = ''] = textOf(snapshot()).split('\n');
  return [header, JSON.stringify({ ...JSON.parse(line), ...change })].join('\n');
}

/** A JSON value as it is after it was sent: without negative zeros and with nothing undefined. */
const json = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const anyPrototype = { noNullPrototype: true };

/** Texts and ids as the service layer hands them over. */
const words = fc.string({ unit: 'binary' }).map((raw) => cleanText(raw));
const anyId = fc.stringMatching(/^[\w-]{1,64}$/).map((id) => plain<Id>(id));

const noticeWith = (chain: fc.Arbitrary<ApiNotice[]>): fc.Arbitrary<ApiNotice> =>
  fc.record(
    {
      code: optional(fc.integer()),
      message: words,
      documentationUrl: optional(fc.webUrl().map((url) => cleanText(url))),
      pointer: optional(words),
      chain,
    },
    anyPrototype,
  );
const notice = noticeWith(fc.array(noticeWith(fc.constant([])), { maxLength: 2 }));

const apiResult = fc.oneof(
  fc.constant(null),
  fc.dictionary(fc.string(), json, anyPrototype),
  fc.tuple(fc.constantFrom(...Object.keys(API_RESULT)), json).map(([key, value]) => ({
    ...API_RESULT,
    [key]: value,
  })),
);

const read = fc
  .record({
    result: apiResult,
    readAt: fc.nat({ max: NOW * 2 }),
    messages: fc.array(notice, { maxLength: 3 }),
  })
  .map(({ result, readAt, messages }) => ({ incoming: readIncoming(result), readAt, messages }));
const unread = fc.constant({ incoming: undefined, readAt: undefined, messages: [] });

const anyZone = fc
  .tuple(
    fc.record({
      id: anyId,
      name: words,
      account: optional(fc.record({ id: anyId, name: words }, anyPrototype)),
      nameServers: fc.array(words),
    }),
    fc.oneof(read, unread),
  )
  .map(([names, facts]) => ({ ...names, ...facts }));

const anyPeers = fc
  .array(fc.record({ id: anyId, name: json, ip: fc.string(), port: fc.nat(), ixfr_enable: fc.boolean() }))
  .map((list) => readPeers(list) ?? []);

const anySnapshot: fc.Arbitrary<Snapshot> = fc.record(
  {
    zones: fc.array(anyZone, { maxLength: 8 }),
    peers: fc.array(fc.tuple(anyId, anyPeers), { maxLength: 3 }).map((entries) => new Map(entries)),
  },
  anyPrototype,
);

describe('the snapshot of an identity', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(anySnapshot, (value) => assert.deepEqual(readSnapshot(textOf(value)), value)));
  });

  it('holds thousands of zones', () => {
    const zones = Array.from({ length: 1234 }, (_, index) => known(zone({ id: `z${index}` })));
    assert.deepEqual(readSnapshot(textOf(snapshot(plain(zones)))), snapshot(plain(zones)));
  });

  it('has the zones that are listed for it, and the peers of their accounts', () => {
    const other = { id: 'a2', name: 'Another' };
    const zones = [
      zone({ id: 'mine' }),
      zone({ id: 'ours', readerIds: ['you', 'me'] }),
      zone({ id: 'yours', readerIds: ['you'], account: other }),
      zone({ id: 'added', origin: 'added' }),
      zone({ id: 'homeless', account: undefined }),
    ];
    const taken = takeSnapshot('me', zones, (accountId) => [plain({ ...PEER, id: plain(accountId) })]);
    assert.deepEqual(
      taken.zones.map(({ id }) => id),
      ['mine', 'ours', 'homeless'],
    );
    assert.deepEqual([...taken.peers.keys()], ['a1']);
  });

  it('tells nothing of who may read a zone, nor why it could not be read', () => {
    const failure = failed('forbidden', { detail: 'a detail', ray: 'a ray' });
    const text = textOf(
      takeSnapshot(
        'key-me@example.com',
        [zone({ readerIds: ['key-me@example.com'], failure })],
        () => undefined,
      ),
    );
    assert.match(text, /"soa_serial":2019102400/);
    assert.doesNotMatch(text, /me@example\.com|forbidden|a detail|a ray/);
  });

  it('keeps the other zones when one nests deeper than can be written', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const zones = [known(zone({ id: 'deep', incoming: incoming({ extra: deep }) })), known()];
    assert.deepEqual(readSnapshot(textOf(snapshot(plain(zones)))), snapshot([plain(known())]));
  });
});

describe('reading a snapshot', () => {
  it('never throws, whatever the text', () => {
    const lines = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), { maxLength: 5 });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readSnapshot(text)));
    fc.assert(
      fc.property(lines, (entries) => {
        assert.deepEqual(readSnapshot(['{"version":1}', ...entries].join('\n')), {
          zones: [],
          peers: new Map(),
        });
      }),
    );
  });

  it('yields zones that can be shown, whatever became of a line', () => {
    const keys = ['id', 'name', 'account', 'nameServers', 'readAt', 'incoming', 'messages'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), json, (key, value) => {
        for (const read of readSnapshot(changed({ [key]: value }))?.zones ?? []) {
          assert.ok(read.id && typeof read.name === 'string');
          assert.equal(read.incoming === undefined, read.readAt === undefined);
          assert.ok(!Number.isNaN(new Date(read.readAt ?? 0).getTime()));
        }
      }),
    );
  });

  it('keeps what is whole of a text that is torn, at every byte', () => {
    const zones = ['z1', 'z2', 'z3'].map((id) =>
      known(zone({ id, messages: [NOTICE], name: 'bücher.example' })),
    );
    const bytes = Buffer.from(textOf(snapshot(plain(zones))));
    for (let length = 0; length <= bytes.length; length++) {
      const torn = readSnapshot(bytes.subarray(0, length).toString('utf8'));
      assert.deepEqual(torn?.zones ?? [], zones.slice(0, torn?.zones.length ?? 0));
    }
    assert.equal(readSnapshot(bytes.subarray(0, bytes.length - 9).toString('utf8'))?.zones.length, 2);
  });

  for (const [what, text] of [
    ['an empty text', ''],
    ['another version', textOf(snapshot()).replace('"version":1', '"version":2')],
    ['zeros, as a crash may leave them', '\0'.repeat(4096)],
    ['a file of something else', '[]'],
  ] as const) {
    it(`takes ${what} for no snapshot`, () => assert.equal(readSnapshot(text), undefined));
  }

  it('ignores fields and lines that it does not know', () => {
    const text = `${changed({ colour: 'red' })}\n{"colours":[]}\n`;
    assert.deepEqual(readSnapshot(text), snapshot());
  });

  it('takes a zone for unread when its config or its age cannot be told', () => {
    for (const change of [{ readAt: 'soon' }, { readAt: 1e300 }, { readAt: -1 }, { incoming: 'none' }]) {
      const [read] = readSnapshot(changed(change))?.zones ?? [];
      assert.equal(read?.name, 'example.com');
      assert.equal(read?.incoming, undefined);
      assert.equal(read?.readAt, undefined);
    }
  });

  it('tells an ill-typed field of a config, and keeps the rest', () => {
    const [read] = readSnapshot(changed({ incoming: { ...API_RESULT, soa_serial: 'x' } }))?.zones ?? [];
    assert.equal(read?.incoming?.problems[0]?.field, 'soa_serial');
    assert.equal(read?.incoming?.autoRefreshSeconds, 86_400);
  });

  it('takes peers that are no list for none', () => {
    const text = '{"version":1,"peers":[["a1","x"],["a2",[]]]}';
    assert.deepEqual(readSnapshot(text), {
      zones: [],
      peers: new Map([
        ['a1', []],
        ['a2', []],
      ]),
    });
  });
});
