import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { systemCertificates } from '../../../src/cloudflare/networkTransport.ts';
import { undiciTransport } from '../../../src/cloudflare/undiciTransport.ts';
import { createAuthority, type Identity } from '../../support/net/certificate.ts';
import { outcome, requestTo } from '../../support/net/requests.ts';
import { closedAfterEachTest } from '../../support/net/started.ts';
import { startTlsServer } from '../../support/net/tlsServer.ts';

const authority = createAuthority('Authority of the tests');
const identity = authority.issue(['127.0.0.1', 'localhost']);

describe('the API’s certificate', () => {
  const keep = closedAfterEachTest();
  const serve = async (protocol: 'h1' | 'h2', shown: Identity = identity) =>
    keep(await startTlsServer(shown, protocol, (_request, response) => void response.end('{}')));

  for (const protocol of ['h1', 'h2'] as const) {
    it(`of a private authority is taken when that is trusted, over ${protocol}`, async () => {
      const server = await serve(protocol);
      const transport = keep(undiciTransport({ ca: [authority.cert] }));
      const { status, body } = await transport.send(requestTo(server.origin, '/'));
      assert.deepEqual([status, body], [200, '{}']);
      assert.deepEqual(server.versions, [protocol === 'h2' ? '2.0' : '1.1']);
    });

    it(`of a private authority is refused when that is not trusted, over ${protocol}`, async () => {
      const server = await serve(protocol);
      const transport = keep(undiciTransport({ ca: tls.rootCertificates }));
      assert.equal(
        await outcome(transport.send(requestTo(server.origin, '/'))),
        'unreachable UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      );
      assert.deepEqual(server.versions, []);
    });
  }

  it('is refused past its time, and for another host', async () => {
    const yesterday = new Date(Date.now() - 86_400_000);
    const shown: [Identity, string][] = [
      [authority.issue(['127.0.0.1'], yesterday), 'unreachable CERT_HAS_EXPIRED'],
      [authority.issue(['api.example.com']), 'unreachable ERR_TLS_CERT_ALTNAME_INVALID'],
    ];
    for (const [certificate, expected] of shown) {
      const server = await serve('h2', certificate);
      const transport = keep(undiciTransport({ ca: [authority.cert] }));
      assert.equal(await outcome(transport.send(requestTo(server.origin, '/'))), expected);
    }
  });

  it('is taken when NODE_EXTRA_CA_CERTS names its authority, the system’s read too', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'authority-'));
    try {
      const file = path.join(folder, 'ca.pem');
      await writeFile(file, authority.cert);
      const server = await serve('h2');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', extraScript(server.origin)],
        { cwd: import.meta.dirname, env: { ...process.env, NODE_EXTRA_CA_CERTS: file } },
      );
      assert.equal(stdout.trim(), '200');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the authorities with http.systemCertificates', () => {
  it('are Node’s, the extra ones and the system’s, each once', () => {
    const getCACertificates = (type: string) => (type === 'system' ? ['system', 'root\n'] : ['extra']);
    assert.deepEqual(systemCertificates({ rootCertificates: ['root'], getCACertificates }), [
      'root',
      'extra',
      'system',
    ]);
  });

  it('are Node’s default where Node cannot read the system’s', () =>
    assert.equal(systemCertificates({ rootCertificates: ['root'] }), undefined));
});

function extraScript(origin: string): string {
  const module = (file: string) => JSON.stringify(new URL(`../../../${file}`, import.meta.url).href);
  return `
    import * as tls from 'node:tls';
    import { systemCertificates } from ${module('src/cloudflare/networkTransport.ts')};
    import { undiciTransport } from ${module('src/cloudflare/undiciTransport.ts')};
    import { requestTo } from ${module('test/support/net/requests.ts')};
    const transport = undiciTransport({ ca: systemCertificates(tls) });
    const { status } = await transport.send(requestTo(${JSON.stringify(origin)}, '/'));
    await transport.close();
    console.log(status);
  `;
}
