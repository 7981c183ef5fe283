import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { NetworkTransport, systemCertificates } from '../../../src/cloudflare/networkTransport.ts';
import { eventually } from '../../support/eventually.ts';
import { networkOptions } from '../../support/net/networkOptions.ts';
import { requestTo } from '../../support/net/requests.ts';

describe('the transport of all requests', () => {
  let server: Server;
  let release: (() => void)[];
  let origin: string;
  const connections = () =>
    new Promise<number>((resolve, reject) =>
      server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );

  beforeEach(async () => {
    release = [];
    server = createServer((request, response) => {
      if (request.url === '/slow') {
        release.push(() => response.end('late'));
      } else {
        response.end('at once');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('closes the connections of settings that were replaced, once their requests have ended', async () => {
    const transport = new NetworkTransport(networkOptions());
    await transport.send(requestTo(origin, '/'));
    const slow = transport.send(requestTo(origin, '/slow'));
    await eventually(() => assert.equal(release.length, 1));
    transport.renew();
    assert.equal((await transport.send(requestTo(origin, '/'))).body, 'at once');
    release[0]?.();
    assert.equal((await slow).body, 'late');
    await eventually(async () => assert.equal(await connections(), 1, 'the new one is left'));
    await transport.close();
    await eventually(async () => assert.equal(await connections(), 0));
  });

  it('trusts each authority once, and leaves Node its own where it cannot read the system’s', () => {
    const certificates = {
      rootCertificates: ['a', ' b\n'],
      getCACertificates: (type: string) => (type === 'extra' ? ['c'] : ['b', 'd']),
    };
    assert.deepEqual(systemCertificates(certificates), ['a', 'b', 'c', 'd']);
    assert.equal(systemCertificates({ rootCertificates: ['a'] }), undefined);
  });
});
