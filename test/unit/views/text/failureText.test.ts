import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../src/cloudflare/failure.ts';
import { failureText, missingPermission } from '../../../../src/views/text/failureText.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed } from '../../../support/values/zones.ts';

describe('a failure in words', () => {
  const permissions = [
    ['/zones?type=secondary&page=1&per_page=50', 'Zone Read'],
    ['/zones/269d8f4853475ca241c4e730be286b20/secondary_dns/incoming', 'DNS Read'],
    ['/accounts/01a7362d577a6c3019a474fd6f485823/secondary_dns/peers', 'Account Settings Read'],
  ] as const;
  for (const [path, permission] of permissions) {
    it(`names the permission ${permission}`, () => {
      assert.equal(missingPermission(plain(path)), permission);
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

  const byKind: readonly (readonly [FailureKind, RegExp, RegExp])[] = [
    ['cancelled', /was cancelled/, /Refresh to ask again/],
    ['timeout', /did not answer in time/, /network and the proxy/],
    ['unauthenticated', /does not accept this credential/, /sign in again/],
    ['forbidden', /permission “DNS Read” is missing/, /Add it to the credential/],
    ['not-found', /does not know what was asked for/, /Check the id/],
    ['rate-limited', /limit of requests is used up/, /1,200 requests in 5 minutes/],
    ['server', /has a fault \(HTTP 5xx\)/, /cloudflarestatus/],
    ['rejected', /refused \(HTTP \?\)/, /details of the error/],
    ['not-json', /is not JSON/, /proxy or a sign-in page/],
    ['unexpected-shape', /not what Cloudflare’s API documents/, /apiBaseUrl; the log/],
    ['too-large', /too large to be read/, /Something other than Cloudflare’s API/],
    ['unreachable', /could not be reached \(no code\)/, /the log says more/],
  ];
  for (const [kind, headline, advice] of byKind) {
    it(`says what ${kind} is, and what to do`, () => {
      const told = failureText(failed(kind));
      assert.match(told.headline, headline);
      assert.match(told.advice, advice);
    });
  }

  const byStatus: readonly (readonly [FailureKind, number, RegExp])[] = [
    ['server', 502, /\(HTTP 502\)/],
    ['rejected', 407, /proxy wants other credentials/],
    ['rejected', 299, /refused \(HTTP 299\)/],
    ['rejected', 300, /redirect \(HTTP 300\)/],
    ['rejected', 399, /redirect \(HTTP 399\)/],
    ['rejected', 400, /refused \(HTTP 400\)/],
  ];
  for (const [kind, status, headline] of byStatus) {
    it(`tells the status ${status} of ${kind}`, () => {
      assert.match(failureText(failed(kind, { status })).headline, headline);
    });
  }

  const byCode: readonly (readonly [RegExp, RegExp, readonly string[]])[] = [
    [/host name could not be found/, /DNS resolver/, ['ENOTFOUND', 'EAI_AGAIN']],
    [/refused the connection/, /firewall/, ['ECONNREFUSED']],
    [
      /connection was cut/,
      /refresh to try again/,
      ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_INFO', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
    ],
    [/No connection could be made in time/, /firewall/, ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']],
    [
      /no way to the API’s address \(CODE\)/,
      /VPN/,
      ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
    ],
    [/certificate is not valid now \(CODE\)/, /clock/, ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']],
    [/certificate is another host’s/, /sign-in page/, ['ERR_TLS_CERT_ALTNAME_INVALID']],
    [
      /issuer is unknown \(CODE\)/,
      /systemCertificates/,
      [
        'SELF_SIGNED_CERT_IN_CHAIN',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'UNABLE_TO_GET_ISSUER_CERT',
        'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ],
    ],
    [
      /came damaged \(CODE\)/,
      /proxy may have changed/,
      ['Z_DATA_ERROR', 'Z_BUF_ERROR', 'ERR_BROTLI_DECODER', 'ERR__ERROR_FORMAT_PADDING_1'],
    ],
    [
      /does not speak HTTPS as expected \(CODE\)/,
      /port in secondaryDns/,
      ['ERR_SSL_WRONG_VERSION_NUMBER', 'EPROTO', 'HPE_INVALID_CONSTANT', 'ERR_HTTP2_ERROR'],
    ],
    [/could not be reached \(CODE\)/, /log says more/, ['EOTHER', 'EPROTOTYPE', 'X_Z_', 'X_HPE_']],
    [/proxy wants other credentials \(HTTP 407\)/, /proxyAuthorization/, ['PROXY_407']],
    [/proxy refused to connect .*\(HTTP (503|9)\)/, /noProxy/, ['PROXY_503', 'PROXY_9']],
    [
      /proxy’s certificate is not trusted \(\w+\)/,
      /proxyStrictSSL/,
      [
        'PROXY_UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        'PROXY_SELF_SIGNED_CERT_IN_CHAIN',
        'PROXY_ERR_TLS_CERT_ALTNAME_INVALID',
      ],
    ],
    [
      /proxy could not be reached \((ECONNREFUSED|E1|1E)\)/,
      /HTTPS_PROXY/,
      ['PROXY_ECONNREFUSED', 'PROXY_E1', 'PROXY_1E'],
    ],
  ];
  for (const [headline, advice, codes] of byCode) {
    for (const networkCode of codes) {
      it(`says what ${networkCode} is, and what to do`, () => {
        const told = failureText(failed('unreachable', { networkCode }));
        assert.match(told.headline.replace(`(${networkCode})`, '(CODE)'), headline);
        assert.match(told.advice, advice);
      });
    }
  }

  it('says nothing of blanks around what the API says', () => {
    const notice = { code: 1, documentationUrl: undefined, pointer: undefined, chain: [] };
    const said = failed('rejected', { errors: [{ ...notice, message: ' Zone is locked ' }] });
    assert.equal(failureText(said).headline, 'Zone is locked.');
  });
});
