import assert from 'node:assert/strict';
import { CANARIES, echoes } from '../../../support/secrets/canary.ts';
import { assertSecret, tracesOf } from '../../../support/secrets/search.ts';

const ODD = 'tok"en\\with/odd%marks+and-more_of{them}.';
const SECRETS = [...CANARIES.map(({ secret }) => secret), ODD];

describe('the search for a secret', () => {
  for (const secret of SECRETS) {
    it(`finds ${secret} in every encoding, amid other text`, () => {
      for (const echo of [...echoes(secret), JSON.stringify(secret).replaceAll('/', '\\/')]) {
        for (const text of [echo, `<${echo}>`, `{"a":"${echo}"}`, `zz ${echo} zz`]) {
          assert.notDeepEqual(tracesOf(secret, text), [], text);
        }
      }
      assert.notDeepEqual(tracesOf(secret, Buffer.from(secret, 'utf16le').toString('latin1')), []);
      const escaped = Array.from(secret, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
      assert.deepEqual(tracesOf(secret, escaped.join('')), ['as JSON']);
    });

    it(`finds ${secret} in base64 whatever comes before and after`, () => {
      for (const before of ['', 'a', 'ab', 'abc']) {
        for (const after of ['', 'x', 'xy', 'xyz']) {
          for (const encoding of ['base64', 'base64url'] as const) {
            const text = Buffer.from(before + secret + after).toString(encoding);
            assert.ok(tracesOf(secret, text).includes('as base64'), text);
            assert.ok(tracesOf(secret, `AAAA${text}`).includes('as base64'), text);
          }
        }
      }
    });

    it(`does not find ${secret} where it is not`, () => {
      const [half = ''] = [secret.slice(0, secret.length / 2)];
      assert.deepEqual(tracesOf(secret, ''), []);
      assert.deepEqual(tracesOf(secret, echoes(half).join('\n')), []);
    });
  }

  it('says where it is', () => {
    const [{ secret } = { secret: '' }] = CANARIES;
    assertSecret(secret, { 'the log': 'nothing' });
    assert.throws(() => assertSecret(secret, { 'the log': `x ${secret}` }), /the log/);
  });
});
