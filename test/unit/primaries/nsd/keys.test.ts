import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ConfiguredKey } from '../../../../src/primaries/evaluation.ts';
import { checkText, type TextOptions } from '../../../support/primaries/checked.ts';

const SECRET = 'dGhlIHNlY3JldCBvZiBhIHRlc3Q=';

async function keys(text: string, options?: TextOptions): Promise<readonly ConfiguredKey[]> {
  return (await checkText('nsd', text, options)).evaluation.keys;
}

describe("NSD's keys", () => {
  it('have names and algorithms as they are compared', async () => {
    const found = await keys(
      [
        `key:\n name: "Cf-Key."\n algorithm: HMAC-SHA256\n secret: "${SECRET}"`,
        'key: name: short algorithm: sha512 secret: AAAA',
        'key: name: bare',
        'key: algorithm: hmac-md5 secret: AAAA',
      ].join('\n'),
    );
    assert.deepEqual(
      found.map(({ name, algorithm }) => [name, algorithm]),
      [
        ['cf-key', 'hmac-sha256'],
        ['short', 'hmac-sha512'],
        ['bare', undefined],
      ],
    );
  });

  it('say whether a secret is theirs, and nothing else of it', async () => {
    const [key] = await keys(`key:\n name: k\n algorithm: hmac-sha256\n secret: "${SECRET}"\n`);
    assert.ok(key);
    assert.equal(key.hasSecret(SECRET), true);
    assert.equal(key.hasSecret('dGhlIHNlY3JldCBvZiBhIHRlc3R='), true);
    assert.equal(key.hasSecret('AAAA'), false);
    assert.equal(key.hasSecret('no base64!'), undefined);
    assert.equal(inspect(key, { depth: 9, showHidden: true }).includes(SECRET), false);
  });

  it('may have their secret in another file, or not yet', async () => {
    const text = 'key:\n name: k\n algorithm: hmac-sha256\n include: "k.secret"\n';
    const [there] = await keys(text, { files: { '/etc/dns/k.secret': `secret: "${SECRET}"\n` } });
    assert.equal(there?.hasSecret(SECRET), true);
    const [lost] = await keys(text);
    assert.equal(lost?.hasSecret(SECRET), undefined);
    const [template] = await keys('key:\n name: k\n algorithm: {{ a }}\n secret: "{{ s }}"\n');
    assert.equal(template?.hasSecret(SECRET), undefined);
    assert.equal(template?.algorithm, undefined);
  });
});
