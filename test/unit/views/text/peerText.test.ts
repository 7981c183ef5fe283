import assert from 'node:assert/strict';
import { peerPlace, peerText } from '../../../../src/views/text/peerText.ts';
import { plain } from '../../../support/values/plain.ts';

const NS1 = { id: 't1', name: 'ns1', ip: '2001:db8::1', port: 53, ixfr: true, tsigId: undefined };

describe('a peer in words', () => {
  it('is its name and where it is', () =>
    assert.equal(peerText(plain('t1'), plain(NS1)), 'ns1 ([2001:db8::1]:53)'));

  it('is its tag where no more is known', () => assert.equal(peerText(plain('t1'), undefined), 't1'));

  it('says that it has no address', () => {
    assert.equal(peerPlace(plain({ ...NS1, ip: undefined })), 'no address');
    assert.equal(peerText(plain('t1'), plain({ ...NS1, ip: undefined })), 'ns1 (no address)');
  });
});
