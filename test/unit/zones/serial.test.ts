import assert from 'node:assert/strict';
import { serialDate } from '../../../src/dns/serial.ts';

describe('the date of a serial', () => {
  it('is read from YYYYMMDDnn', () => {
    assert.deepEqual(serialDate(2_019_102_400), { day: Date.UTC(2019, 9, 24), revision: 0 });
    assert.deepEqual(serialDate(2_024_022_917), { day: Date.UTC(2024, 1, 29), revision: 17 });
  });
  for (const serial of [0, 1, 1_732_104_000, 2_023_022_900, 2_019_130_100, 2_019_100_000, 4_294_967_295]) {
    it(`is not made up for ${serial}`, () => assert.equal(serialDate(serial), undefined));
  }
});
