import assert from 'node:assert/strict';
import type { FailureKind } from '../../src/cloudflare/failure.ts';
import type { Misbehaviour } from '../support/api/faults.ts';
import { manyZones } from '../support/api/manyZones.ts';
import { startApi } from '../support/api/server.ts';
import { patient, type Service, startService } from '../support/service/service.ts';
import { plain } from '../support/values/plain.ts';

const { signal } = patient();
const INCOMING = /incoming$/;

/** The result of the first answer, for all the later ones. */
const repeated = (() => {
  let first: unknown;
  return (envelope: Record<string, unknown>): unknown => {
    first ??= envelope.result;
    return first;
  };
})();

describe('an answer that goes wrong', function () {
  this.timeout(60_000);
  let service: Service;
  const zoneId = () => service.api.world.zones[0]?.id ?? '';
  const read = () => service.connect().getIncoming(plain(zoneId()), { signal });
  beforeEach(async () => {
    service = await startService(manyZones(120, Date.now()), 1500);
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const lasting: readonly (readonly [string, Misbehaviour, FailureKind])[] = [
    ['a reset before the answer', { kind: 'reset-before' }, 'unreachable'],
    ['a reset amid the body', { kind: 'reset-amid' }, 'unreachable'],
    ['a stall', { kind: 'stall' }, 'timeout'],
    ['a trickle that never ends in time', { kind: 'trickle', every: 100 }, 'timeout'],
    ['truncated JSON', { kind: 'truncate' }, 'not-json'],
    ['HTML with status 200', { kind: 'html' }, 'not-json'],
    ['an outage in HTML', { kind: 'status', status: 503, body: '<html>' }, 'server'],
    [
      'success: false with status 200',
      { kind: 'rewrite', rewrite: (envelope) => ({ ...envelope, success: false }) },
      'rejected',
    ],
    [
      'an envelope without success',
      { kind: 'rewrite', rewrite: ({ result }) => ({ result }) },
      'unexpected-shape',
    ],
    [
      'a result of another shape',
      { kind: 'rewrite', rewrite: (envelope) => ({ ...envelope, result: [1] }) },
      'unexpected-shape',
    ],
    [
      'a revoked token',
      {
        kind: 'status',
        status: 401,
        body: '{"success":false,"errors":[{"code":1000,"message":"Invalid API Token"}]}',
      },
      'unauthenticated',
    ],
    [
      'a 429 that is not JSON',
      { kind: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '0' } },
      'rate-limited',
    ],
  ];
  for (const [title, fault, kind] of lasting) {
    it(`${title} ends in ${kind}`, async () => {
      service.api.faults.add({ ...fault, path: INCOMING });
      const answer = await read();
      assert.equal(answer.ok ? 'ok' : answer.failure.kind, kind);
    });
  }

  const large: readonly (readonly [string, Misbehaviour])[] = [
    ['an answer of 100 MB', { kind: 'huge', bytes: 100_000_000 }],
    ['a gzip bomb', { kind: 'gzip-bomb', bytes: 200_000_000 }],
  ];
  for (const [title, fault] of large) {
    it(`${title} is not read to its end`, async () => {
      await using leisurely = await startService(manyZones(1, Date.now()), 30_000);
      leisurely.api.faults.add({ ...fault, path: INCOMING });
      const before = process.memoryUsage().rss;
      const answer = await leisurely
        .connect()
        .getIncoming(plain(leisurely.api.world.zones[0]?.id ?? ''), { signal });
      assert.equal(answer.ok ? 'ok' : answer.failure.kind, 'too-large');
      assert.ok(process.memoryUsage().rss - before < 300_000_000, 'too much memory was taken');
    });
  }

  for (const kind of ['reset-before', 'reset-amid'] as const) {
    it(`is asked for again after ${kind}, and then served`, async () => {
      service.api.faults.add({ kind, path: INCOMING, times: 2 });
      assert.equal((await read()).ok, true);
    });
  }

  it('minds neither early hints nor headers that come twice', async () => {
    service.api.faults.add({ kind: 'early-hints', path: INCOMING, times: 1 });
    assert.equal((await read()).ok, true);
    const twice = { 'cf-ray': ['one', 'two'], ratelimit: ['"default";r=9;t=9', '"default";r=1;t=1'] };
    service.api.faults.add({ kind: 'headers', headers: twice, path: INCOMING, times: 1 });
    assert.equal((await read()).ok, true);
  });

  it('does not carry the credential to where a redirect points', async () => {
    const elsewhere = await startApi(manyZones(1, Date.now()));
    service.api.faults.add({ kind: 'redirect', location: `${elsewhere.url}/zones`, path: INCOMING });
    const answer = await read();
    assert.equal(answer.ok ? 'ok' : answer.failure.kind, 'rejected');
    assert.equal(elsewhere.requests.length, 0);
    await elsewhere.close();
  });

  it('is given up at once when nobody waits for it any more', async () => {
    service.api.faults.add({ kind: 'stall', path: INCOMING });
    const abort = new AbortController();
    const asked = service.connect().getIncoming(plain(zoneId()), { signal: abort.signal });
    abort.abort();
    const answer = await asked;
    assert.equal(answer.ok ? 'ok' : answer.failure.kind, 'cancelled');
  });

  const loops: readonly (readonly [string, (envelope: Record<string, unknown>) => unknown, RegExp])[] = [
    [
      'a page that repeats',
      (envelope) => ({ ...envelope, result: repeated(envelope), result_info: { total_pages: 9 } }),
      /zones\?/,
    ],
    [
      'pages that are empty though more are announced',
      (envelope) => ({ ...envelope, result: [], result_info: { total_pages: 9 } }),
      /page=[23]/,
    ],
  ];
  for (const [title, rewrite, path] of loops) {
    it(`a list ends with ${title}, and is partial`, async () => {
      service.api.faults.add({ kind: 'rewrite', rewrite, path });
      const { zones, complete } = await service.connect().listZones({ signal });
      assert.equal(complete, false);
      assert.ok(zones.length > 0 && zones.length <= 120);
      assert.ok(service.api.requests.length < 6);
    });
  }

  it('a list follows a count of pages that grows no further than there are zones', async () => {
    service.api.faults.add({
      kind: 'rewrite',
      path: /zones\?/,
      rewrite: (envelope) => ({ ...envelope, result_info: { total_pages: 1_000_000 } }),
    });
    const { zones, complete } = await service.connect().listZones({ signal });
    assert.equal(zones.length, 120);
    assert.equal(complete, false);
  });

  it('keeps what was read of a list before a page failed', async () => {
    service.api.faults.add({ kind: 'status', status: 500, body: 'x', path: /page=2/ });
    const { zones, complete, failure } = await service.connect().listZones({ signal });
    assert.equal(zones.length, 50);
    assert.equal(complete, false);
    assert.equal(failure?.kind, 'server');
  });
});
