import assert from 'node:assert/strict';
import { NetworkTransport } from '../../../src/cloudflare/networkTransport.ts';
import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import { createAuthority } from '../../support/net/certificate.ts';
import { type ProxyOptions, startConnectProxy } from '../../support/net/connectProxy.ts';
import { collectLog } from '../../support/net/logLines.ts';
import { DEFAULT_NETWORK, networkOptions } from '../../support/net/networkOptions.ts';
import { outcome, requestTo } from '../../support/net/requests.ts';
import { closedAfterEachTest } from '../../support/net/started.ts';
import { type Handler, startTlsServer } from '../../support/net/tlsServer.ts';

/** A name that no resolver knows: only the proxy leads there. */
const API = 'https://api.invalid';
const CREDENTIAL = 'some one:canary-of-the-proxy';
const authority = createAuthority('Authority of the tests');
const identity = authority.issue(['api.invalid', 'localhost', '127.0.0.1']);
const answering: Handler = (_request, response) => void response.end('{}');

describe('a proxy', () => {
  const keep = closedAfterEachTest();
  const startApi = async (protocol: 'h1' | 'h2' = 'h2', handle = answering) =>
    keep(await startTlsServer(identity, protocol, handle));
  const startProxy = async (options: Partial<ProxyOptions> = {}) =>
    keep(await startConnectProxy({ target: (await startApi()).port, ...options }));
  const log = collectLog();

  function network(settings: Partial<NetworkSettings>, environment: Record<string, string> = {}) {
    return keep(
      new NetworkTransport(
        networkOptions({
          settings: () => ({ ...DEFAULT_NETWORK, ...settings }),
          environment,
          certificates: { rootCertificates: [], getCACertificates: () => [authority.cert] },
          log,
        }),
      ),
    );
  }

  for (const protocol of ['h1', 'h2'] as const) {
    it(`leads to an API that speaks ${protocol}`, async () => {
      const api = await startApi(protocol);
      const proxy = await startProxy({ target: api.port });
      const transport = network({ proxy: proxy.url });
      const answers = await Promise.all(
        ['/a', '/b', '/c'].map((path) => transport.send(requestTo(API, path))),
      );
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200],
      );
      assert.deepEqual(new Set(proxy.tunnels), new Set(['api.invalid:443']));
      assert.deepEqual(new Set(api.versions), new Set([protocol === 'h2' ? '2.0' : '1.1']));
    });
  }

  it('is found in the environment', async () => {
    const proxy = await startProxy();
    await network({}, { HTTPS_PROXY: proxy.host }).send(requestTo(API, '/'));
    assert.equal(proxy.tunnels.length, 1);
  });

  it('is passed by for a host that is excepted', async () => {
    const proxy = await startProxy();
    const sending = network({ proxy: proxy.url, noProxy: ['.invalid'] }).send(requestTo(API, '/'));
    assert.match(await outcome(sending), /^unreachable (ENOTFOUND|EAI_AGAIN)$/);
    assert.deepEqual(proxy.tunnels, []);
  });

  it('is passed by for this machine', async () => {
    const api = await startApi();
    const proxy = await startProxy();
    await network({ proxy: proxy.url }).send(requestTo(api.origin, '/'));
    assert.deepEqual(proxy.tunnels, []);
  });

  it('is given its credential, from its address or from http.proxyAuthorization', async () => {
    const proxy = await startProxy({ credential: CREDENTIAL });
    const url = proxy.url.replace('//', `//${CREDENTIAL.split(':').map(encodeURIComponent).join(':')}@`);
    await network({ proxy: url }).send(requestTo(API, '/'));
    const proxyAuthorization = `Basic ${Buffer.from(CREDENTIAL).toString('base64')}`;
    await network({ proxy: proxy.url, proxyAuthorization }).send(requestTo(API, '/'));
    assert.equal(proxy.tunnels.length, 2);
  });

  it('keeps its credential to itself: the API is not told, nor is the log', async () => {
    const seen: string[] = [];
    const api = await startApi('h1', (request, response) => {
      seen.push(JSON.stringify(request.headers));
      response.end('{}');
    });
    const proxy = await startProxy({ target: api.port, credential: CREDENTIAL });
    const url = proxy.url.replace('//', `//${encodeURI(CREDENTIAL)}@`);
    await network({ proxy: url }).send(requestTo(API, '/'));
    await outcome(network({ proxy: url.replace('canary', 'wrong-canary') }).send(requestTo(API, '/')));
    assert.equal(seen.length, 1);
    const encoded = Buffer.from(CREDENTIAL).toString('base64');
    for (const text of [...seen, ...log.lines]) {
      assert.doesNotMatch(text, /canary|proxy-authorization/);
      assert.ok(!text.includes(encoded.slice(0, -4)));
    }
    assert.ok(log.lines.some((line) => line.includes(proxy.url)));
  });

  it('that wants a credential is told apart', async () => {
    const proxy = await startProxy({ credential: CREDENTIAL });
    const url = proxy.url.replace('//', '//some:wrong@');
    for (const address of [proxy.url, url]) {
      assert.equal(
        await outcome(network({ proxy: address }).send(requestTo(API, '/'))),
        'unreachable PROXY_407',
      );
    }
  });

  it('that makes no tunnel is told apart', async () => {
    const proxy = await startProxy({ refuse: 503 });
    assert.equal(
      await outcome(network({ proxy: proxy.url }).send(requestTo(API, '/'))),
      'unreachable PROXY_503',
    );
  });

  it('that is not there is told apart', async () => {
    const proxy = await startConnectProxy({ target: 0 });
    await proxy.close();
    assert.equal(
      await outcome(network({ proxy: proxy.url }).send(requestTo(API, '/'))),
      'unreachable PROXY_ECONNREFUSED',
    );
  });

  describe('over TLS', () => {
    const own = createAuthority('Authority of the proxy');

    it('is taken with a trusted certificate', async () => {
      const proxy = await startProxy({ identity, credential: CREDENTIAL });
      const url = proxy.url.replace('//', `//${encodeURI(CREDENTIAL)}@`);
      assert.equal((await network({ proxy: url }).send(requestTo(API, '/'))).status, 200);
    });

    it('is refused with another, unless http.proxyStrictSSL is off', async () => {
      const proxy = await startProxy({ identity: own.issue(['localhost']) });
      assert.equal(
        await outcome(network({ proxy: proxy.url }).send(requestTo(API, '/'))),
        'unreachable PROXY_UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      );
      const lax = network({ proxy: proxy.url, proxyStrictSSL: false });
      assert.equal((await lax.send(requestTo(API, '/'))).status, 200);
    });

    it('lends the API no trust: its certificate is checked all the same', async () => {
      const api = keep(await startTlsServer(own.issue(['api.invalid']), 'h2', answering));
      const proxy = await startProxy({ target: api.port, identity });
      assert.equal(
        await outcome(network({ proxy: proxy.url, proxyStrictSSL: false }).send(requestTo(API, '/'))),
        'unreachable UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      );
    });
  });
});
