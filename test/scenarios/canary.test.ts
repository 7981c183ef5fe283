import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Answer, htmlPage, refusal, success } from '../support/api/answer.ts';
import type { Misbehaviour } from '../support/api/faults.ts';
import { CANARIES, canaryWorld, echoes } from '../support/secrets/canary.ts';
import { outletsOf } from '../support/secrets/outlets.ts';
import { assertSecret } from '../support/secrets/search.ts';
import { startService } from '../support/service/service.ts';
import { FOREVER } from '../support/values/forever.ts';
import { plain } from '../support/values/plain.ts';

const ANY = /./;
const TIME_LIMIT = 300;

/** Every way in which an answer goes wrong, but for those that are only large. */
const FAULTS: readonly Misbehaviour[] = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 401 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 407 },
  { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
  { kind: 'status', status: 500 },
  { kind: 'headers', headers: { 'cf-ray': ['one', 'two'] } },
  { kind: 'rewrite', rewrite: (envelope) => ({ ...envelope, success: false }) },
  { kind: 'early-hints' },
  { kind: 'html' },
  { kind: 'not-json' },
  { kind: 'truncate' },
  { kind: 'redirect', location: 'http://127.0.0.1:1/' },
  { kind: 'reset-before' },
  { kind: 'reset-amid' },
  { kind: 'stall' },
  { kind: 'trickle', every: 100 },
];
const LARGE: readonly Misbehaviour[] = [
  { kind: 'huge', bytes: 70_000_000 },
  { kind: 'gzip-bomb', bytes: 70_000_000 },
];

const json = (body: unknown): Pick<Answer, 'headers' | 'body'> => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Answers that say what they were asked with, in every place that something is read from. */
function echoing(echo: string): readonly Answer[] {
  const notice = {
    code: 6003,
    message: `You sent ${echo}`,
    documentation_url: `https://example.com/?${encodeURIComponent(echo)}`,
    source: { pointer: `/${echo}` },
    error_chain: [{ code: 6111, message: echo }],
  };
  const config = {
    id: echo,
    name: `${echo}.`,
    checked_time: echo,
    peers: [echo],
    soa_serial: echo,
    extra: { [echo]: echo },
  };
  const listed = { id: 'a'.repeat(32), name: echo, account: { id: 'b'.repeat(32), name: echo } };
  const peer = { id: 'c'.repeat(32), name: echo, ip: echo, tsig_id: echo };
  const headers = {
    'cf-ray': echo,
    'content-type': `text/plain; x=${encodeURIComponent(echo)}`,
    'x-other': echo,
  };
  return [
    { status: 200, ...json({ success: false, errors: [notice], messages: [notice], result: null }) },
    { status: 200, ...json({ success: true, errors: [], messages: [notice], result: config }) },
    { status: 200, ...json({ success: true, result: [listed] }) },
    { status: 200, ...json({ success: true, result: [peer] }) },
    { status: 200, ...json({ success: true, result: { id: echo, status: 'active' } }) },
    { status: 403, ...json({ success: false, errors: [notice, echo] }) },
    { ...refusal(401, [{ code: 1000, message: echo }]), headers },
    { ...success(config), headers },
    { ...htmlPage(200, echo), headers },
    {
      status: 302,
      headers: { ...headers, location: `https://example.com/${encodeURIComponent(echo)}` },
      body: echo,
    },
  ];
}

describe('a credential', function () {
  this.timeout(60_000);

  for (const { secret, credential } of CANARIES) {
    describe(`of the kind ${credential.kind}`, () => {
      it('is told by nothing where all goes well', async () => {
        await using service = await startService(canaryWorld(Date.now()));
        const outlets = await outletsOf(service, credential);
        assert.match(outlets['the log'] ?? '', /200/);
        assertSecret(secret, outlets);
      });

      for (const fault of FAULTS) {
        const title = 'status' in fault ? `status ${fault.status}` : fault.kind;
        it(`is told by nothing after ${title}`, async () => {
          await using service = await startService(canaryWorld(Date.now()), TIME_LIMIT);
          service.api.faults.add({ ...fault, path: ANY });
          assertSecret(secret, await outletsOf(service, credential));
        });
      }

      for (const fault of LARGE) {
        it(`is told by nothing after ${fault.kind}`, async () => {
          await using service = await startService(canaryWorld(Date.now()), 30_000);
          service.api.faults.add({ ...fault, path: /incoming$/, times: 1 });
          assertSecret(secret, await outletsOf(service, credential));
        });
      }

      it('is told by nothing where nobody listens', async () => {
        const service = await startService(canaryWorld(Date.now()));
        await service.api.close();
        assertSecret(secret, await outletsOf(service, credential));
        await service[Symbol.asyncDispose]();
      });

      it('is told by nothing where the server sends back what it was sent', async () => {
        await using service = await startService(canaryWorld(Date.now()));
        for (const echo of echoes(secret)) {
          for (const answer of echoing(echo)) {
            const removeFault = service.api.faults.add({ kind: 'status', ...answer, path: ANY });
            assertSecret(secret, await outletsOf(service, credential));
            removeFault();
          }
        }
      });
    });
  }

  it('is told by nothing where what answers is not HTTP, and is the request itself', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using service = await startService(canaryWorld(Date.now()), TIME_LIMIT);
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/client/v4`;
    for (const { secret, credential } of CANARIES) {
      assertSecret(secret, await outletsOf({ ...service, api: { ...service.api, url } }, credential));
      const connection = service.cloudflare.connect(url, credential, FOREVER, () => {});
      const answer = await connection.getPeers(plain('a'), { signal: new AbortController().signal });
      assert.equal(answer.ok ? 'ok' : answer.failure.kind, 'unreachable');
    }
    server.close();
  });
});
