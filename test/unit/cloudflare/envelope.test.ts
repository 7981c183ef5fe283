import assert from 'node:assert/strict';
import { readEnvelope } from '../../../src/cloudflare/envelope.ts';

describe('reading the envelope', () => {
  it('reads errors with code, pointer, documentation and chain', () => {
    const envelope = readEnvelope({
      success: false,
      errors: [
        {
          code: 6003,
          message: 'Invalid request headers',
          documentation_url: 'https://developers.cloudflare.com/',
          source: { pointer: '/peers/0' },
          error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
        },
      ],
      messages: [],
      result: null,
    });
    const [error] = envelope?.errors ?? [];
    assert.equal(error?.code, 6003);
    assert.equal(error?.pointer, '/peers/0');
    assert.equal(error?.documentationUrl, 'https://developers.cloudflare.com/');
    assert.equal(error?.chain[0]?.code, 6111);
  });
  it('tells messages from errors', () => {
    const envelope = readEnvelope({
      success: true,
      errors: [],
      messages: [{ code: 10000, message: 'This API Token is valid and active', type: null }],
      result: {},
    });
    assert.equal(envelope?.success, true);
    assert.equal(envelope?.errors.length, 0);
    assert.equal(envelope?.messages[0]?.message, 'This API Token is valid and active');
  });
  it('reads odd notices as far as they go', () => {
    const envelope = readEnvelope({ success: false, errors: ['plain', 7, null, { code: 'x', message: 9 }] });
    assert.deepEqual(
      envelope?.errors.map(({ code, message }) => [code, message]),
      [
        [undefined, 'plain'],
        [undefined, ''],
      ],
    );
  });
  it('is not fooled by a chain that goes on and on', () => {
    let chain: object = { code: 1, message: 'last' };
    for (let depth = 0; depth < 1000; depth++) {
      chain = { code: 1, message: 'more', error_chain: [chain] };
    }
    assert.ok(readEnvelope({ success: false, errors: [chain] }));
  });
  it('refuses what is no envelope', () => {
    for (const json of [null, [], 'OK', 1, {}, { success: 'yes' }, { result: {} }]) {
      assert.equal(readEnvelope(json), undefined);
    }
  });
});
