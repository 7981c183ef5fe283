import assert from 'node:assert/strict';
import { reachOf } from '../../../src/dns/reach.ts';

describe('who can reach an address', () => {
  for (const [reach, addresses] of [
    ['public', ['162.159.33.15', '104.30.167.163', '2606:4700:60::1']],
    ['private', ['127.0.0.1', '10.0.0.53', '172.31.255.255', '192.168.1.1', '100.64.0.1', '::1', 'fd00::53']],
    [
      'none',
      [
        '0.0.0.0',
        '255.255.255.255',
        '224.0.0.251',
        '169.254.169.254',
        '192.0.2.53',
        '198.51.100.7',
        '203.0.113.1',
        '240.0.0.1',
        '::',
        'ff02::fb',
        'fe80::1',
        'fe80::1%eth0',
        '::ffff:127.0.0.1',
        '::ffff:7f00:1',
        '::127.0.0.1',
        '64:ff9b::7f00:1',
        '2002:7f00:1::',
        '2001:db8::53',
        '',
        'localhost',
        '127.1',
        '0x7f000001',
        '2130706433',
        '127.0.0.1\u0000',
      ],
    ],
  ] as const) {
    for (const address of addresses) {
      it(`is ${reach} for "${address}"`, () => assert.equal(reachOf(address), reach));
    }
  }
});
