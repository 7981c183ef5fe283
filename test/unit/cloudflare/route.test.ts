import assert from 'node:assert/strict';
import { type NetworkSettings, routeTo } from '../../../src/cloudflare/route.ts';
import { DEFAULT_NETWORK } from '../../support/net/networkOptions.ts';

const API = 'https://api.example.com';

function routed(
  settings: Partial<NetworkSettings>,
  environment: Record<string, string> = {},
  origin = API,
): string {
  const route = routeTo(origin, { ...DEFAULT_NETWORK, ...settings }, environment);
  switch (route.kind) {
    case 'proxy':
      return route.proxy.url;
    case 'direct':
      return route.orHost ? 'direct or host' : 'direct';
    case 'host':
      return 'host';
  }
}

const proxyOf = (settings: Partial<NetworkSettings>) => {
  const route = routeTo(API, { ...DEFAULT_NETWORK, ...settings }, {});
  assert.ok(route.kind === 'proxy');
  return route.proxy;
};

describe('the route to the API', () => {
  it('is direct, or else the host’s, where no proxy is known', () =>
    assert.equal(routed({}), 'direct or host'));

  it('is the proxy of the setting before that of the environment', () => {
    const environment = { HTTPS_PROXY: 'http://environment:3128' };
    assert.equal(routed({ proxy: 'http://setting:3128' }, environment), 'http://setting:3128');
    assert.equal(routed({}, environment), 'http://environment:3128');
  });

  it('is of the environment’s variable for its scheme, in lower case first', () => {
    const both = {
      https_proxy: 'http://a',
      HTTPS_PROXY: 'http://b',
      http_proxy: 'http://c',
      HTTP_PROXY: 'http://d',
    };
    assert.equal(routed({}, both), 'http://a');
    assert.equal(routed({}, { ...both, https_proxy: '' }), 'http://b');
    assert.equal(routed({}, { HTTP_PROXY: 'http://d' }), 'http://d');
    assert.equal(routed({}, both, 'http://api.example.com'), 'http://c');
  });

  it('is direct with proxySupport off, whatever else is set', () =>
    assert.equal(
      routed({ proxySupport: 'off', proxy: 'http://setting' }, { https_proxy: 'http://a' }),
      'direct',
    ));

  for (const origin of ['http://127.0.0.1:8787', 'http://localhost:8787', 'https://[::1]:8787']) {
    it(`is direct to ${origin}, which is this machine`, () =>
      assert.equal(routed({ proxy: 'http://setting' }, {}, origin), 'direct'));
  }

  it('ignores the environment’s exceptions where the setting has some', () => {
    const environment = { https_proxy: 'http://a', no_proxy: 'example.com' };
    assert.equal(routed({}, environment), 'direct');
    assert.equal(routed({ noProxy: ['example.org'] }, environment), 'http://a');
    assert.equal(routed({ noProxy: ['example.com'] }, { https_proxy: 'http://a' }), 'direct');
  });

  const excepted = [
    '*',
    'api.example.com',
    'EXAMPLE.com',
    '.example.com',
    '*.example.com',
    'com',
    ' example.com:443 ',
  ];
  const others = [
    '',
    '.',
    'ample.com',
    'api.example.com.org',
    'example.com:8443',
    '*:80',
    'example.*',
    '::1',
  ];
  for (const entry of excepted) {
    it(`is direct where “${entry}” is excepted`, () =>
      assert.equal(routed({ proxy: 'http://p', noProxy: [entry] }), 'direct'));
  }
  for (const entry of others) {
    it(`is the proxy where “${entry}” is excepted`, () =>
      assert.equal(routed({ proxy: 'http://p', noProxy: [entry] }), 'http://p'));
  }
  it('is direct where an IPv6 address is excepted, with brackets or without', () => {
    for (const entry of ['2001:db8::1', '[2001:db8::1]', '[2001:db8::1]:8443']) {
      assert.equal(
        routed({ proxy: 'http://p', noProxy: [entry] }, {}, 'https://[2001:db8::1]:8443'),
        'direct',
      );
    }
  });

  it('takes a proxy without a scheme for an http one', () =>
    assert.equal(routed({}, { https_proxy: 'proxy.example:3128' }), 'http://proxy.example:3128'));

  for (const proxy of ['socks5://proxy.example', 'socks4://proxy.example:1080', 'http://', '::']) {
    it(`leaves the proxy ${proxy} to the host`, () => assert.equal(routed({ proxy }), 'host'));
  }

  it('takes the proxy’s credential out of its address', () => {
    const proxy = proxyOf({ proxy: 'http://some%40one:pa%3Ass@proxy.example:3128' });
    assert.equal(proxy.url, 'http://proxy.example:3128');
    assert.equal(proxy.authorization, `Basic ${Buffer.from('some@one:pa:ss').toString('base64')}`);
    assert.equal(
      proxyOf({ proxy: 'http://100%:x@proxy.example' }).authorization,
      `Basic ${Buffer.from('100%:x').toString('base64')}`,
    );
  });

  it('takes the credential of http.proxyAuthorization first', () =>
    assert.equal(
      proxyOf({ proxy: 'http://a:b@proxy.example', proxyAuthorization: 'Bearer other' }).authorization,
      'Bearer other',
    ));
});
