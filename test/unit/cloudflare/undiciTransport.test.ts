import assert from 'node:assert/strict';
import { constants } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { undiciTransport } from '../../../src/cloudflare/undiciTransport.ts';
import { createAuthority } from '../../support/net/certificate.ts';
import { listen, stop } from '../../support/net/listening.ts';
import { outcome, requestTo } from '../../support/net/requests.ts';
import { closedAfterEachTest } from '../../support/net/started.ts';
import { type Handler, type ServedResponse, startTlsServer } from '../../support/net/tlsServer.ts';

const MB = 1024 * 1024;
const authority = createAuthority('Authority of the tests');
const identity = authority.issue(['127.0.0.1']);

/** Writes zeros without end, as fast as they are taken. */
function pour(response: ServedResponse): void {
  const piece = Buffer.alloc(MB);
  let gone = false;
  response.once('close', () => {
    gone = true;
  });
  const more = () => {
    while (!gone && response.write(piece));
    response.once('drain', more);
  };
  more();
}

/** So many megabytes of zeros, a thousandth of that when compressed. */
function bomb(megabytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(MB));
  return Buffer.concat(Array.from({ length: megabytes }, () => member));
}

for (const protocol of ['h1', 'h2'] as const) {
  describe(`an exchange over ${protocol}`, () => {
    const keep = closedAfterEachTest();
    const serve = async (handle: Handler) => keep(await startTlsServer(identity, protocol, handle));
    const transport = () => keep(undiciTransport({ ca: [authority.cert] }));

    it('does not follow a redirect', async () => {
      const server = await serve((_request, response) => {
        response.writeHead(302, { location: 'https://elsewhere.example/' });
        response.end();
      });
      const { status, headers } = await transport().send(requestTo(server.origin, '/'));
      assert.equal(status, 302);
      assert.equal(headers.location, 'https://elsewhere.example/');
      assert.equal(server.versions.length, 1);
    });

    it('takes early hints, repeated headers and trailers', async () => {
      const server = await serve((_request, response) => {
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.writeHead(200, { 'x-twice': ['a', 'b'], trailer: 'x-last' });
        response.write('{"a":');
        response.addTrailers({ 'x-last': 'c' });
        response.end('1}');
      });
      const { status, headers, body } = await transport().send(requestTo(server.origin, '/'));
      assert.equal(status, 200);
      assert.equal(String(headers['x-twice']).replace(/\s/g, ''), 'a,b');
      assert.equal(body, '{"a":1}');
    });

    it('joins characters that were split between packets', async () => {
      const text = Buffer.from('"bücher-例え"');
      const server = await serve((_request, response) => {
        response.write(text.subarray(0, 3));
        setImmediate(() => response.end(text.subarray(3)));
      });
      assert.equal((await transport().send(requestTo(server.origin, '/'))).body, '"bücher-例え"');
    });

    it('ends when its time is over, whether nothing or not all came', async () => {
      const server = await serve((request, response) => {
        if (request.url === '/amid') {
          response.write('{"a":');
        }
      });
      for (const path of ['/never', '/amid']) {
        assert.equal(
          await outcome(transport().send(requestTo(server.origin, path, { timeLimit: 100 }))),
          'timeout',
        );
      }
    });

    it('ends when it is cancelled, before it is sent or amid the answer', async () => {
      const server = await serve((_request, response) => void response.write('{"a":'));
      const sender = transport();
      assert.equal(
        await outcome(sender.send(requestTo(server.origin, '/', { signal: AbortSignal.abort() }))),
        'cancelled',
      );
      assert.equal(
        await outcome(sender.send(requestTo(server.origin, '/', { signal: AbortSignal.timeout(100) }))),
        'cancelled',
      );
    });

    it('is given up past 64 MB, whether the length was announced or not', async () => {
      const server = await serve((request, response) => {
        if (request.url === '/announced') {
          response.writeHead(200, { 'content-length': 100 * MB });
          response.write('{');
        } else {
          pour(response);
        }
      });
      for (const path of ['/announced', '/endless']) {
        assert.equal(await outcome(transport().send(requestTo(server.origin, path))), 'too-large');
      }
    });

    const encodings = [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
      ['X-GZip', gzipSync],
    ] as const;
    for (const [name, encode] of encodings) {
      it(`decodes “${name}”`, async () => {
        const server = await serve((_request, response) => {
          response.writeHead(200, { 'content-encoding': name });
          response.end(encode('{"ü":1}'));
        });
        assert.equal((await transport().send(requestTo(server.origin, '/'))).body, '{"ü":1}');
      });
    }

    it('tells a damaged encoding', async () => {
      const server = await serve((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync('{"a":1}').subarray(0, 12));
      });
      assert.equal(await outcome(transport().send(requestTo(server.origin, '/'))), 'unreachable Z_BUF_ERROR');
    });

    it('does not swell up over a gzip bomb', async () => {
      const body = bomb(1024);
      const server = await serve((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(body);
      });
      const before = process.memoryUsage().rss;
      assert.equal(
        await outcome(transport().send(requestTo(server.origin, '/'))),
        'too-large ERR_BUFFER_TOO_LARGE',
      );
      const grown = process.memoryUsage().rss - before;
      assert.ok(grown < 256 * MB, `${Math.round(grown / MB)} MB`);
    });
  });
}

