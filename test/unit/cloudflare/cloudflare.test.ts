import assert from 'node:assert/strict';
import pLimit from 'p-limit';
import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { Cloudflare } from '../../../src/cloudflare/cloudflare.ts';
import { writing } from '../../../src/cloudflare/whoami.ts';
import { refusal } from '../../support/api/answer.ts';
import { manyZones } from '../../support/api/manyZones.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../../support/api/world.ts';
import { HurriedClock } from '../../support/clock/hurriedClock.ts';
import { RecordingLog } from '../../support/service/recordingLog.ts';
import { patient, type Service, startService } from '../../support/service/service.ts';
import { plain } from '../../support/values/plain.ts';

const { signal } = patient();

describe('the service layer, over HTTP', () => {
  let service: Service;
  const idOf = (name: string): string => {
    const zone = service.api.world.zones.find((zone) => zone.name === name);
    assert.ok(zone, `the world has no ${name}`);
    return zone.id;
  };
  beforeEach(async () => {
    service = await startService(demoWorld(Date.now()));
  });
  afterEach(() => service[Symbol.asyncDispose]());

  it('lists secondary zones alone, also where the API ignores the type', async () => {
    service.api.world.ignoresZoneType = true;
    const { zones, complete } = await service.connect().listZones({ signal });
    const secondary = service.api.world.zones.filter(({ type }) => type === 'secondary');
    assert.equal(complete, true);
    assert.deepEqual(zones.map(({ name }) => name).toSorted(), secondary.map(({ name }) => name).toSorted());
  });

  it('reads a config', async () => {
    const answer = await service.connect().getIncoming(plain(idOf('example.net')), { signal });
    assert.ok(answer.ok && answer.value);
    assert.equal(answer.value.name, 'example.net.');
    assert.equal(answer.value.soaSerial, 48_211);
  });

  for (const name of ['empty.example', 'unconfigured.example']) {
    it(`takes ${name} for a zone without a config`, async () => {
      const answer = await service.connect().getIncoming(plain(idOf(name)), { signal });
      assert.deepEqual(answer.ok && answer.value, null);
    });
  }

  it('tells status, code and ray of a refusal', async () => {
    const token = { kind: 'token', token: DEMO_CREDENTIALS.withoutDns } as const;
    const answer = await service.connect(token).getIncoming(plain(idOf('example.com')), { signal });
    assert.ok(!answer.ok);
    assert.equal(answer.failure.kind, 'forbidden');
    assert.equal(answer.failure.status, 403);
    assert.equal(answer.failure.errors[0]?.code, 10000);
    assert.match(answer.failure.ray ?? '', /\S/);
  });

  it('reads the error chain of a malformed credential', async () => {
    const answer = await service
      .connect({ kind: 'token', token: 'x' })
      .getIncoming(plain(idOf('example.com')), { signal });
    assert.ok(!answer.ok);
    assert.equal(answer.failure.kind, 'unauthenticated');
    assert.equal(answer.failure.errors[0]?.chain[0]?.code, 6111);
  });

  it('reads the peers of an account, unset ones included', async () => {
    const account = service.api.world.accounts[0];
    assert.ok(account);
    const answer = await service.connect().getPeers(plain(account.id), { signal });
    assert.ok(answer.ok);
    assert.ok(answer.value.some(({ ip, port }) => ip === undefined && port === undefined));
    assert.ok(answer.value.some(({ ip }) => ip?.includes(':')));
  });

  it('takes email and key', async () => {
    const { email, key } = DEMO_CREDENTIALS;
    assert.equal(await service.cloudflare.key(email, key, service.api.url, signal), undefined);
    const wrong = await service.cloudflare.key(email, `${key.slice(0, -1)}0`, service.api.url, signal);
    assert.equal(wrong?.kind, 'unauthenticated');
  });

  it('shows no secret of a TSIG that the API sends back in another answer', async () => {
    const [tsig] = service.api.world.tsigs;
    assert.ok(tsig);
    const connection = service.connect();
    const read = () => connection.getTsig(plain(tsig.accountId), plain(tsig.id), { signal });
    for (const answer of [await read(), await read()]) {
      assert.equal(answer.ok && answer.value.secret, tsig.secret);
    }
    const errors = [{ code: 1, message: `It is ${tsig.secret}` }];
    service.api.faults.add({ kind: 'status', ...refusal(403, errors), path: /./ });
    for (const answer of [
      await read(),
      await connection.getIncoming(plain(idOf('example.com')), { signal }),
    ]) {
      assert.equal(!answer.ok && answer.failure.errors[0]?.message, 'It is [redacted]');
    }
    assert.doesNotMatch(service.log.text, new RegExp(tsig.secret.slice(0, 20)));
  });

  it('knows whose a credential is, and what it may do with zones', async () => {
    const { full, configOnly, email, key } = DEMO_CREDENTIALS;
    const ask = (credential: Credential) => service.cloudflare.whoami(credential, service.api.url, signal);
    const names = service.api.world.accounts.map(({ name }) => name);
    const reader = await ask({ kind: 'token', token: full });
    assert.deepEqual(reader?.accounts.toSorted(), names.toSorted());
    assert.deepEqual(reader?.permissions, ['#dns_records:read', '#zone:read']);
    assert.deepEqual(writing(reader?.permissions ?? []), []);
    const writer = await ask({ kind: 'key', email, key });
    assert.deepEqual(writing(writer?.permissions ?? []), ['#dns_records:edit', '#zone:edit']);
    assert.equal(await ask({ kind: 'token', token: configOnly }), undefined);
  });

  it('knows when a token expires', async () => {
    const [token] = service.api.world.tokens;
    assert.ok(token);
    token.expiresOn = '2027-01-31T00:00:00Z';
    const check = await service.cloudflare.token(token.secret, service.api.url, signal);
    assert.equal(check.kind === 'active' && check.expires, Date.UTC(2027, 0, 31));
  });

  const tokens = [
    [DEMO_CREDENTIALS.full, 'active'],
    [DEMO_CREDENTIALS.expired, 'inactive'],
    [DEMO_CREDENTIALS.disabled, 'inactive'],
    [DEMO_CREDENTIALS.accountOwned, 'active'],
    ['0'.repeat(40), 'failed'],
  ] as const;
  for (const [token, kind] of tokens) {
    it(`finds the token ${token} to be ${kind}`, async () => {
      assert.equal((await service.cloudflare.token(token, service.api.url, signal)).kind, kind);
    });
  }

  it('asks for the account of a token that no user owns and that lists no zones', async () => {
    const { tokens } = service.api.world;
    const owned = tokens.find(({ secret }) => secret === DEMO_CREDENTIALS.accountOwned);
    assert.ok(owned);
    tokens.splice(tokens.indexOf(owned), 1, { ...owned, permissions: new Set(['DNS Read']) });
    const { cloudflare, api } = service;
    const asked = await cloudflare.token(owned.secret, api.url, signal);
    assert.equal(asked.kind, 'needs-account');
    const named = await cloudflare.token(owned.secret, api.url, signal, plain(DEMO_CREDENTIALS.accountId));
    assert.equal(named.kind, 'active');
    const other = api.world.accounts.find(({ id }) => id !== DEMO_CREDENTIALS.accountId);
    const wrong = await cloudflare.token(owned.secret, api.url, signal, plain(other?.id));
    assert.equal(wrong.kind, 'failed');
  });

  it('never names the credential in the log', async () => {
    const connection = service.connect();
    await connection.listZones({ signal });
    await connection.getIncoming(plain('nonsense'), { signal });
    assert.ok(service.log.lines.length > 1);
    assert.ok(!service.log.text.includes(DEMO_CREDENTIALS.full));
  });

  it('sends an id as one segment of the path, whatever is in it', async () => {
    await service.connect().getIncoming(plain('../../user/tokens'), { signal });
    assert.ok(service.api.requests.every(({ path }) => path.endsWith('/secondary_dns/incoming')));
  });
});

