import assert from 'node:assert/strict';
import type { SoaAnswer } from '../../../src/dns/answer.ts';
import { type DnsClock, systemDnsClock } from '../../../src/dns/dnsClock.ts';
import { compareSerials } from '../../../src/dns/serial.ts';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { SoaClient, type SoaClientOptions } from '../../../src/dns/soaClient.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { ensureNameServers } from '../../support/dns/ensureNameServers.ts';
import { startForwarder } from '../../support/dns/forwarder.ts';
import { freeServer } from '../../support/dns/freeServer.ts';
import { startKnotPrimary } from '../../support/dns/knotPrimary.ts';
import { type Held, type Secondary, startKnotSecondary } from '../../support/dns/knotSecondary.ts';
import { startNsdPrimary } from '../../support/dns/nsdPrimary.ts';
import type { Primary, PrimaryOptions } from '../../support/dns/primary.ts';
import { serves } from '../../support/dns/serves.ts';
import { until } from '../../support/dns/until.ts';
import type { LabZone } from '../../support/dns/zoneFile.ts';

const ZONE = 'zone.test';
const SERIAL = 2_026_112_401;
const LATER = SERIAL + 1;
const EARLIER = SERIAL - 1;
/** IANA's Extended DNS Error that Knot gives for an expired zone. */
const INVALID_DATA = 24;

const zone: LabZone = { name: ZONE, serial: SERIAL, delegated: ['child'] };
const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((hash) => `hmac-${hash}`);
const keys: readonly TsigKey[] = algorithms.map((algorithm, index) => ({
  name: `key-${algorithm}`,
  algorithm,
  secret: Buffer.alloc(32, index + 1).toString('base64'),
}));
const key: TsigKey = { name: 'key-hmac-sha256', algorithm: 'hmac-sha256.', secret: keys[3]?.secret ?? '' };

async function ask(
  server: ServerAddress,
  name = ZONE,
  tsig?: TsigKey,
  options?: SoaClientOptions,
): Promise<SoaAnswer> {
  const client = new SoaClient(options);
  try {
    return await client.ask(name, server, tsig ? { tsig } : {});
  } finally {
    client.dispose();
  }
}

async function serialOf(server: ServerAddress): Promise<number> {
  const answer = await ask(server);
  assert.ok(answer.kind === 'ok', JSON.stringify(answer));
  return answer.soa.serial;
}

function inStep(secondary: Secondary, serial: number): Promise<Held | undefined> {
  return until(
    `serial ${serial}`,
    () => secondary.held(ZONE),
    (held) => held?.serial === serial,
  );
}

function clockAhead(seconds: number): DnsClock {
  return { ...systemDnsClock, epochSeconds: () => systemDnsClock.epochSeconds() + seconds };
}

interface Implementation {
  readonly name: string;
  readonly start: (options: PrimaryOptions) => Promise<Primary>;
  /** What comes of a key of the right name and secret, and another algorithm: NSD does not look at that. */
  readonly otherAlgorithm: SoaAnswer['kind'];
}

const implementations: readonly Implementation[] = [
  { name: 'Knot DNS', start: startKnotPrimary, otherAlgorithm: 'tsig' },
  { name: 'NSD', start: startNsdPrimary, otherAlgorithm: 'ok' },
];

