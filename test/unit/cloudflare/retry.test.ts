import assert from 'node:assert/strict';
import { parseRetryAfter, retryPause } from '../../../src/cloudflare/retry.ts';
import { failed, NOW } from '../../support/values/zones.ts';

describe('asking again', () => {
  it('waits longer each time and gives up after three tries', () => {
    const reset = failed('unreachable', { networkCode: 'ECONNRESET' });
    assert.equal(retryPause(reset, 1, 0.5, true), 400);
    assert.equal(retryPause(reset, 2, 0.5, true), 800);
    assert.equal(retryPause(reset, 3, 0.5, true), undefined);
  });
  for (const networkCode of ['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'EAI_AGAIN', 'PROXY_UND_ERR_SOCKET']) {
    it(`asks again after ${networkCode}`, () =>
      assert.equal(retryPause(failed('unreachable', { networkCode }), 1, 0.5, true), 400));
  }
  it('asks again after a fault of the API', () => {
    assert.equal(retryPause(failed('server', { status: 502 }), 1, 0.5, true), 400);
  });
  it('leaves the wait for the API’s limit to the pacer, and tells of it at once where there is none', () => {
    assert.equal(retryPause(failed('rate-limited', { retryAfter: 300_000 }), 1, 0, true), 0);
    assert.equal(retryPause(failed('rate-limited', { retryAfter: 2000 }), 1, 0, false), undefined);
  });
  for (const kind of [
    'unauthenticated',
    'forbidden',
    'not-found',
    'rejected',
    'not-json',
    'cancelled',
    'timeout',
  ] as const) {
    it(`does not repeat what ends in ${kind}`, () =>
      assert.equal(retryPause(failed(kind), 1, 0, true), undefined));
  }
  it('does not repeat a name that does not exist or a certificate that is not trusted', () => {
    for (const networkCode of ['ENOTFOUND', 'ECONNREFUSED', 'SELF_SIGNED_CERT_IN_CHAIN']) {
      assert.equal(retryPause(failed('unreachable', { networkCode }), 1, 0, true), undefined);
    }
  });
  it('reads Retry-After as seconds and as a date', () => {
    assert.equal(parseRetryAfter('7', NOW), 7000);
    assert.equal(parseRetryAfter(new Date(NOW + 5000).toUTCString(), NOW), 5000);
    assert.equal(parseRetryAfter(new Date(NOW - 5000).toUTCString(), NOW), 0);
    assert.equal(parseRetryAfter('soon', NOW), undefined);
    assert.equal(parseRetryAfter(undefined, NOW), undefined);
  });
});
