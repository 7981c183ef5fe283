import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareSerials, serialDate, serialDistance } from '../../../src/dns/serial.ts';

const serials = fc.integer({ min: 0, max: 0xffff_ffff });
const below2To31 = fc.integer({ min: 1, max: 0x7fff_ffff });

describe('serials (RFC 1982)', () => {
  for (const [a, order, b] of [
    [0, 'equal', 0],
    [2_026_112_401, 'less', 2_026_112_402],
    [2_026_112_402, 'greater', 2_026_112_401],
    [0xffff_ffff, 'less', 0],
    [0, 'greater', 0xffff_ffff],
    [0, 'less', 0x7fff_ffff],
    [0, 'incomparable', 0x8000_0000],
    [0x8000_0001, 'incomparable', 1],
    [0, 'greater', 0x8000_0001],
  ] as const) {
    it(`${a} is ${order} to ${b}`, () => assert.equal(compareSerials(a, b), order));
  }

  it('has a serial before all that follow within 2^31 steps', () => {
    fc.assert(
      fc.property(serials, below2To31, (serial, steps) => {
        const later = (serial + steps) % 2 ** 32;
        assert.equal(compareSerials(serial, later), 'less');
        assert.equal(compareSerials(later, serial), 'greater');
        assert.equal(serialDistance(serial, later), steps);
        assert.equal(serialDistance(later, serial), -steps);
      }),
    );
  });

  it('tells no distance of 2^31', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        assert.equal(serialDistance(serial, (serial + 2 ** 31) % 2 ** 32), undefined);
      }),
    );
  });
});

describe('the date of a serial', () => {
  it('is read from YYYYMMDDnn', () => {
    assert.deepEqual(serialDate(2_019_102_400), { day: Date.UTC(2019, 9, 24), revision: 0 });
    assert.deepEqual(serialDate(2_024_022_917), { day: Date.UTC(2024, 1, 29), revision: 17 });
  });
  for (const serial of [0, 1, 1_732_104_000, 2_023_022_900, 2_019_130_100, 2_019_100_000, 4_294_967_295]) {
    it(`is not made up for ${serial}`, () => assert.equal(serialDate(serial), undefined));
  }
});
