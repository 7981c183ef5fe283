import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanText, joined, json, lines, lowerCase, text } from '../../../src/text/text.ts';

describe('a text from outside', () => {
  it('is kept as it is where it is plain', () => {
    for (const plain of ['', 'ns1.example', 'Zürich 東京 🌍', '[x](y) $(z) <b>', 'a  b']) {
      assert.equal(cleanText(plain), plain);
    }
  });

  it('is one line', () => {
    assert.equal(cleanText('a\nb\r\nc\td\u2028e\u2029f\u0085g'), 'a b c d e f g');
  });

  it('shows where a control character or a mark of direction was', () => {
    assert.equal(cleanText('\x1b[31mred\x07\x7f\x9b'), '\ufffd[31mred\ufffd\ufffd\ufffd');
    assert.equal(cleanText('gnp.\u202eexe\u2066a\u200f\u061c'), 'gnp.\ufffdexe\ufffda\ufffd\ufffd');
  });

  it('shows where a character was that is not seen', () =>
    assert.equal(
      cleanText('\ufeffa\u200bb\u2060c\u00add\u{e0041}\ufff9e\u3164'),
      '\ufffda\ufffdb\ufffdc\ufffdd\ufffd\ufffde\ufffd',
    ));

  it('keeps what shapes the character beside it', () => {
    for (const shaped of ['می\u200cخواهم', '\u{1f469}\u200d\u{1f4bb}', '\u2764\ufe0f', '葛\u{e0100}']) {
      assert.equal(cleanText(shaped), shaped);
    }
  });

  it('has no half of a surrogate pair', () => assert.equal(cleanText('a\ud800b'), 'a\ufffdb'));

  it('is cut where it is too long, and says so', () => {
    assert.equal(cleanText('x'.repeat(2_000_000)), `${'x'.repeat(1000)}…`);
    assert.equal(cleanText('abcdef', 3), 'abc…');
    assert.equal(cleanText('abc', 3), 'abc');
  });

  it('is clean whatever it was, and stays so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const clean = cleanText(raw);
        assert.doesNotMatch(
          clean,
          /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u,
        );
        assert.ok(clean.isWellFormed());
        assert.equal(cleanText(clean, 2000), clean);
      }),
    );
  });
});

describe('a text of ours', () => {
  it('holds others and numbers', () => assert.equal(text`${text`a`}: ${1} of ${2}`, 'a: 1 of 2'));

  it('leaves out what is not there', () =>
    assert.equal(joined([text`a`, undefined, text``, text`b`], ' · '), 'a · b'));

  it('may have several lines', () => {
    assert.equal(lines([text`a`, text`b`]), 'a\nb');
    assert.equal(lines([text`a`, text`b`], ' \\'), 'a \\\nb');
  });

  it('is lower case by the rules of a language', () => assert.equal(lowerCase(text`ISO`, 'tr'), 'ıso'));
});

describe('JSON for people', () => {
  it('parses to the same value, and hides nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shown = json(value, 2);
        assert.deepEqual(JSON.parse(shown), JSON.parse(JSON.stringify(value)));
        assert.doesNotMatch(shown, /[^\P{Cc}\n]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u);
      }),
    );
    assert.equal(json('\u202e\x9b\u{e0041}'), '"\\u202e\\u009b\\udb40\\udc41"');
    assert.equal(json('a\u2028b\u2029c'), '"a\\u2028b\\u2029c"');
  });
});
