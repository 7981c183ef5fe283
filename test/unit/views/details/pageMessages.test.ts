import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readMessage, readPageState } from '../../../../src/views/details/pageMessages.ts';
import { PAGE_ACTIONS } from '../../../../src/webview/protocol.ts';

describe('messages of the details page', () => {
  it('are read when they are known', () => {
    assert.deepEqual(readMessage({ type: 'refresh' }), { type: 'refresh' });
    assert.deepEqual(readMessage({ type: 'copyPeerTag', tag: 't' }), { type: 'copyPeerTag', tag: 't' });
  });

  for (const unknown of [
    undefined,
    null,
    'refresh',
    [],
    {},
    { type: 'toString' },
    { type: ['refresh'] },
    { type: 'copyPeerTag' },
    { type: 'copyPeerTag', tag: 7 },
  ]) {
    it(`are ignored when they are ${JSON.stringify(unknown)}`, () => {
      assert.equal(readMessage(unknown), undefined);
    });
  }

  it('bring back the zone of a page, where it kept one', () => {
    assert.deepEqual(readPageState({ zoneId: 'z' }), { zoneId: 'z' });
    for (const useless of [undefined, null, {}, { zoneId: 1 }, { zoneId: '' }]) {
      assert.equal(readPageState(useless), undefined);
    }
  });

  for (const type of Object.keys(PAGE_ACTIONS).filter((action) => action !== 'copyPeerTag')) {
    it(`ask for ${type}, and bring nothing else along`, () => {
      assert.deepEqual(readMessage({ type, tag: 't', zoneId: 'z' }), { type });
    });
  }

  it('say that the page listens', () => {
    assert.deepEqual(readMessage({ type: 'ready' }), { type: 'ready' });
    assert.equal(readMessage({ type: '' }), undefined);
  });

  it('bring back no more of a page than its zone', () => {
    assert.deepEqual(readPageState({ zoneId: 'z', html: '<b>' }), { zoneId: 'z' });
    assert.equal(readPageState('z'), undefined);
  });
});