describe('real name servers', function () {
  this.timeout(60_000);

  before(async function () {
    this.timeout(300_000);
    await ensureNameServers();
  });

  for (const { name, start, otherAlgorithm } of implementations) {
    describe(name, () => {
      let primary: Primary;

      before(async () => {
        primary = await start({ zones: [zone], keys });
      });
      after(() => primary[Symbol.asyncDispose]());

      it('tells the serial of its zone, before and after a change, and when it goes back', async () => {
        for (const serial of [SERIAL, LATER, EARLIER, SERIAL]) {
          await primary.setSerial(ZONE, serial);
          assert.equal(await serialOf(primary.server), serial);
        }
      });

      it('tells the times of the SOA', async () => {
        const answer = await ask(primary.server);
        const soa = { serial: SERIAL, refresh: 3600, retry: 1, expire: 1_209_600 };
        assert.deepEqual(answer, { kind: 'ok', soa, transport: 'udp', extendedErrors: [] });
      });

      for (const [what, asked, kind] of [
        ['refuses a zone that it does not serve', 'other.test', 'refused'],
        ['is lame for a child that it has delegated', `child.${ZONE}`, 'lame'],
        ['has no such zone', `none.${ZONE}`, 'nxdomain'],
        ['has no zone at a host', `www.${ZONE}`, 'no-soa'],
      ] as const) {
        it(what, async () => assert.equal((await ask(primary.server, asked)).kind, kind));
      }

      for (const signing of keys) {
        it(`signs with ${signing.algorithm}`, async () => {
          const answer = await ask(primary.server, ZONE, signing);
          assert.equal(answer.kind, 'ok', JSON.stringify(answer));
        });
      }

      for (const [what, wrong, problem] of [
        ['name', { name: 'other-key' }, 'bad-key'],
        ['secret', { secret: Buffer.alloc(32, 99).toString('base64') }, 'bad-sig'],
      ] as const) {
        it(`does not take a key of another ${what}`, async () => {
          const answer = await ask(primary.server, ZONE, { ...key, ...wrong });
          assert.ok(answer.kind === 'tsig' && answer.problem === problem, JSON.stringify(answer));
        });
      }

      it(`says ${otherAlgorithm} to a key of another algorithm`, async () => {
        const answer = await ask(primary.server, ZONE, { ...key, algorithm: 'hmac-sha512.' });
        assert.equal(answer.kind, otherAlgorithm);
        assert.ok(answer.kind !== 'tsig' || answer.problem === 'bad-key', JSON.stringify(answer));
      });

      for (const ahead of [3600, -3600]) {
        it(`tells a clock that is ${ahead} s ahead`, async () => {
          const answer = await ask(primary.server, ZONE, key, { clock: clockAhead(ahead) });
          assert.ok(answer.kind === 'tsig' && answer.problem === 'bad-time', JSON.stringify(answer));
          assert.ok(Math.abs((answer.skew ?? 0) + ahead) < 60, `${answer.skew} s`);
        });
      }

      it('is silent while it hangs, and answers again', async () => {
        await primary.freeze();
        const answer = await ask(primary.server, ZONE, undefined, { limits: { udpTimeout: 200 } });
        primary.thaw();
        assert.equal(answer.kind, 'timeout');
        assert.equal(await serialOf(primary.server), SERIAL);
      });
    });
  }

  it('tell a dead one by its closed port', async () => {
    await using primary = await startKnotPrimary({ zones: [zone] });
    await primary.stop();
    assert.equal((await ask(primary.server)).kind, 'closed-port');
  });

  it('are not authoritative behind a forwarder', async () => {
    await using primary = await startKnotPrimary({ zones: [zone] });
    await using forwarder = await startForwarder(primary.server);
    const answer = await ask(forwarder.server);
    assert.ok(answer.kind === 'not-authoritative' && answer.soa.serial === SERIAL, JSON.stringify(answer));
  });

  it('answer over TCP what they cut over UDP, signed too', async () => {
    await using primary = await startKnotPrimary({ zones: [zone], keys, truncates: true });
    const client = new SoaClient();
    for (const options of [{}, { tsig: key }]) {
      const asked = Array.from({ length: 20 }, () => client.ask(ZONE, primary.server, options));
      const answers = await Promise.all(asked);
      assert.ok(
        answers.every(({ kind }) => kind === 'ok'),
        JSON.stringify(answers),
      );
      assert.ok(answers.some(({ transport }) => transport === 'tcp'));
    }
    client.dispose();
  });

  it('disagree when one has the newer serial', async () => {
    await using knot = await startKnotPrimary({ zones: [zone] });
    await using nsd = await startNsdPrimary({ zones: [{ ...zone, serial: LATER }] });
    const [one, other] = [await serialOf(knot.server), await serialOf(nsd.server)];
    assert.equal(compareSerials(one, other), 'less');
  });
});

