import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseZoneName } from '../../../src/dns/name.ts';

describe("a zone's name", () => {
  for (const [text, name] of [
    ['example.com', 'example.com'],
    ['Example.COM.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER.example.', 'xn--bcher-kva.example'],
    ['日本。jp', 'xn--wgv71a.jp'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['_dmarc.example', '_dmarc.example'],
    ['0/25.2.0.192.in-addr.arpa', '0/25.2.0.192.in-addr.arpa'],
    ['0x7f.1', '0x7f.1'],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`],
  ] as const) {
    it(`${text} is ${name}`, () => assert.deepEqual(parseZoneName(text), { ok: true, name }));
  }

  for (const [text, problem] of [
    ['', 'empty'],
    ['.', 'empty'],
    ['a..b', 'empty-label'],
    ['.example', 'empty-label'],
    ['example..', 'empty-label'],
    [`${'a'.repeat(64)}.com`, 'label-too-long'],
    ['a.'.repeat(127), undefined],
    ['a.'.repeat(128), 'name-too-long'],
    ['a b.example', 'bad-character'],
    ['a\\.b.example', 'bad-character'],
    ['a\u0000.example', 'bad-character'],
    ['a\u200d.example', 'bad-character'],
  ] as const) {
    it(`${JSON.stringify(text.slice(0, 20))} (${text.length}) is ${problem ?? 'fine'}`, () => {
      const result = parseZoneName(text);
      assert.equal(result.ok ? undefined : result.problem, problem);
    });
  }

  it('fits the wire, whatever was written, and stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.domain()), (text) => {
        const result = parseZoneName(text);
        if (!result.ok) return;
        assert.match(result.name, /^[\x21-\x7e]{1,253}$/);
        assert.ok(result.name.split('.').every((label) => label.length >= 1 && label.length <= 63));
        assert.deepEqual(parseZoneName(result.name), result);
      }),
      { numRuns: 1000 },
    );
  });
});
