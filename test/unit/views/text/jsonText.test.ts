import assert from 'node:assert/strict';
import { jsonText } from '../../../../src/views/text/jsonText.ts';

/** Objects and lists in turn, so many deep, around a word. */
function nested(depth: number): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level++) {
    value = level % 2 === 0 ? { inside: value } : [value];
  }
  return value;
}

describe('JSON as text', () => {
  it('is indented', () => {
    assert.equal(jsonText({ a: [1, null] }), '{\n  "a": [\n    1,\n    null\n  ]\n}');
    assert.equal(jsonText(null), 'null');
    assert.equal(jsonText('word'), '"word"');
  });

  it('has no secret, wherever the API put one', () => {
    const text = jsonText({ tsig: [{ name: 'k', secret: 'c2VjcmV0' }], Secret: 1, secretary: 'me' });
    assert.deepEqual(JSON.parse(text), {
      tsig: [{ name: 'k', secret: '[withheld]' }],
      Secret: '[withheld]',
      secretary: 'me',
    });
  });

  it('is whole down to 64 levels, and then says that there is more', () => {
    const whole = nested(64);
    assert.deepEqual(JSON.parse(jsonText(whole)), whole);
    assert.match(jsonText(whole), /core/);
    const cut = jsonText(nested(65));
    assert.doesNotMatch(cut, /core/);
    assert.match(cut, /"…"/);
  });

  it('does not fail for what nests as deep as an attacker likes', () => {
    assert.match(jsonText(nested(100_000)), /…/);
  });

  it('is in one line where it is long, so that indents do not blow it up', () => {
    const list = (length: number) => Array.from({ length }, () => 0);
    assert.match(jsonText(list(499_999)), /\n/);
    assert.doesNotMatch(jsonText(list(500_001)), /\n/);
  });
});
