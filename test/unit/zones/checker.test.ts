import assert from 'node:assert/strict';
import type { Peer } from '../../../src/cloudflare/peers.ts';
import { type SoaAnswer, unanswered } from '../../../src/dns/answer.ts';
import type { NameServerHost } from '../../../src/dns/nameServerLookup.ts';
import type { Reach } from '../../../src/dns/reach.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import type { Id } from '../../../src/text/id.ts';
import { Checker } from '../../../src/zones/checker.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { serial } from '../../support/values/checks.ts';
import { plain } from '../../support/values/plain.ts';
import { failed, incoming, NOW } from '../../support/values/zones.ts';

const HELD = 2_019_102_400;
const KEY: TsigKey = { name: 'key.example', algorithm: 'hmac-sha256', secret: 'c2VjcmV0' };
const ACCOUNT = { id: 'a1', name: 'Example Registry' };
const NS1: Peer = {
  id: plain('p1'),
  name: plain('ns1'),
  ip: plain('192.0.2.1'),
  port: 53,
  ixfr: true,
  tsigId: undefined,
};
const NS2: Peer = {
  ...NS1,
  id: plain('p2'),
  name: plain('ns2'),
  ip: plain('2001:db8::2'),
  port: 5353,
  tsigId: plain('t2'),
};

interface Scenario {
  readonly account?: typeof ACCOUNT | undefined;
  readonly peers?: readonly Peer[];
  readonly tags?: readonly string[] | null;
}

/** One zone, z1, that was read, and servers that say what a test tells them to. */
function setUp({ account = ACCOUNT, peers = [NS1, NS2], tags = ['p1', 'p2'] }: Scenario = {}) {
  const store = new ZoneStore();
  const world = {
    now: NOW,
    answers: new Map<string, SoaAnswer>(),
    key: KEY as TsigKey | undefined,
    isSignedIn: true,
    reach: new Map<string, Reach>(),
    asksPrivate: false,
    signIn: new AbortController(),
    hosts: [] as readonly NameServerHost[],
    gate: Promise.resolve(),
    asked: [] as string[],
    keys: [] as string[],
    signals: [] as AbortSignal[],
    refreshed: [] as string[],
    afterRefresh: () => {},
  };
  const checker = new Checker({
    store,
    ask: async (zone, { address, port }, { signal, tsig }) => {
      world.asked.push(`${zone} ${address} ${port}${tsig ? ` with ${tsig.name}` : ''}`);
      world.signals.push(signal);
      await world.gate;
      return world.answers.get(address) ?? serial(HELD);
    },
    lookUp: async () => world.hosts,
    access: (zone) =>
      world.isSignedIn
        ? {
            signal: world.signIn.signal,
            tsig: async (tsigId) => {
              world.keys.push(`${tsigId} of ${zone.id}`);
              return world.key;
            },
          }
        : undefined,
    reachOf: (address) => world.reach.get(address) ?? 'public',
    asksPrivate: () => world.asksPrivate,
    refreshZone: async (zoneId) => {
      world.refreshed.push(zoneId);
      world.afterRefresh();
    },
    now: () => world.now,
  });
  store.setIdentities(['me']);
  const list = (...ids: readonly string[]) =>
    store.listed(
      'me',
      {
        zones: plain(ids.map((id) => ({ id, name: `${id}.example`, account, nameServers: ['ns.example'] }))),
        complete: true,
        failure: undefined,
      },
      NOW,
    );
  const read = (id: string, soa_serial: number | undefined = HELD) =>
    store.read(id, 'me', { ok: true, value: incoming({ soa_serial, peers: tags }), messages: [] }, world.now);
  list('z1');
  store.peersRead('a1', { ok: true, value: peers, messages: [] });
  read('z1');
  const check = () => store.zones.get('z1')?.check;
  const primaries = () => check()?.primaries ?? [];
  return { store, world, checker, list, read, check, primaries };
}

