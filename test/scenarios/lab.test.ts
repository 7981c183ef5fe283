import assert from 'node:assert/strict';
import { systemDnsClock } from '../../src/dns/dnsClock.ts';
import type { ServerAddress } from '../../src/dns/serverAddress.ts';
import type { TsigKey } from '../../src/dns/tsigKey.ts';
import { standing, type Verdict } from '../../src/zones/verdict.ts';
import { demoWorld } from '../support/api/demoWorld.ts';
import { DEMO_CREDENTIALS, type PeerRecord, type World } from '../support/api/world.ts';
import { ensureNameServers } from '../support/dns/ensureNameServers.ts';
import { startForwarder } from '../support/dns/forwarder.ts';
import { freeServer } from '../support/dns/freeServer.ts';
import { startKnotPrimary } from '../support/dns/knotPrimary.ts';
import { type Secondary, startKnotSecondary } from '../support/dns/knotSecondary.ts';
import { startNsdPrimary } from '../support/dns/nsdPrimary.ts';
import { until } from '../support/dns/until.ts';
import type { LabZone } from '../support/dns/zoneFile.ts';
import { Desk, type DeskOptions, type Found } from '../support/lab/desk.ts';
import { LAB_SERIAL, type Lab, startLab } from '../support/lab/lab.ts';

const STEADY = 'steady.lab.example';
const MOVING = 'moving.lab.example';
const FORCED = 'forced.lab.example';
const REWOUND = 'rewound.lab.example';
const SPLIT = 'split.lab.example';
const SINGLE = 'single.lab.example';
const ZONES = [STEADY, MOVING, FORCED, REWOUND, SPLIT, SINGLE];
const LATER = LAB_SERIAL + 2;
const MINUTE = 60_000;

const kinds = ({ verdicts }: Found): readonly string[] => verdicts.map(({ kind }) => kind);

function verdict<K extends Verdict['kind']>({ verdicts }: Found, kind: K): Extract<Verdict, { kind: K }> {
  const found = verdicts.find((one): one is Extract<Verdict, { kind: K }> => one.kind === kind);
  assert.ok(found, `no ${kind} among ${JSON.stringify(verdicts)}`);
  return found;
}

/** What is wrong with the only peer. */
function trouble(found: Found): string {
  assert.equal(found.check.primaries.length, 1);
  return verdict(found, 'primary-trouble').trouble;
}

