import assert from 'node:assert/strict';
import { peerAddress, serverAt } from '../../../src/zones/peerAddress.ts';
import { plain } from '../../support/values/plain.ts';

describe('the address of a server', () => {
  it('is followed by its port', () => {
    assert.equal(serverAt({ address: '192.0.2.1', port: 53 }), '192.0.2.1:53');
  });

  it('is in brackets where it is one of IPv6, so that the port can be told from it', () => {
    assert.equal(serverAt({ address: '2001:db8::1', port: 5353 }), '[2001:db8::1]:5353');
  });

  it('stands alone where no port is known, or it is 0', () => {
    assert.equal(serverAt({ address: '192.0.2.1', port: undefined }), '192.0.2.1');
    assert.equal(serverAt({ address: '2001:db8::1', port: 0 }), '[2001:db8::1]');
  });

  it('is empty for a peer that has none, whatever its port', () => {
    const peer = { id: 't1', name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
    assert.equal(peerAddress(plain(peer)), '192.0.2.1:53');
    assert.equal(peerAddress(plain({ ...peer, ip: undefined })), '');
    assert.equal(peerAddress(plain({ ...peer, ip: plain('') })), '');
  });
});
