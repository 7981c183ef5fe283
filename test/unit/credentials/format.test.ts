import assert from 'node:assert/strict';
import { isEmail, secretProblem } from '../../../src/credentials/format.ts';

describe('a typed credential', () => {
  it('is checked before anybody is asked', () => {
    assert.equal(secretProblem('  '), 'empty');
    assert.equal(secretProblem('Bearer abc'), 'has-scheme');
    assert.equal(secretProblem('abc def'), 'unprintable');
    assert.equal(secretProblem('abc\u2026'), 'unprintable');
    assert.equal(secretProblem(' abc_DEF-123 '), undefined);
  });
  it('has an email with one @', () => {
    assert.equal(isEmail('you@example.com'), true);
    for (const text of ['you', 'you@', '@example.com', 'a@b@c', 'a b@example.com', 'é@example.com']) {
      assert.equal(isEmail(text), false);
    }
  });
});