describe('many exchanges over one HTTP/2 connection', () => {
  const keep = closedAfterEachTest();
  const serve = async (handle: Handler) => keep(await startTlsServer(identity, 'h2', handle));
  const transport = () => keep(undiciTransport({ ca: [authority.cert] }));

  it('share it', async () => {
    const server = await serve((request, response) => void response.end(request.url));
    const sender = transport();
    const paths = Array.from({ length: 50 }, (_, index) => `/${index}`);
    const answers = await Promise.all(paths.map((path) => sender.send(requestTo(server.origin, path))));
    assert.deepEqual(
      answers.map(({ body }) => body),
      paths,
    );
    assert.equal(server.connections, 1);
  });

  it('do not end with one that is cancelled, too slow or too large', async () => {
    const gate = Promise.withResolvers<void>();
    const good = 'x'.repeat(4 * MB);
    const server = await serve((request, response) => {
      if (request.url === '/large') {
        pour(response);
      } else if (request.url === '/good') {
        void gate.promise.then(() => response.end(good));
      } else {
        response.write('{');
      }
    });
    const sender = transport();
    const waiting = sender.send(requestTo(server.origin, '/good'));
    const outcomes = await Promise.all([
      outcome(sender.send(requestTo(server.origin, '/large'))),
      outcome(sender.send(requestTo(server.origin, '/cancelled', { signal: AbortSignal.timeout(100) }))),
      outcome(sender.send(requestTo(server.origin, '/slow', { timeLimit: 100 }))),
    ]);
    assert.deepEqual(outcomes, ['too-large', 'cancelled', 'timeout']);
    gate.resolve();
    assert.equal((await waiting).body, good);
    assert.equal(server.connections, 1);
  });

  it('survive a GOAWAY: what it accepted is answered, the rest is asked on a new connection', async () => {
    let first = true;
    const server = await serve((request, response) => {
      if (first) {
        first = false;
        const session = response.stream?.session;
        session?.goaway(constants.NGHTTP2_NO_ERROR, response.stream?.id);
      }
      setImmediate(() => response.end(request.url));
    });
    const sender = transport();
    const paths = Array.from({ length: 10 }, (_, index) => `/${index}`);
    const answers = await Promise.all(paths.map((path) => sender.send(requestTo(server.origin, path))));
    assert.deepEqual(
      answers.map(({ body }) => body),
      paths,
    );
    assert.equal((await sender.send(requestTo(server.origin, '/later'))).body, '/later');
    assert.equal(server.connections, 2);
  });

  it('fail, one by one, where every connection is met with GOAWAY', async () => {
    const server = await serve((_request, response) => {
      response.stream?.session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 0);
    });
    const sender = transport();
    const outcomes = await Promise.all(
      ['/a', '/b', '/c'].map((path) => outcome(sender.send(requestTo(server.origin, path)))),
    );
    assert.ok(
      outcomes.every((text) => text.startsWith('unreachable ')),
      outcomes.join(', '),
    );
  });

  it('are asked on a new connection after the old one was cut', async () => {
    let cut = true;
    const server = await serve((_request, response) => {
      if (cut) {
        cut = false;
        response.stream?.session?.destroy();
      } else {
        response.end('good');
      }
    });
    const sender = transport();
    assert.match(await outcome(sender.send(requestTo(server.origin, '/'))), /^unreachable /);
    assert.equal((await sender.send(requestTo(server.origin, '/'))).body, 'good');
  });
});

describe('the wait for a connection', () => {
  it('is part of the time of an exchange', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    const port = await listen(silent);
    const transport = undiciTransport();
    try {
      const sending = transport.send(requestTo(`https://127.0.0.1:${port}`, '/', { timeLimit: 100 }));
      assert.equal(await outcome(sending), 'timeout');
    } finally {
      await transport.close();
      await stop(silent, sockets);
    }
  });
});
