import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { DEMO_CREDENTIALS } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, incomingPath } from './harness.ts';

describe('Faults of the embedded API', () => {
  const api = apiForEachTest();
  const path = /^\/zones/;

  /** A request whose answer is not read yet, over a connection of its own. */
  const start = (target = '/zones?page=1'): ClientRequest =>
    get(api().url + target, { headers: bearer(DEMO_CREDENTIALS.full), agent: false });

  const answerOf = async (request: ClientRequest): Promise<IncomingMessage> => {
    const [response] = await once(request, 'response');
    return response;
  };

  it('harms the paths that it names, as often as it says', async () => {
    api().faults.add({ kind: 'status', path: /^\/zones\?.*page=2/, times: 2, status: 502 });
    const statuses: number[] = [];
    for (const page of [1, 2, 2, 2]) {
      statuses.push((await ask(api(), `/zones?page=${page}`)).status);
    }
    assert.deepEqual(statuses, [200, 502, 502, 200]);
  });

  it('lasts until it is taken back', async () => {
    const remove = api().faults.add({ kind: 'status', path, status: 503 });
    assert.equal((await ask(api(), '/zones')).status, 503);
    remove();
    assert.equal((await ask(api(), '/zones')).status, 200);
    api().faults.add({ kind: 'status', path, status: 503 });
    api().faults.clear();
    assert.equal((await ask(api(), '/zones')).status, 200);
  });

  it('status: an answer of the test’s own, with the headers of the API', async () => {
    const headers = { 'retry-after': '7', 'content-type': 'text/plain' };
    api().faults.add({ kind: 'status', path, status: 429, headers, body: 'slow down' });
    const answer = await ask(api(), '/zones');
    assert.deepEqual([answer.status, answer.text], [429, 'slow down']);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.ok(answer.headers.get('cf-ray'));
  });

  it('headers: sends a header more than once', async () => {
    api().faults.add({ kind: 'headers', path, headers: { 'x-twice': ['a', 'b'] } });
    const response = await answerOf(start());
    response.resume();
    assert.deepEqual(response.headersDistinct['x-twice'], ['a', 'b']);
    assert.equal(response.statusCode, 200);
  });

  it('rewrite: changes the honest envelope', async () => {
    api().faults.add({
      kind: 'rewrite',
      path,
      rewrite: (envelope) => ({ ...envelope, result_info: { total_pages: 999 } }),
    });
    const { json } = await ask(api(), '/zones');
    assert.ok(Array.isArray(json.result));
    assert.equal(json.result_info?.total_pages, 999);
  });

  it('early-hints: a 103 comes first', async () => {
    api().faults.add({ kind: 'early-hints', path });
    const request = start();
    const informed = once(request, 'information');
    const response = await answerOf(request);
    response.resume();
    const [{ statusCode }] = await informed;
    assert.deepEqual([statusCode, response.statusCode], [103, 200]);
  });

  it('delay: the honest answer waits for the gate', async () => {
    const { promise: gate, resolve } = Promise.withResolvers<void>();
    api().faults.add({ kind: 'delay', path, gate, times: 1 });
    const order: string[] = [];
    const slow = ask(api(), '/zones').then(({ status }) => order.push(`slow ${status}`));
    while (api().requests.length === 0) {
      await new Promise((turn) => setImmediate(turn));
    }
    await ask(api(), '/zones').then(() => order.push('quick'));
    resolve();
    await slow;
    assert.deepEqual(order, ['quick', 'slow 200']);
  });

  it('html and not-json: HTTP 200 with something else', async () => {
    api().faults.add({ kind: 'html', path, times: 1 });
    const html = await ask(api(), '/zones');
    assert.equal(html.status, 200);
    assert.match(html.text, /^<!DOCTYPE html>/);
    api().faults.add({ kind: 'not-json', path });
    const other = await ask(api(), '/zones');
    assert.deepEqual([other.status, other.headers.get('content-type')], [200, 'application/json']);
    assert.throws(() => other.json, SyntaxError);
  });

  it('truncate: half the JSON, as a complete answer', async () => {
    const whole = await ask(api(), '/zones');
    api().faults.add({ kind: 'truncate', path });
    const half = await ask(api(), '/zones');
    assert.ok(whole.text.startsWith(half.text) && half.text.length < whole.text.length);
    assert.throws(() => half.json, SyntaxError);
  });

  it('redirect: to wherever it says', async () => {
    api().faults.add({ kind: 'redirect', path, location: 'http://127.0.0.1:9/elsewhere' });
    const { status, headers } = await ask(api(), '/zones');
    assert.deepEqual([status, headers.get('location')], [302, 'http://127.0.0.1:9/elsewhere']);
  });

  it('reset-before: no answer', async () => {
    api().faults.add({ kind: 'reset-before', path });
    await assert.rejects(answerOf(start()), { code: 'ECONNRESET' });
  });

  it('reset-amid: an answer that does not end', async () => {
    api().faults.add({ kind: 'reset-amid', path });
    const response = await fetch(`${api().url}/zones`, { headers: bearer(DEMO_CREDENTIALS.full) });
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
  });

  it('stall: closing the API ends it', async () => {
    api().faults.add({ kind: 'stall', path });
    const failed = assert.rejects(answerOf(start()), { code: 'ECONNRESET' });
    while (api().requests.length === 0) {
      await new Promise((turn) => setImmediate(turn));
    }
    await api().close();
    await failed;
  });

  it('trickle: a byte at a time, until the client hangs up', async () => {
    api().faults.add({ kind: 'trickle', path, every: 1 });
    const response = await answerOf(start());
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk);
      if (chunks.length === 5) {
        break;
      }
    }
    assert.match(Buffer.concat(chunks).toString(), /^\{"res/);
  });

  it('trickle: comes whole to whoever waits', async () => {
    api().faults.add({ kind: 'trickle', path, every: 0 });
    const { json } = await ask(api(), incomingPath(api().world, 'empty.example'));
    assert.equal(json.result, null);
  });

  it('huge: so many bytes of JSON', async () => {
    api().faults.add({ kind: 'huge', path, bytes: 3_000_001 });
    const { text: body, json } = await ask(api(), '/zones');
    assert.deepEqual([body.length, json.success], [3_000_001, true]);
  });

  it('huge: ends when the client hangs up', async () => {
    api().faults.add({ kind: 'huge', path, bytes: 1e12, times: 1 });
    (await answerOf(start())).destroy();
    assert.equal((await ask(api(), '/zones')).status, 200);
  });

  it('gzip-bomb: few bytes that become many', async () => {
    api().faults.add({ kind: 'gzip-bomb', path, bytes: 3_000_001 });
    const response = await answerOf(start());
    const packed = await buffer(response);
    assert.equal(response.headers['content-encoding'], 'gzip');
    assert.ok(packed.length < 30_000);
    assert.equal(gunzipSync(packed).length, 3_000_001);
  });
});