describe('zones beside real name servers', function () {
  this.timeout(120_000);

  let lab: Lab;

  before(async function () {
    this.timeout(300_000);
    await ensureNameServers();
    lab = await startLab(ZONES);
  });
  after(() => lab?.[Symbol.asyncDispose]());

  /** An API that knows the lab, and nothing else. */
  function labWorld(): World {
    const world: World = { ...demoWorld(Date.now()), accounts: [], zones: [], peers: [], tsigs: [] };
    lab.join(world);
    return world;
  }

  /** The same, where a zone has other peers. */
  function worldWith(name: string, peers: readonly PeerRecord[], secondary?: Secondary): World {
    const world = labWorld();
    const tags = peers.map(({ id }) => id);
    world.zones = [lab.zone(name, tags, secondary)];
    world.peers.push(...peers);
    return world;
  }

  /** Checks a zone whose only peer is this server. */
  async function checkAt(server: ServerAddress, options?: DeskOptions): Promise<Found> {
    await using desk = await Desk.open(worldWith(STEADY, [lab.peer('Only', server)]), options);
    return await desk.check(STEADY);
  }

  async function checkWith(change: Partial<PeerRecord>): Promise<Found> {
    const peer = { ...lab.peer('Only', lab.knot.server), ...change };
    await using desk = await Desk.open(worldWith(STEADY, [peer]));
    return await desk.check(STEADY);
  }

  /** Checks again until it finds no verdict but `in-step`. */
  async function inStepAgain(desk: Desk, name: string): Promise<Found> {
    return await until(
      `${name} to be in step`,
      () => desk.check(name),
      (found) => kinds(found).join() === 'in-step',
    );
  }

  describe('serials', () => {
    it('are in step', async () => {
      await using desk = await Desk.open(labWorld());
      const found = await desk.check(STEADY);
      assert.deepEqual(found.verdicts, [{ kind: 'in-step', serial: LAB_SERIAL }]);
      assert.equal(standing(found.zone, found.check), 'in-step');
      assert.deepEqual(
        found.check.primaries.map(({ name, at, answer }) => [name, at, answer?.kind]),
        [lab.knot, lab.nsd].map(({ server }, index) => [
          ['Knot DNS', 'NSD'][index],
          `${server.address}:${server.port}`,
          'ok',
        ]),
      );
    });

    it('fall behind without a NOTIFY, and catch up with one', async () => {
      await using desk = await Desk.open(labWorld());
      await desk.check(MOVING);
      const start = Date.now();
      for (const primary of [lab.knot, lab.nsd]) await primary.setSerial(MOVING, LATER, { notify: false });
      const behind = await desk.check(MOVING);
      const { by, held, newest, since = 0 } = verdict(behind, 'behind');
      assert.deepEqual([by, held, newest.serial], [2, LAB_SERIAL, LATER]);
      assert.ok(since >= start && since <= Date.now());
      assert.deepEqual(kinds(behind), ['behind'], 'a NOTIFY may be on its way');
      assert.equal(standing(behind.zone, behind.check), 'behind');
      desk.pass(MINUTE);
      const later = await desk.check(MOVING);
      assert.equal(verdict(later, 'behind').since, since, 'it is still since then');
      const missing = verdict(later, 'notify-missing');
      assert.ok(missing.checkedAt < start && missing.since === since);
      await lab.nsd.notify(MOVING);
      assert.equal(verdict(await inStepAgain(desk, MOVING), 'in-step').serial, LATER);
    });

    it('catch up when the API is asked to transfer', async () => {
      const world = labWorld();
      world.tokens[0]?.permissions.add('DNS Write');
      await using desk = await Desk.open(world);
      for (const primary of [lab.knot, lab.nsd]) await primary.setSerial(FORCED, LATER, { notify: false });
      assert.equal(verdict(await desk.check(FORCED), 'behind').by, 2);
      const id = world.zones.find(({ name }) => name === FORCED)?.id;
      const answer = await fetch(`${desk.service.api.url}/zones/${id}/secondary_dns/force_axfr`, {
        method: 'POST',
        headers: { authorization: `Bearer ${DEMO_CREDENTIALS.full}` },
      });
      assert.equal(answer.status, 200);
      assert.equal(verdict(await inStepAgain(desk, FORCED), 'in-step').serial, LATER);
    });

    it('are ahead of primaries that went back', async () => {
      await using desk = await Desk.open(labWorld());
      for (const primary of [lab.knot, lab.nsd]) await primary.setSerial(REWOUND, LAB_SERIAL - 7);
      const found = await desk.check(REWOUND);
      const { by, held, newest } = verdict(found, 'ahead');
      assert.deepEqual([by, held, newest.serial], [7, LAB_SERIAL, LAB_SERIAL - 7]);
      assert.deepEqual(kinds(found), ['ahead']);
      assert.equal(standing(found.zone, found.check), 'out-of-step');
    });

    it('differ among primaries that disagree', async () => {
      await using desk = await Desk.open(labWorld());
      await lab.nsd.setSerial(SPLIT, LATER, { notify: false });
      const found = await desk.check(SPLIT);
      assert.deepEqual(kinds(found), ['behind', 'disagree']);
      assert.deepEqual(
        verdict(found, 'disagree').primaries.map(({ name, serial }) => [name, serial]),
        [
          ['Knot DNS', LAB_SERIAL],
          ['NSD', LATER],
        ],
      );
    });

    it('stay behind where only the older primary is asked', async () => {
      const { server } = lab.knot;
      const options = { zones: [SINGLE], primaries: [server], key: lab.key };
      await using secondary = await startKnotSecondary(options);
      const peers = [lab.peer('First', server), lab.peer('Second', lab.nsd.server)];
      await using desk = await Desk.open(worldWith(SINGLE, peers, secondary));
      await inStepAgain(desk, SINGLE);
      await lab.nsd.setSerial(SINGLE, LATER, { notify: false });
      const before = await desk.check(SINGLE);
      assert.deepEqual(kinds(before), ['behind', 'disagree']);
      await secondary.refresh(SINGLE);
      const { since = 0 } = verdict(before, 'behind');
      await until(
        'a check since',
        () => secondary.held(SINGLE),
        (held) => held !== undefined && held.checkedAt >= since,
      );
      const found = await desk.check(SINGLE);
      assert.deepEqual(kinds(found), ['behind', 'one-primary-asked', 'disagree']);
      const { asked, newer } = verdict(found, 'one-primary-asked');
      assert.deepEqual([asked.name, newer.name], ['First', 'Second']);
    });
  });

  describe('zones that were never transferred', () => {
    it('have a primary that answers, where only the transfer fails', async () => {
      await using secondary = await startKnotSecondary({ zones: [STEADY], primaries: [lab.knot.server] });
      const world = worldWith(STEADY, [lab.peer('Only', lab.knot.server)], secondary);
      await using desk = await Desk.open(world);
      const found = await desk.check(STEADY);
      assert.deepEqual(found.verdicts, [{ kind: 'never-transferred', reachable: true }]);
      assert.equal(standing(found.zone, found.check), undefined);
    });

    it('may have none', async () => {
      const server = await freeServer();
      await using secondary = await startKnotSecondary({ zones: [STEADY], primaries: [server] });
      await using desk = await Desk.open(worldWith(STEADY, [lab.peer('Only', server)], secondary));
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['never-transferred', 'primary-trouble']);
      assert.equal(verdict(found, 'never-transferred').reachable, false);
    });
  });

  describe('primaries', () => {
    const other = 'other.lab.example';
    const parent = (rest: Partial<LabZone>): LabZone => ({ name: 'lab.example', serial: 1, ...rest });

    it('may be dead, and others not', async () => {
      await using dead = await startKnotPrimary({ zones: [{ name: STEADY, serial: LAB_SERIAL }] });
      await dead.stop();
      const peers = [lab.peer('Dead', dead.server), lab.peer('Alive', lab.nsd.server)];
      await using desk = await Desk.open(worldWith(STEADY, peers));
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['in-step', 'primary-trouble']);
      const { primary, trouble } = verdict(found, 'primary-trouble');
      assert.deepEqual([primary.name, trouble], ['Dead', 'closed-port']);
    });

    it('may hang', async () => {
      await using frozen = await startKnotPrimary({ zones: [{ name: STEADY, serial: LAB_SERIAL }] });
      await frozen.freeze();
      const found = await checkAt(frozen.server, { udpTimeout: 200 });
      assert.deepEqual(kinds(found), ['nothing-to-compare', 'primary-trouble']);
      assert.equal(trouble(found), 'silent');
    });

    it('may refuse', async () => {
      await using nsd = await startNsdPrimary({ zones: [{ name: other, serial: 1 }] });
      assert.equal(trouble(await checkAt(nsd.server)), 'refuses');
    });

    it('may refer to others', async () => {
      await using knot = await startKnotPrimary({ zones: [parent({ delegated: ['steady'] })] });
      assert.equal(trouble(await checkAt(knot.server)), 'lame');
    });

    it('may not know the zone', async () => {
      await using nsd = await startNsdPrimary({ zones: [parent({})] });
      assert.equal(trouble(await checkAt(nsd.server)), 'unknown-zone');
    });

    it('may be a forwarder, whose serial counts for nothing', async () => {
      await using forwarder = await startForwarder(lab.knot.server);
      const found = await checkAt(forwarder.server);
      assert.deepEqual(kinds(found), ['nothing-to-compare', 'primary-trouble']);
      assert.equal(trouble(found), 'not-authoritative');
    });

    it('may have let the zone expire', async () => {
      const zone = { name: STEADY, serial: LAB_SERIAL, refresh: 2, retry: 1, expire: 6 };
      await using origin = await startKnotPrimary({ zones: [zone] });
      await using middle = await startKnotSecondary({ zones: [STEADY], primaries: [origin.server] });
      await until(
        'the transfer',
        () => middle.held(STEADY),
        (held) => held !== undefined,
      );
      await origin.stop();
      await until(
        'the zone to expire',
        () => middle.held(STEADY),
        (held) => held === undefined,
        60_000,
      );
      assert.equal(trouble(await checkAt(middle.server)), 'expired');
    });

    it('may cut their answers, which come over TCP', async () => {
      const zones = [{ name: STEADY, serial: LAB_SERIAL }];
      await using knot = await startKnotPrimary({ zones, truncates: true });
      await using desk = await Desk.open(worldWith(STEADY, [lab.peer('Only', knot.server)]));
      await until(
        'an answer over TCP',
        async () => {
          const found = await desk.check(STEADY);
          assert.deepEqual(kinds(found), ['in-step']);
          return found.check.primaries[0]?.answer?.transport;
        },
        (transport) => transport === 'tcp',
      );
    });
  });

  describe('peers that cannot be asked', () => {
    for (const [what, change, why] of [
      ['without an address', { ip: '' }, 'no-address'],
      ['with port 0', { port: 0 }, 'port-zero'],
      ['of another account', { accountId: 'f'.repeat(32) }, 'gone'],
    ] as const) {
      it(what, async () => {
        const found = await checkWith(change);
        assert.deepEqual(kinds(found), ['nothing-to-compare', 'not-asked']);
        assert.equal(verdict(found, 'not-asked').why, why);
      });
    }

    it('are not said to be gone where peers may not be read', async () => {
      const credential = { kind: 'token', token: DEMO_CREDENTIALS.withoutAccountSettings } as const;
      await using desk = await Desk.open(labWorld(), { credential });
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['nothing-to-compare', 'not-asked', 'not-asked']);
      assert.equal(verdict(found, 'not-asked').why, 'unknown');
    });
  });

  describe('questions signed with the account’s TSIG', () => {
    async function checkSigned(change: Partial<TsigKey> = {}, options: DeskOptions = {}): Promise<Found> {
      const world = worldWith(STEADY, [lab.peer('Only', lab.knot.server)]);
      const { name, algorithm, secret } = { ...lab.key, ...change };
      world.tsigs = world.tsigs.map((tsig) => ({ ...tsig, name, algo: algorithm, secret }));
      await using desk = await Desk.open(world, { signs: true, ...options });
      const found = await desk.check(STEADY);
      const told = JSON.stringify(found) + desk.service.log.text;
      assert.ok(!told.includes(secret.replace(/=+$/, '')), 'the secret is nowhere');
      return found;
    }

    it('are answered by either implementation', async () => {
      await using desk = await Desk.open(labWorld(), { signs: true });
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['in-step']);
      assert.ok(found.check.primaries.every(({ signed }) => signed));
    });

    it('are signed only on demand', async () => {
      const found = await checkSigned({}, { signs: false });
      assert.deepEqual(kinds(found), ['in-step']);
      assert.ok(found.check.primaries.every(({ signed }) => !signed));
    });

    const wrong = Buffer.alloc(32, 7).toString('base64');
    for (const [what, change, problem] of [
      ['name', { name: 'other.lab.example.' }, 'bad-key'],
      ['secret', { secret: wrong }, 'bad-sig'],
      ['algorithm', { algorithm: 'hmac-sha512.' }, 'bad-key'],
    ] as const) {
      it(`are refused with another ${what}`, async () => {
        const found = await checkSigned(change);
        assert.equal(trouble(found), 'tsig');
        const answer = found.check.primaries[0]?.answer;
        assert.equal(answer?.kind === 'tsig' && answer.problem, problem);
      });
    }

    it('are refused when the clocks differ', async () => {
      const ahead = { ...systemDnsClock, epochSeconds: () => systemDnsClock.epochSeconds() + 3600 };
      const found = await checkSigned({}, { clock: ahead });
      assert.equal(trouble(found), 'tsig');
      const answer = found.check.primaries[0]?.answer;
      assert.ok(answer?.kind === 'tsig' && answer.problem === 'bad-time', JSON.stringify(answer));
      assert.ok(Math.abs((answer.skew ?? 0) + 3600) < 60);
    });

    it('are not asked with a key that cannot sign', async () => {
      const found = await checkSigned({ secret: 'not base64!' });
      assert.equal(trouble(found), 'tsig');
      assert.equal(found.check.primaries[0]?.answer?.kind, 'unusable-key');
    });
  });

  describe('Cloudflare’s name servers', () => {
    const host = 'ns0001.secondary.cloudflare.com';

    /** Where the name servers are, look by look; the last one stays. */
    function lookingUp(...looks: readonly ServerAddress[]): NonNullable<DeskOptions['lookUp']> {
      let look = 0;
      return async () => {
        const server = looks[Math.min(look++, looks.length - 1)];
        return [{ host, servers: server ? [server] : [], failure: undefined }];
      };
    }

    /** How often the zone's config was read. */
    const reads = ({ service }: Desk): number =>
      service.api.requests.filter(({ path }) => path.endsWith('/incoming')).length;

    it('serve what the API reports', async () => {
      await using desk = await Desk.open(labWorld(), { lookUp: lookingUp(lab.secondary.server) });
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['in-step']);
      assert.equal(found.check.nameServers[0]?.answer.kind, 'ok');
    });

    it('serve an older serial, which is said after a second look', async () => {
      await using old = await startKnotPrimary({ zones: [{ name: STEADY, serial: LAB_SERIAL - 1 }] });
      const world = worldWith(STEADY, [lab.peer('Only', lab.knot.server)]);
      await using desk = await Desk.open(world, { lookUp: lookingUp(old.server) });
      const found = await desk.check(STEADY);
      assert.deepEqual(kinds(found), ['in-step', 'name-server-older']);
      const { name, serial, held } = verdict(found, 'name-server-older');
      assert.deepEqual([name, serial, held], [host, LAB_SERIAL - 1, LAB_SERIAL]);
      assert.equal(reads(desk), 2);
    });

    it('are not blamed when they catch up meanwhile', async () => {
      await using old = await startKnotPrimary({ zones: [{ name: STEADY, serial: LAB_SERIAL - 1 }] });
      const world = worldWith(STEADY, [lab.peer('Only', lab.knot.server)]);
      const lookUp = lookingUp(old.server, lab.secondary.server);
      await using desk = await Desk.open(world, { lookUp });
      assert.deepEqual(kinds(await desk.check(STEADY)), ['in-step']);
      assert.equal(reads(desk), 2);
    });
  });
});
