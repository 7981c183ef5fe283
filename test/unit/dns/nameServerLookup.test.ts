import assert from 'node:assert/strict';
import { type AddressResolver, NameServerLookup } from '../../../src/dns/nameServerLookup.ts';
import { FOREVER } from '../../support/values/forever.ts';

function failing(code: string): () => Promise<never> {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

const lookUp = (hosts: readonly string[], resolver: AddressResolver) =>
  new NameServerLookup(resolver).lookUp(hosts, FOREVER);

describe('the addresses of name servers', () => {
  it('are those of both families, IPv4 first', async () => {
    const resolver: AddressResolver = {
      resolve4: async (host) => [host === 'ns1.example' ? '192.0.2.1' : '192.0.2.2'],
      resolve6: async (host) => (host === 'ns1.example' ? ['2001:db8::1'] : []),
    };
    assert.deepEqual(await lookUp(['ns1.example', 'ns2.example'], resolver), [
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
    const [host] = await lookUp(['ns1.example'], resolver);
    assert.deepEqual(host?.servers, [{ address: '192.0.2.1', port: 53 }]);
    assert.equal(host?.failure, undefined);
  });

  it('fail with the more telling reason', async () => {
    const resolver = { resolve4: failing('ENOTFOUND'), resolve6: failing('ECONNREFUSED') };
    assert.deepEqual(await lookUp(['ns1.example'], resolver), [
      { host: 'ns1.example', servers: [], failure: 'ECONNREFUSED' },
    ]);
  });

  it('are looked up for sixteen hosts at a time, and for none once they are no longer wanted', async () => {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const resolver: AddressResolver = {
      resolve4: (host) => {
        asked.push(host);
        return new Promise((resolve) => waiting.push(() => resolve(['192.0.2.1'])));
      },
      resolve6: failing('ENODATA'),
    };
    const abort = new AbortController();
    const hosts = Array.from({ length: 1000 }, (_, index) => `ns${index}.example`);
    const answers = new NameServerLookup(resolver).lookUp(hosts, abort.signal);
    assert.equal(asked.length, 16);
    abort.abort();
    for (const answer of waiting) answer();
    const failures = (await answers).map(({ failure }) => failure);
    assert.equal(asked.length, 16);
    assert.equal(failures.filter((failure) => failure === 'ECANCELLED').length, 984);
  });

  it('may be none', async () => {
    const resolver = { resolve4: async () => [], resolve6: async () => [] };
    const [host] = await lookUp(['ns1.example'], resolver);
    assert.equal(host?.failure, 'ENODATA');
  });
});
