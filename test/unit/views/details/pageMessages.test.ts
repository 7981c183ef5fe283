import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readMessage, readPageState } from '../../../../src/views/details/pageMessages.ts';

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
});
