import assert from 'node:assert/strict';
import { failureText, missingPermission } from '../../../../src/views/text/failureText.ts';
import { failed } from '../../../support/values/zones.ts';

describe('a failure in words', () => {
  const permissions = [
    ['/zones?type=secondary&page=1&per_page=50', 'Zone Read'],
    ['/zones/269d8f4853475ca241c4e730be286b20/secondary_dns/incoming', 'DNS Read'],
    ['/accounts/01a7362d577a6c3019a474fd6f485823/secondary_dns/peers', 'Account Settings Read'],
  ] as const;
  for (const [path, permission] of permissions) {
    it(`names the permission ${permission}`, () => {
      assert.equal(missingPermission(path), permission);
      assert.match(failureText(failed('forbidden', { path })).headline, new RegExp(permission));
    });
  }
  it('makes a sentence of what the API says', () => {
    const notice = { code: 1, documentationUrl: undefined, pointer: undefined, chain: [] };
    const headline = (message: string) =>
      failureText(failed('rejected', { errors: [{ ...notice, message }] })).headline;
    assert.equal(headline('Invalid zone identifier'), 'Invalid zone identifier.');
    assert.equal(headline('Is it locked?'), 'Is it locked?');
    assert.equal(headline('It is “locked”'), 'It is “locked”.');
  });
  it('differs for each kind, and always says what to do', () => {
    const given = [
      failed('timeout'),
      failed('unauthenticated'),
      failed('forbidden'),
      failed('not-found'),
      failed('rate-limited'),
      failed('server', { status: 502 }),
      failed('rejected', { status: 302 }),
      failed('rejected', { status: 422 }),
      failed('not-json'),
      failed('unexpected-shape'),
      failed('too-large'),
      ...[
        'ENOTFOUND',
        'ECONNREFUSED',
        'ECONNRESET',
        'UND_ERR_CONNECT_TIMEOUT',
        'SELF_SIGNED_CERT_IN_CHAIN',
        'CERT_HAS_EXPIRED',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'EHOSTUNREACH',
        'ERR_SSL_WRONG_VERSION_NUMBER',
        'Z_DATA_ERROR',
        'PROXY_407',
        'PROXY_503',
        'PROXY_ECONNREFUSED',
        'PROXY_SELF_SIGNED_CERT_IN_CHAIN',
        'EOTHER',
      ].map((networkCode) => failed('unreachable', { networkCode })),
    ];
    const texts = given.map(failureText);
    assert.equal(new Set(texts.map(({ headline }) => headline)).size, given.length);
    assert.ok(texts.every(({ advice }) => advice.length > 0));
  });
});
