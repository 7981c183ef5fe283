import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { jsonTokens } from '../../../src/webview/page/jsonTokens.ts';

describe('JSON in colours', () => {
  it('tells names, strings, numbers and words', () => {
    const kinds = jsonTokens('{"a \\" b": ["x", -1.5e3, true, null]}')
      .filter(({ kind }) => kind !== 'plain')
      .map(({ kind, text }) => `${kind} ${text}`);
    assert.deepEqual(kinds, ['name "a \\" b"', 'string "x"', 'number -1.5e3', 'word true', 'word null']);
  });

  it('never changes the text', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const tokens = jsonTokens(json);
        assert.equal(tokens.map(({ text }) => text).join(''), json);
      }),
    );
  });
});