describe('an answer that arrives as the sign-in ends', () => {
  it('is not read, for its credential is no longer taken out', async () => {
    const life = new AbortController();
    const token = DEMO_CREDENTIALS.full;
    const log = new RecordingLog();
    const echo = { success: false, errors: [{ code: 10000, message: token }] };
    const cloudflare = new Cloudflare({
      transport: {
        async send() {
          life.abort();
          return { status: 403, headers: { 'cf-ray': token }, body: JSON.stringify(echo) };
        },
        close: async () => {},
      },
      limit: pLimit(1),
      log,
      userAgent: 'test',
      clock: new HurriedClock(),
      random: Math.random,
      timeLimit: 1000,
    });
    const connection = cloudflare.connect(
      'https://api.example',
      { kind: 'token', token },
      life.signal,
      () => {},
    );
    const answer = await connection.getPeers(plain('a'), {});
    assert.equal(answer.ok ? 'ok' : answer.failure.kind, 'cancelled');
    assert.ok(!log.text.includes(token), log.text);
  });
});

describe('a list of many pages', () => {
  it('costs a request for each 50 zones', async () => {
    await using service = await startService(manyZones(120, Date.now()));
    const { zones, complete } = await service.connect().listZones({ signal });
    assert.equal(zones.length, 120);
    assert.equal(complete, true);
    assert.equal(service.api.requests.length, 3);
  });
});
