import assert from 'node:assert/strict';
import { ProxyAgent, fetch as undiciFetch } from 'undici';
import { hostFetchTransport } from '../../../src/cloudflare/hostFetchTransport.ts';
import { NetworkTransport } from '../../../src/cloudflare/networkTransport.ts';
import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import { createAuthority } from '../../support/net/certificate.ts';
import { type ConnectProxy, startConnectProxy } from '../../support/net/connectProxy.ts';
import { closedPort } from '../../support/net/listening.ts';
import { collectLog } from '../../support/net/logLines.ts';
import { DEFAULT_NETWORK, networkOptions } from '../../support/net/networkOptions.ts';
import { outcome, requestTo } from '../../support/net/requests.ts';
import { closedAfterEachTest } from '../../support/net/started.ts';
import { type Handler, startTlsServer } from '../../support/net/tlsServer.ts';

/** Where nobody answers a direct connection, and which does not count as this machine. */
const API = `https://0.0.0.0:${await closedPort()}`;
const authority = createAuthority('Authority of the tests');
const identity = authority.issue(['0.0.0.0', '127.0.0.1']);
const certificates = { rootCertificates: [], getCACertificates: () => [authority.cert] };
const answering: Handler = (_request, response) => void response.end('{}');

describe('the host’s own fetch', () => {
  const keep = closedAfterEachTest();
  const log = collectLog();

  /** A fetch that goes through a proxy of its own, as VS Code's does for one that a PAC script names. */
  function hostFetch(proxy: ConnectProxy): typeof globalThis.fetch {
    const dispatcher = keep(new ProxyAgent({ uri: proxy.url, requestTls: { ca: authority.cert } }));
    const proxied = (url: string, init: object) => undiciFetch(url, { ...init, dispatcher });
    return proxied as unknown as typeof globalThis.fetch;
  }

  async function corporate(handle: Handler = answering, settings: Partial<NetworkSettings> = {}) {
    const api = keep(await startTlsServer(identity, 'h2', handle));
    const proxy = keep(await startConnectProxy({ target: api.port }));
    const transport = keep(
      new NetworkTransport(
        networkOptions({
          settings: () => ({ ...DEFAULT_NETWORK, ...settings }),
          certificates,
          fetch: hostFetch(proxy),
          log,
        }),
      ),
    );
    return { api, proxy, transport };
  }

  it('serves where no direct connection can be made, and the log says so once', async () => {
    const { transport, proxy } = await corporate();
    for (const path of ['/a', '/b']) {
      assert.equal((await transport.send(requestTo(API, path))).body, '{}');
    }
    assert.equal(new Set(proxy.tunnels).size, 1);
    assert.deepEqual(
      log.lines.filter((line) => line.includes('serves')),
      [
        `${API}: no direct connection (ECONNREFUSED); VS Code's own fetch serves, and VS Code checks the certificate.`,
      ],
    );
  });

  it('is not asked with http.proxySupport off', async () => {
    const { transport, proxy } = await corporate(answering, { proxySupport: 'off' });
    assert.equal(await outcome(transport.send(requestTo(API, '/'))), 'unreachable ECONNREFUSED');
    assert.deepEqual(proxy.tunnels, []);
  });

  it('is not asked where the connection was made', async () => {
    const asked: string[] = [];
    const api = keep(
      await startTlsServer(identity, 'h2', (_request, response) => response.stream?.destroy()),
    );
    const transport = keep(
      new NetworkTransport(
        networkOptions({
          certificates,
          fetch: (url) => {
            asked.push(String(url));
            return Promise.reject(new TypeError('fetch failed'));
          },
        }),
      ),
    );
    const origin = `https://0.0.0.0:${api.port}`;
    assert.match(await outcome(transport.send(requestTo(origin, '/'))), /^unreachable /);
    assert.deepEqual(asked, []);
  });

  it('leaves the first failure to be told when it fails too', async () => {
    const transport = keep(new NetworkTransport(networkOptions({ certificates })));
    assert.equal(await outcome(transport.send(requestTo(API, '/'))), 'unreachable ECONNREFUSED');
  });

  it('is bounded in size and time, cancelled, and follows no redirect', async () => {
    const { transport } = await corporate((request, response) => {
      switch (request.url) {
        case '/redirect':
          response.writeHead(307, { location: 'https://elsewhere.example/' });
          response.end();
          return;
        case '/large':
          for (let megabytes = 0; megabytes < 9; megabytes++) {
            response.write(Buffer.alloc(1024 * 1024));
          }
          response.end();
          return;
        default:
          response.write('{');
      }
    });
    assert.equal((await transport.send(requestTo(API, '/redirect'))).status, 307);
    assert.equal(await outcome(transport.send(requestTo(API, '/large'))), 'too-large');
    assert.equal(await outcome(transport.send(requestTo(API, '/stall', { timeLimit: 300 }))), 'timeout');
    const signal = AbortSignal.timeout(100);
    assert.equal(await outcome(transport.send(requestTo(API, '/stall', { signal }))), 'cancelled');
  });

  it('tells why it failed', async () => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const transport = hostFetchTransport(
      () => Promise.reject(new TypeError('fetch failed', { cause })),
      () => true,
    );
    assert.equal(await outcome(transport.send(requestTo(API, '/'))), 'unreachable ENOTFOUND');
  });
});

describe('changed settings', () => {
  const keep = closedAfterEachTest();

  it('are taken up by later requests, while those under way end as they began', async () => {
    const gate = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const api = keep(
      await startTlsServer(identity, 'h2', (request, response) => {
        if (request.url === '/slow') {
          arrived.resolve();
          void gate.promise.then(() => response.end('slow'));
        } else {
          response.end('quick');
        }
      }),
    );
    const proxies = [
      keep(await startConnectProxy({ target: api.port })),
      keep(await startConnectProxy({ target: api.port })),
    ] as const;
    let proxy = proxies[0].url;
    const transport = keep(
      new NetworkTransport(networkOptions({ settings: () => ({ ...DEFAULT_NETWORK, proxy }), certificates })),
    );
    const slow = transport.send(requestTo(API, '/slow'));
    await arrived.promise;
    proxy = proxies[1].url;
    transport.renew();
    assert.equal((await transport.send(requestTo(API, '/quick'))).body, 'quick');
    gate.resolve();
    assert.equal((await slow).body, 'slow');
    assert.deepEqual(
      proxies.map(({ tunnels }) => tunnels.length),
      [1, 1],
    );
  });

  it('close the connections that nothing needs any more', async () => {
    const api = keep(await startTlsServer(identity, 'h2', answering));
    const proxy = keep(await startConnectProxy({ target: api.port }));
    const transport = keep(
      new NetworkTransport(
        networkOptions({ settings: () => ({ ...DEFAULT_NETWORK, proxy: proxy.url }), certificates }),
      ),
    );
    await transport.send(requestTo(API, '/'));
    const [session] = api.sessions;
    const closed = new Promise((resolve) => session?.once('close', resolve));
    transport.renew();
    await closed;
    assert.equal(api.sessions.size, 0);
  });

  it('do not matter to what ends with the transport', async () => {
    const arrived = Promise.withResolvers<void>();
    const api = keep(await startTlsServer(identity, 'h2', () => arrived.resolve()));
    const transport = new NetworkTransport(networkOptions({ certificates }));
    const sending = outcome(transport.send(requestTo(api.origin, '/')));
    await arrived.promise;
    transport.renew();
    await transport.close();
    assert.match(await sending, /^unreachable /);
  });
});
