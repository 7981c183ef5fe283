import assert from 'node:assert/strict';
import { isTroubling, statementText } from '../../../../src/views/text/statementText.ts';
import type { PrimaryStatement } from '../../../../src/zones/zone.ts';
import { plain } from '../../../support/values/plain.ts';

const BEFORE = Date.parse('2026-11-30T23:59:59Z');
const AFTER = Date.parse('2026-12-01T00:00:00Z');

function statement(answer: PrimaryStatement['answer'], key?: string): PrimaryStatement {
  return {
    uri: 'file:///etc/bind/named.conf',
    line: 40,
    place: plain('named.conf:41'),
    answer,
    key: plain(key),
  };
}

describe('what a primary’s configuration says', () => {
  const texts = {
    allowed: 'named.conf:41 lets Cloudflare transfer',
    partly: 'named.conf:41 allows only some of Cloudflare’s addresses',
    'only-old': 'named.conf:41 allows only addresses that end on 2026-12-01',
    refused: 'named.conf:41 does not let Cloudflare transfer',
    'cannot-tell': 'named.conf:41 does not tell whether Cloudflare may transfer',
  } as const;
  for (const [answer, text] of Object.entries(texts)) {
    it(`is said with its place: ${answer}`, () => {
      assert.equal(statementText(statement(answer as keyof typeof texts), BEFORE), text);
    });
  }

  it('names the key that a transfer needs', () => {
    assert.equal(
      statementText(statement('allowed-with-key', 'cf'), BEFORE),
      'named.conf:41 lets Cloudflare transfer with the key cf',
    );
  });

  it('is over once the old addresses have ended', () => {
    assert.equal(
      statementText(statement('only-old'), AFTER),
      'named.conf:41 allows only addresses that ended on 2026-12-01',
    );
  });

  it('troubles where transfers fail or will', () => {
    const troubling = [...Object.keys(texts), 'allowed-with-key'].filter((answer) =>
      isTroubling(statement(answer as PrimaryStatement['answer'])),
    );
    assert.deepEqual(troubling, ['partly', 'only-old', 'refused']);
  });
});