describe('a check of a zone', () => {
  it('asks each primary and each name server once, and keeps what they said with the time and the serial held', async () => {
    const { world, checker, check } = setUp();
    world.hosts = [
      { host: 'ns.example', servers: [{ address: '203.0.113.1', port: 53 }], failure: undefined },
    ];
    await checker.checkZone('z1');
    assert.deepEqual(world.asked.toSorted(), [
      'z1.example 192.0.2.1 53',
      'z1.example 2001:db8::2 5353 with key.example',
      'z1.example 203.0.113.1 53',
    ]);
    assert.deepEqual(world.keys, ['t2 of z1']);
    assert.deepEqual(check(), {
      at: NOW,
      held: HELD,
      primaries: [
        {
          tag: 'p1',
          name: 'ns1',
          at: '192.0.2.1:53',
          answer: serial(HELD),
          notAsked: undefined,
          signed: false,
          since: NOW,
        },
        {
          tag: 'p2',
          name: 'ns2',
          at: '[2001:db8::2]:5353',
          answer: serial(HELD),
          notAsked: undefined,
          signed: true,
          since: NOW,
        },
      ],
      nameServers: [{ name: 'ns.example', at: '203.0.113.1:53', answer: serial(HELD) }],
    });
    assert.deepEqual(world.refreshed, []);
  });

  it('asks without a signature, and says so, where the key cannot be had', async () => {
    const { world, checker, primaries } = setUp();
    world.key = undefined;
    await checker.checkZone('z1');
    assert.ok(world.asked.includes('z1.example 2001:db8::2 5353'));
    assert.equal(primaries()[1]?.signed, false);
  });

  it('asks the first address of a name server, and none that has no address', async () => {
    const { world, checker, check } = setUp({ tags: [] });
    const address = (last: number) => ({ address: `203.0.113.${last}`, port: 53 });
    world.hosts = [
      { host: 'a.example', servers: [address(1), address(2)], failure: undefined },
      { host: 'b.example', servers: [], failure: 'ENOTFOUND' },
    ];
    await checker.checkZone('z1');
    assert.deepEqual(
      check()?.nameServers.map(({ name, at }) => [name, at]),
      [['a.example', '203.0.113.1:53']],
    );
  });

  it('asks no address that Cloudflare cannot reach, unless the person wants it', async () => {
    const { world, checker, primaries } = setUp();
    world.reach.set('192.0.2.1', 'private').set('2001:db8::2', 'none');
    await checker.checkZone('z1');
    assert.deepEqual(world.asked, []);
    assert.deepEqual(
      primaries().map(({ notAsked }) => notAsked),
      ['private-address', 'unusable-address'],
    );
    world.asksPrivate = true;
    await checker.checkZone('z1');
    assert.deepEqual(world.asked, ['z1.example 192.0.2.1 53']);
  });

  it('asks no name server at an address that Cloudflare cannot have', async () => {
    const { world, checker, check } = setUp({ tags: [] });
    world.reach.set('10.0.0.1', 'private');
    const servers = ['10.0.0.1', '203.0.113.1'].map((address) => ({ address, port: 53 }));
    world.hosts = [{ host: 'ns.example', servers, failure: undefined }];
    await checker.checkZone('z1');
    assert.deepEqual(
      check()?.nameServers.map(({ at }) => at),
      ['203.0.113.1:53'],
    );
  });

  it('asks so many peers of a zone and no more', async () => {
    const peers = Array.from({ length: 40 }, (_, index) => ({ ...NS1, id: plain<Id>(`p${index}`) }));
    const { world, checker, primaries } = setUp({ peers, tags: peers.map(({ id }) => id) });
    await checker.checkZone('z1');
    assert.equal(world.asked.length, 30);
    assert.equal(primaries().filter(({ notAsked }) => notAsked === 'too-many').length, 10);
  });

  it('asks nothing without a sign-in that may read the zone', async () => {
    const { world, checker, check } = setUp();
    world.isSignedIn = false;
    await checker.checkZone('z1');
    assert.deepEqual([world.asked, world.keys, check()], [[], [], undefined]);
  });

  it('stops with the sign-in, and keeps nothing of it', async () => {
    const { world, checker, check } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.gate = promise;
    const checked = checker.checkZone('z1');
    await new Promise(setImmediate);
    world.signIn.abort();
    assert.ok(world.signals.length > 0 && world.signals.every(({ aborted }) => aborted));
    resolve();
    await checked;
    assert.equal(check(), undefined);
  });

  it('asks under one signal however often it checks, so that months of checks leave nothing behind', async () => {
    const { world, checker } = setUp();
    for (let times = 0; times < 3; times += 1) await checker.checkZone('z1');
    assert.ok(world.signals.length >= 6);
    assert.equal(new Set(world.signals).size, 1);
  });

  for (const [why, peer, at] of [
    ['no-address', { ...NS1, ip: undefined }, ''],
    ['port-zero', { ...NS1, port: 0 }, '192.0.2.1'],
    ['port-zero', { ...NS1, port: undefined }, '192.0.2.1'],
  ] as const) {
    it(`does not ask a peer at "${at}" and says why: ${why}`, async () => {
      const { world, checker, primaries } = setUp({ peers: [peer], tags: ['p1'] });
      await checker.checkZone('z1');
      assert.deepEqual(world.asked, []);
      assert.deepEqual(primaries(), [
        { tag: 'p1', name: 'ns1', at, answer: undefined, notAsked: why, signed: false, since: undefined },
      ]);
    });
  }

  it('calls a peer by its tag that the account does not have, and says that it is gone', async () => {
    const { checker, primaries } = setUp({ peers: [], tags: ['p1'] });
    await checker.checkZone('z1');
    assert.deepEqual(
      primaries().map(({ name, notAsked, at }) => [name, notAsked, at]),
      [['p1', 'gone', '']],
    );
  });

  it('calls no peer gone where the account’s peers could not be read', async () => {
    const { store, checker, primaries } = setUp({ peers: [], tags: ['p1'] });
    store.peersRead('a1', { ok: false, failure: failed('forbidden') });
    await checker.checkZone('z1');
    assert.equal(primaries()[0]?.notAsked, 'unknown');
  });

  it('calls no peer gone where the account is not known', async () => {
    const { store, checker, list, read, primaries } = setUp({ account: undefined, tags: ['p1'] });
    store.setIdentities([]);
    store.setIdentities(['me']);
    list('z1');
    read('z1');
    await checker.checkZone('z1');
    assert.equal(primaries()[0]?.notAsked, 'unknown');
  });

  it('asks nobody for a zone that has no config, was not read, or is not known', async () => {
    const { store, world, checker, list, check } = setUp();
    list('z1', 'unread');
    store.read('z1', 'me', { ok: true, value: null, messages: [] }, NOW);
    await checker.checkZones(['z1', 'unread', 'gone']);
    assert.deepEqual(world.asked, []);
    assert.equal(check(), undefined);
    assert.deepEqual(world.refreshed, []);
  });

  it('keeps a check without primaries where the API does not tell the peers', async () => {
    const { checker, check } = setUp({ tags: null });
    await checker.checkZone('z1');
    assert.deepEqual(check()?.primaries, []);
  });

  it('is one for everybody who asks meanwhile, and another afterwards', async () => {
    const { world, checker } = setUp({ tags: ['p1'] });
    await Promise.all([checker.checkZone('z1'), checker.checkZone('z1'), checker.checkZones(['z1'])]);
    assert.equal(world.asked.length, 1);
    await checker.checkZone('z1');
    assert.equal(world.asked.length, 2);
  });

  it('reads zone and servers again before it says that they differ', async () => {
    const { world, checker, read, check } = setUp({ tags: ['p1'] });
    world.answers.set('192.0.2.1', serial(HELD + 1));
    world.afterRefresh = () => read('z1', HELD + 1);
    await checker.checkZone('z1');
    assert.deepEqual(world.refreshed, ['z1']);
    assert.equal(world.asked.length, 2);
    assert.equal(check()?.held, HELD + 1);
  });

  it('looks twice and no more, where they still differ', async () => {
    const { world, checker } = setUp({ tags: ['p1'] });
    world.answers.set('192.0.2.1', serial(HELD + 1));
    await checker.checkZone('z1');
    assert.equal(world.asked.length, 2);
  });

  it('looks again where a name server of Cloudflare’s serves an older copy', async () => {
    const { world, checker } = setUp({ tags: ['p1'] });
    world.hosts = [
      { host: 'ns.example', servers: [{ address: '203.0.113.1', port: 53 }], failure: undefined },
    ];
    world.answers.set('203.0.113.1', serial(HELD - 1));
    await checker.checkZone('z1');
    assert.deepEqual(world.refreshed, ['z1']);
  });

  it('does not look again where all is in step but one primary that does not answer', async () => {
    const { world, checker } = setUp();
    world.answers.set('192.0.2.1', unanswered({ kind: 'refused' }));
    await checker.checkZone('z1');
    assert.deepEqual(world.refreshed, []);
  });

  it('does not look again at a zone that is gone by then', async () => {
    const { store, world, checker } = setUp({ tags: ['p1'] });
    world.answers.set('192.0.2.1', serial(HELD + 1));
    const gate = Promise.withResolvers<void>();
    world.gate = gate.promise;
    const checked = checker.checkZone('z1');
    store.setIdentities([]);
    gate.resolve();
    await checked;
    assert.deepEqual(world.refreshed, []);
  });

  it('remembers since when a primary has its serial, as long as that is the same', async () => {
    const { world, checker, primaries } = setUp();
    await checker.checkZone('z1');
    world.now = NOW + 1000;
    world.answers.set('2001:db8::2', serial(HELD + 1));
    await checker.checkZone('z1');
    world.now = NOW + 2000;
    await checker.checkZone('z1');
    assert.deepEqual(
      primaries().map(({ since }) => since),
      [NOW, NOW + 1000],
    );
  });

  it('knows since when only of a serial, and of none that a primary had before it fell silent', async () => {
    const { world, checker, primaries } = setUp({ tags: ['p1'] });
    await checker.checkZone('z1');
    world.answers.set('192.0.2.1', unanswered({ kind: 'timeout', waited: 1 }));
    await checker.checkZone('z1');
    assert.equal(primaries()[0]?.since, undefined);
    world.answers.delete('192.0.2.1');
    world.now = NOW + 1000;
    await checker.checkZone('z1');
    assert.equal(primaries()[0]?.since, NOW + 1000);
  });

  it('follows a refresh, for the zones that were read since they were checked', async () => {
    const { world, checker, list, read } = setUp({ tags: ['p1'] });
    list('z1', 'z2', 'unread');
    await checker.checkRefreshed();
    assert.deepEqual(world.asked, ['z1.example 192.0.2.1 53']);
    await checker.checkRefreshed();
    assert.equal(world.asked.length, 1);
    world.now = NOW + 1000;
    read('z2');
    await checker.checkRefreshed();
    assert.deepEqual(world.asked.slice(1), ['z2.example 192.0.2.1 53']);
    world.now = NOW + 2000;
    read('z1');
    await checker.checkRefreshed();
    assert.deepEqual(world.asked.slice(2), ['z1.example 192.0.2.1 53']);
  });

  it('does not follow what was merely brought back from a file', async () => {
    const { store, world, checker, list } = setUp({ tags: ['p1'] });
    store.setIdentities([]);
    store.setIdentities(['me']);
    const known = { id: 'z1', name: 'z1.example', account: ACCOUNT, messages: [] };
    store.restore('me', {
      zones: [plain({ ...known, incoming: incoming({ peers: ['p1'] }), readAt: NOW })],
      peers: new Map([['a1', [NS1]]]),
    });
    list('z1');
    await checker.checkRefreshed();
    assert.deepEqual(world.asked, []);
  });

  it('is given up and forgotten when the checker is disposed of', async () => {
    const { world, checker, check } = setUp({ tags: ['p1'] });
    const gate = Promise.withResolvers<void>();
    world.gate = gate.promise;
    world.hosts = [
      { host: 'ns.example', servers: [{ address: '203.0.113.1', port: 53 }], failure: undefined },
    ];
    const checked = checker.checkZone('z1');
    await Promise.resolve();
    checker.dispose();
    gate.resolve();
    await checked;
    assert.equal(check(), undefined);
    assert.equal(world.signals.length, 2);
    assert.ok(world.signals.every(({ aborted }) => aborted));
  });
});
