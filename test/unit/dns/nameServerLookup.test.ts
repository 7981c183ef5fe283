import assert from 'node:assert/strict';
import { type AddressResolver, lookUpNameServers } from '../../../src/dns/nameServerLookup.ts';

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

describe('the addresses of name servers', () => {
  it('are those of both families, IPv4 first', async () => {
    const resolver: AddressResolver = {
      resolve4: async (host) => [host === 'ns1.example' ? '192.0.2.1' : '192.0.2.2'],
      resolve6: async (host) => (host === 'ns1.example' ? ['2001:db8::1'] : []),
    };
    assert.deepEqual(await lookUpNameServers(['ns1.example', 'ns2.example'], resolver), [
      {
        host: 'ns1.example',
        servers: [
          { address: '192.0.2.1', port: 53 },
          { address: '2001:db8::1', port: 53 },
        ],
        failure: undefined,
      },
      { host: 'ns2.example', servers: [{ address: '192.0.2.2', port: 53 }], failure: undefined },
    ]);
  });

  it('are enough of one family', async () => {
    const resolver = { resolve4: async () => ['192.0.2.1'], resolve6: failing('ENODATA') };
    const [host] = await lookUpNameServers(['ns1.example'], resolver);
    assert.deepEqual(host?.servers, [{ address: '192.0.2.1', port: 53 }]);
    assert.equal(host?.failure, undefined);
  });

  it('fail with the more telling reason', async () => {
    const resolver = { resolve4: failing('ENOTFOUND'), resolve6: failing('ECONNREFUSED') };
    assert.deepEqual(await lookUpNameServers(['ns1.example'], resolver), [
      { host: 'ns1.example', servers: [], failure: 'ECONNREFUSED' },
    ]);
  });

  it('may be none', async () => {
    const resolver = { resolve4: async () => [], resolve6: async () => [] };
    const [host] = await lookUpNameServers(['ns1.example'], resolver);
    assert.equal(host?.failure, 'ENODATA');
  });
});
