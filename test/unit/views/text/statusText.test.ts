import assert from 'node:assert/strict';
import { statusText, zoneCount } from '../../../../src/views/text/statusText.ts';
import type { ZoneState } from '../../../../src/zones/state.ts';

const counted = (...counts: readonly (readonly [ZoneState, number])[]) => statusText(new Map(counts));

describe('the text of the status bar', () => {
  it('says how many zones are in step, and how many are in each other state, the worst first', () => {
    assert.deepEqual(counted(['in-order', 3], ['overdue', 1], ['error', 2], ['behind', 0]), {
      text: '$(warning) 3 of 6 in step',
      tooltip: 'Secondary DNS\nError: 2, Overdue: 1, In order: 3',
      spoken: 'Secondary DNS: 3 of 6 in step. Error: 2, Overdue: 1, In order: 3',
    });
  });

  it('warns of nothing where no zone needs attention', () => {
    assert.equal(counted(['in-order', 2], ['not-configured', 1])?.text, '$(pass) 2 of 3 in step');
  });

  it('says that none is in step', () => {
    assert.equal(counted(['no-peers', 1])?.text, '$(warning) 0 of 1 in step');
  });

  it('is not there without zones', () => {
    assert.equal(counted(), undefined);
    assert.equal(counted(['in-order', 0]), undefined);
  });

  it('counts zones as people do', () => {
    assert.deepEqual([0, 1, 2].map(zoneCount), ['0 zones', '1 zone', '2 zones']);
  });
});
