import assert from 'node:assert/strict';
import { readAddress, readRange, samplesOf } from '../../../src/primaries/addressRange.ts';

function range(text: string) {
  const read = readRange(text);
  assert.ok(read, text);
  return read;
}

describe('an address in a configuration', () => {
  for (const text of ['192.0.2.1', '2001:db8::1', '::', '::ffff:192.0.2.1']) {
    it(`is read: ${text}`, () => assert.ok(readAddress(text)));
  }

  for (const text of ['', '192.0.2', '192.0.2.256', '0x7f.1', '192.0.2.1 ', '2001:db8::1%eth0', ':::', 'a']) {
    it(`is not read: "${text}"`, () => assert.equal(readAddress(text), undefined));
  }

  it('is no IPv4 address when it is mapped into IPv6', () => {
    assert.equal(readAddress('::ffff:192.0.2.1')?.family, 6);
  });
});

describe('a prefix in a configuration', () => {
  it('has all addresses that share its first bits, whatever the others', () => {
    assert.deepEqual(range('192.0.2.77/28'), range('192.0.2.64/28'));
    assert.deepEqual(range('192.0.2.77/32'), range('192.0.2.77'));
  });

  for (const text of ['192.0.2.0/33', '2001:db8::/129', '192.0.2.0/', '192.0.2.0/8/8', '192.0.2.0/-1']) {
    it(`is not read: ${text}`, () => assert.equal(readRange(text), undefined));
  }

  it('is cut at every edge within it, once', () => {
    const samples = samplesOf(range('192.0.2.0/24'), [
      range('192.0.2.16/28'),
      range('192.0.2.16/28'),
      range('192.0.0.0/16'),
      range('2001:db8::/32'),
    ]);
    assert.deepEqual(
      samples.map(({ value }) => Number(value & 0xffn)),
      [0, 16, 32],
    );
  });
});
