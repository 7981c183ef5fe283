import assert from 'node:assert/strict';
import { environmentCredential } from '../../../src/credentials/environment.ts';

describe('a credential of the environment', () => {
  it('is the token where both are set', () => {
    const env = { CLOUDFLARE_API_TOKEN: ' t ', CLOUDFLARE_EMAIL: 'e@example.com', CLOUDFLARE_API_KEY: 'k' };
    assert.deepEqual(environmentCredential(env)?.credential, { kind: 'token', token: 't' });
  });
  it('is the key with its email, and neither alone', () => {
    const both = { CLOUDFLARE_EMAIL: 'e@example.com', CLOUDFLARE_API_KEY: 'k' };
    assert.deepEqual(environmentCredential(both)?.credential, {
      kind: 'key',
      email: 'e@example.com',
      key: 'k',
    });
    assert.equal(environmentCredential({ CLOUDFLARE_API_KEY: 'k' }), undefined);
    assert.equal(environmentCredential({ CLOUDFLARE_API_TOKEN: '  ' }), undefined);
  });
});
