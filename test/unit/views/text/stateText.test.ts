import assert from 'node:assert/strict';
import { hasFacts, rowStart, stateIcon, stateText, stateTone } from '../../../../src/views/text/stateText.ts';
import { ZONE_STATES, type ZoneState } from '../../../../src/zones/state.ts';

/** What is said of each state: its name, its tone, how a row begins, and whether facts follow. */
const TEXTS: Readonly<Record<ZoneState, readonly [string, string, string, boolean]>> = {
  error: ['Error', 'bad', '', true],
  'not-permitted': ['Not permitted', 'bad', '', true],
  'out-of-step': ['Out of step', 'bad', 'out of step', true],
  behind: ['Behind', 'warning', 'behind', true],
  overdue: ['Overdue', 'warning', 'overdue', true],
  'never-transferred': ['Never transferred', 'warning', 'never transferred', false],
  'no-peers': ['No peers', 'warning', 'no peers to transfer from', false],
  'not-configured': ['Not configured', 'neutral', 'no incoming transfer', false],
  loading: ['Loading', 'busy', '', false],
  'in-order': ['In order', 'good', '', true],
};

describe('the state of a zone in words', () => {
  for (const state of ZONE_STATES) {
    it(`is told with its tone, its row and its facts: ${state}`, () => {
      assert.deepEqual(
        [stateText(state), stateTone(state), rowStart(state, 'en'), hasFacts(state)],
        TEXTS[state],
      );
    });
  }

  it('has an icon of another shape for each, so that none is told by colour alone', () => {
    const icons = ZONE_STATES.map((state) => stateIcon(state).icon);
    assert.equal(new Set(icons).size, ZONE_STATES.length);
  });

  it('has the colour of its tone', () => {
    const colours = { bad: /Error/, warning: /Warning/, neutral: /description/, good: /green/, busy: /^$/ };
    for (const state of ZONE_STATES) {
      assert.match(stateIcon(state).color ?? '', colours[stateTone(state)]);
    }
  });
});
