import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historiesText, readHistories } from '../../../src/storage/histories.ts';
import {
  appendObservation,
  type History,
  MAX_OBSERVATIONS,
  observations,
  readHistory,
} from '../../../src/storage/history.ts';
import type { Observation } from '../../../src/zones/observation.ts';
import { ZONE_STATES } from '../../../src/zones/state.ts';
import { HOUR, NOW } from '../../support/values/zones.ts';

const seen = (change: Partial<Observation> = {}): Observation => ({
  at: NOW,
  serial: 7,
  checkedAt: NOW - HOUR,
  state: 'in-order',
  ...change,
});
const story = (...all: readonly Observation[]): readonly Observation[] =>
  observations(all.reduce<History>(appendObservation, []));

describe('the story of a zone', () => {
  it('has what differs from the last observation', () => {
    const moved = seen({ at: NOW + 2, serial: 8 });
    const failing = seen({ at: NOW + 3, serial: 8, state: 'overdue' });
    assert.deepEqual(story(seen(), seen({ at: NOW + 1 }), moved, failing), [seen(), moved, failing]);
  });

  it('keeps the first and the last of checks that found nothing new', () => {
    const checks = Array.from({ length: 20 }, (_, hour) =>
      seen({ at: NOW + hour * HOUR, checkedAt: NOW + hour * HOUR }),
    );
    assert.deepEqual(story(...checks), [checks[0], checks[19]]);
  });

  it('is bounded, and forgets the oldest', () => {
    const moves = Array.from({ length: 500 }, (_, index) => seen({ at: NOW + index, serial: index }));
    assert.deepEqual(story(...moves), moves.slice(-MAX_OBSERVATIONS));
  });

  it('drops what a clock that was wrong told of the future', () => {
    assert.deepEqual(story(seen({ at: NOW + HOUR, serial: 9 }), seen()), [seen()]);
  });

  it('knows a zone without a serial and without a check', () => {
    const bare = seen({ serial: undefined, checkedAt: undefined, state: 'not-configured' });
    assert.deepEqual(story(bare), [bare]);
  });

  it('is read as it was written, also when the end of the file is torn', () => {
    const zones = new Map(['z1', 'z2'].map((id) => [id, appendObservation([], seen())]));
    const text = [...historiesText(zones)].join('');
    assert.deepEqual(readHistories(text), zones);
    assert.deepEqual([...(readHistories(text.slice(0, -5))?.keys() ?? [])], ['z1']);
  });

  it('is read from any text without a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => `{"version":1}\n${json}`),
        ),
        (text) => {
          for (const history of readHistories(text)?.values() ?? []) {
            observations(history);
          }
        },
      ),
    );
  });

  it('keeps first and last of a run also after the serial moved', () => {
    const before = seen();
    const run = [1, 2, 3].map((hour) => seen({ at: NOW + hour, serial: 8, checkedAt: NOW + hour }));
    assert.deepEqual(story(before, ...run), [before, run[0], run[2]]);
  });

  it('drops what a wrong clock told of the future, also where nothing else is new', () => {
    const [first, future, next] = [seen(), seen({ at: NOW + HOUR, serial: 9 }), seen({ at: NOW + 1 })];
    assert.deepEqual(story(first, future, next), [first, next]);
  });

  it('is the same value where an observation tells nothing new', () => {
    const history = appendObservation([], seen());
    assert.equal(appendObservation(history, seen({ at: NOW + 1 })), history);
  });

  for (const state of ZONE_STATES) {
    it(`reads back from a file that a zone was ${state}`, () => {
      for (const serial of [undefined, 0, 0xffff_ffff]) {
        const told = seen({ state, serial });
        const history = readHistory(appendObservation([], told));
        assert.deepEqual(history && observations(history), [told]);
      }
    });
  }

  it('is read from a file as long as it may become', () => {
    const full = Array.from({ length: MAX_OBSERVATIONS }, (_, index) =>
      seen({ at: NOW + index, serial: index }),
    ).reduce<History>(appendObservation, []);
    assert.deepEqual(readHistory(full), full);
    assert.equal(readHistory([...full, ...full.slice(0, 3)]), undefined);
  });

  it('takes a time for one that a clock can show', () => {
    const [, checkedAt = 0, rest = 0] = appendObservation([], seen());
    for (const [at, isTime] of [
      [8.64e15, true],
      [-8.64e15, true],
      [8.64e15 + 1, false],
      [-8.64e15 - 1, false],
    ] as const) {
      assert.equal(readHistory([at, checkedAt, rest]) !== undefined, isTime);
      assert.equal(readHistory([NOW, at, rest]) !== undefined, isTime);
    }
  });

  const packed = (serial: number, state: number) => (serial + 1) * 64 + state;
  for (const [what, numbers] of [
    ['has a number too many', [NOW, NOW, packed(1, 0), NOW]],
    ['has half a serial', [NOW, NOW, packed(1, 0) + 0.5]],
    ['has a serial below zero', [NOW, NOW, -64]],
    ['has a serial of more than 32 bits', [NOW, NOW, packed(2 ** 32, 0)]],
    ['has a state that no version knows', [NOW, NOW, packed(1, 63)]],
    ['is wrong in its second observation', [NOW, NOW, packed(1, 0), NOW, NOW, 0.5]],
  ] as const) {
    it(`is not read from a file where it ${what}`, () => assert.equal(readHistory(numbers), undefined));
  }

  it('tells of an error where a state is not known', () => {
    const [told] = observations([NOW, -1, packed(7, 63)]);
    assert.deepEqual(told, { at: NOW, checkedAt: undefined, serial: 7, state: 'error' });
  });
});
