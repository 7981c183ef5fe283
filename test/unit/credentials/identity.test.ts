import assert from 'node:assert/strict';
import {
  keyIdentity,
  parseIdentity,
  serializeIdentity,
  tokenIdentity,
} from '../../../src/credentials/identity.ts';

const BASE = 'https://api.cloudflare.com/client/v4';

describe('an identity', () => {
  it('never shows a secret in a label or an id', () => {
    const identity = tokenIdentity('very-secret', 'f00dfeed', BASE, 1);
    assert.doesNotMatch(`${identity.id} ${identity.label}`, /very-secret/);
  });
  it('reads back what it wrote and nothing else', () => {
    const identity = keyIdentity('you@example.com', 'k', BASE, 1);
    assert.deepEqual(parseIdentity(serializeIdentity(identity)), { version: 1, ...identity });
    for (const text of ['', '{}', 'null', '[1]', '{"version":2}']) {
      assert.equal(parseIdentity(text), undefined);
    }
  });
});
