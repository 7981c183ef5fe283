import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { checkText } from '../../../support/primaries/checked.ts';

const SECRET = 'YSBzZWNyZXQgb2YgdGhlIHRlc3Rz';

describe('a key of BIND', () => {
  it('has its name and algorithm in lower case without the last dot', async () => {
    const text = `KEY "CF-Key." { algorithm HMAC-SHA256.; secret "${SECRET}"; };\nview v { key b { secret x; }; };`;
    const { keys } = (await checkText('bind', text)).evaluation;
    assert.deepEqual(
      keys.map(({ name, algorithm, at }) => [name, algorithm, text.slice(at.start, at.end)]),
      [
        ['cf-key', 'hmac-sha256', 'CF-Key.'],
        ['b', undefined, 'b'],
      ],
    );
  });

  it('tells whether its secret is another, and nothing else of it', async () => {
    const text = `key a { algorithm hmac-sha256; secret "${SECRET}"; };`;
    const { evaluation } = await checkText('bind', text);
    const [key] = evaluation.keys;
    assert.ok(key);
    assert.equal(key.hasSecret(SECRET), true);
    assert.equal(key.hasSecret(` ${SECRET.slice(0, 9)}\n${SECRET.slice(9)}`), true);
    assert.equal(key.hasSecret(SECRET.replace('Y', 'Z')), false);
    assert.equal(key.hasSecret('c2hvcnQ='), false);
    assert.equal(key.hasSecret('no base64!'), false);
    assert.ok(!inspect(evaluation, { depth: 9, getters: true }).includes(SECRET));
  });

  it('does not tell a secret that is not stated', async () => {
    const text = 'key a { algorithm hmac-sha256; secret "{{ secret }}"; }; key b { algorithm hmac-sha256; };';
    const { keys } = (await checkText('bind', text)).evaluation;
    assert.deepEqual(
      keys.map((key) => key.hasSecret(SECRET)),
      [undefined, undefined],
    );
  });
});
