import assert from 'node:assert/strict';
import fc from 'fast-check';
import { historiesText, readHistories } from '../../../src/storage/histories.ts';
import {
  appendObservation,
  type History,
  MAX_OBSERVATIONS,
  observations,
} from '../../../src/storage/history.ts';
import type { Observation } from '../../../src/zones/observation.ts';
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
});