describe('a real secondary', function () {
  this.timeout(60_000);

  before(async function () {
    this.timeout(300_000);
    await ensureNameServers();
  });

  it('holds what either primary notifies, and says so over DNS', async () => {
    const server = await freeServer('127.0.0.4');
    const options = { zones: [zone], notifies: [server] };
    await using knot = await startKnotPrimary({ ...options, server: await freeServer('127.0.0.1') });
    await using nsd = await startNsdPrimary({ ...options, server: await freeServer('127.0.0.2') });
    const primaries = [knot.server, nsd.server];
    await using secondary = await startKnotSecondary({ server, zones: [ZONE], primaries });
    await inStep(secondary, SERIAL);
    await knot.setSerial(ZONE, LATER);
    await inStep(secondary, LATER);
    await nsd.setSerial(ZONE, LATER + 1);
    const held = await inStep(secondary, LATER + 1);
    await serves(secondary.server, ZONE, LATER + 1);
    assert.ok(Math.abs(Date.now() - (held?.checkedAt ?? 0)) < 60_000);
  });

  it('stays behind without a NOTIFY, until it checks', async () => {
    const server = await freeServer();
    await using primary = await startKnotPrimary({ zones: [zone], notifies: [server] });
    await using secondary = await startKnotSecondary({ server, zones: [ZONE], primaries: [primary.server] });
    const before = await inStep(secondary, SERIAL);
    await primary.setSerial(ZONE, LATER, { notify: false });
    assert.equal(await serialOf(primary.server), LATER);
    assert.deepEqual(secondary.held(ZONE), before);
    await secondary.refresh(ZONE);
    await inStep(secondary, LATER);
  });

  it('does not follow a serial that goes back, until it transfers anew', async () => {
    await using primary = await startKnotPrimary({ zones: [zone] });
    await using secondary = await startKnotSecondary({ zones: [ZONE], primaries: [primary.server] });
    await inStep(secondary, SERIAL);
    await primary.setSerial(ZONE, EARLIER);
    await secondary.refresh(ZONE).catch(() => undefined);
    await serves(secondary.server, ZONE, SERIAL);
    await secondary.retransfer(ZONE);
    await inStep(secondary, EARLIER);
  });

  it('has expired when the primary is gone for long', async () => {
    await using primary = await startKnotPrimary({ zones: [{ ...zone, refresh: 2, retry: 1, expire: 6 }] });
    await using secondary = await startKnotSecondary({ zones: [ZONE], primaries: [primary.server] });
    await inStep(secondary, SERIAL);
    await primary.stop();
    const answer = await until(
      'the zone to expire',
      () => ask(secondary.server),
      ({ kind }) => kind !== 'ok',
      40_000,
    );
    assert.equal(answer.kind, 'servfail');
    assert.deepEqual(
      answer.extendedErrors.map(({ code }) => code),
      [INVALID_DATA],
    );
    await until(
      'the log to say so',
      () => secondary.held(ZONE),
      (held) => held === undefined,
    );
  });

  it('transfers with the right key alone', async () => {
    await using primary = await startKnotPrimary({ zones: [zone], keys: [key], transferKey: key.name });
    const options = { zones: [ZONE], primaries: [primary.server] };
    await using unsigned = await startKnotSecondary(options);
    await using signed = await startKnotSecondary({ ...options, key });
    await inStep(signed, SERIAL);
    await unsigned.refresh(ZONE).catch(() => undefined);
    assert.equal(unsigned.held(ZONE), undefined);
  });
});
