import assert from 'node:assert/strict';
import {
  keyIdentity,
  parseIdentity,
  serializeIdentity,
  tokenIdentity,
} from '../../../src/credentials/identity.ts';
import { factsOf } from '../../support/values/identities.ts';

const BASE = 'https://api.cloudflare.com/client/v4';

describe('an identity', () => {
  it('never shows a secret in a label or an id', () => {
    const identity = tokenIdentity('very-secret', 'f00dfeed', factsOf(BASE, 1));
    assert.doesNotMatch(`${identity.id} ${identity.label}`, /very-secret/);
  });
  it('reads back what it wrote and nothing else', () => {
    const identity = keyIdentity('you@example.com', 'k', factsOf(BASE, 1));
    assert.deepEqual(parseIdentity(serializeIdentity(identity)), { version: 2, ...identity });
    for (const text of ['', '{}', 'null', '[1]', '{"version":3}']) {
      assert.equal(parseIdentity(text), undefined);
    }
  });
});
