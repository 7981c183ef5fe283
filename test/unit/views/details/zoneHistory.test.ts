import assert from 'node:assert/strict';
import { zoneHistory } from '../../../../src/views/details/zoneHistory.ts';
import { STORY, seen } from '../../../support/values/story.ts';
import { HOUR, NOW } from '../../../support/values/zones.ts';

describe('the history of a zone on its page', () => {
  it('is not there before anything was seen', () => {
    assert.equal(zoneHistory([], NOW, 'en'), undefined);
  });

  it('lasts from the first observation to the last answer, also where that told nothing new', () => {
    const history = zoneHistory([seen(5)], NOW, 'en');
    assert.deepEqual([history?.from.time, history?.to.time], [NOW - 5 * HOUR, NOW]);
  });

  it('tells times of trouble in words, each state once', () => {
    const history = zoneHistory(
      [
        seen(9),
        seen(8, { state: 'overdue' }),
        seen(7, { state: 'error' }),
        seen(6, { state: 'overdue' }),
        seen(5),
      ],
      NOW,
      'en',
    );
    assert.deepEqual(history?.stretches, [
      {
        from: NOW - 8 * HOUR,
        to: NOW - 5 * HOUR,
        text: 'Overdue, Error from Nov 20, 2026, 04:00:00 UTC to Nov 20, 2026, 07:00:00 UTC',
        tone: 'bad',
      },
    ]);
  });

  it('says of a trouble that goes on since when it does', () => {
    const stretches = zoneHistory(STORY, NOW, 'en')?.stretches;
    assert.equal(stretches?.length, 2);
    assert.equal(stretches?.[1]?.text, 'Behind since Nov 20, 2026, 11:00:00 UTC');
  });

  it('says of a trouble that the last answer ended when it did', () => {
    const history = zoneHistory([seen(2, { state: 'behind' }), seen(0)], NOW, 'en');
    assert.deepEqual(
      history?.stretches.map(({ text }) => text),
      ['Behind from Nov 20, 2026, 10:00:00 UTC to Nov 20, 2026, 12:00:00 UTC'],
    );
  });

  it('does not call a zone troubled that has no incoming transfer', () => {
    assert.deepEqual(zoneHistory([seen(2, { state: 'not-configured' })], NOW, 'en')?.stretches, []);
  });

  it('goes on upwards where the serial wraps around, and down where it went back', () => {
    const levels = (serials: readonly (number | undefined)[]) =>
      zoneHistory(
        serials.map((serial, index) => seen(9 - index, { serial })),
        NOW,
        'en',
      )?.entries.map(({ level }) => level);
    assert.deepEqual(levels([0xffff_fffe, 3, 4]), [0, 1, 2]);
    assert.deepEqual(levels([5, 9, 7, 9]), [0, 2, 1, 2]);
    assert.deepEqual(levels([0, undefined, 7]), [undefined, undefined, 0]);
  });

  it('names each step by its serial', () => {
    assert.deepEqual(zoneHistory(STORY, NOW, 'en')?.levels, ['2019102400', '2019102401']);
    assert.match(zoneHistory(STORY, NOW, 'en')?.summary ?? '', /serial: 1\. Times of trouble: 2/);
  });

  it('lists each observation with its times, its serial and its state', () => {
    const [first, last] =
      zoneHistory(
        [seen(2, { serial: undefined, checkedAt: undefined }), seen(1, { state: 'overdue' })],
        NOW,
        'en',
      )?.entries ?? [];
    assert.deepEqual(first, {
      at: { time: NOW - 2 * HOUR, value: 'Nov 20, 2026, 10:00:00 UTC' },
      checked: undefined,
      serial: undefined,
      level: undefined,
      state: 'In order',
      tone: 'good',
    });
    assert.deepEqual(last, {
      at: { time: NOW - HOUR, value: 'Nov 20, 2026, 11:00:00 UTC' },
      checked: { time: NOW - HOUR - 60_000, value: 'Nov 20, 2026, 10:59:00 UTC' },
      serial: '2019102400',
      level: 0,
      state: 'Overdue',
      tone: 'warning',
    });
  });

  it('has no step for a time without a copy', () => {
    const history = zoneHistory([seen(3, { serial: undefined }), seen(2, { serial: 7 })], NOW, 'en');
    assert.deepEqual(history?.levels, ['7']);
    assert.deepEqual(zoneHistory([seen(3, { serial: 0 })], NOW, 'en')?.levels, []);
  });

  it('lasts to the last observation where no answer is known', () => {
    assert.equal(zoneHistory([seen(5), seen(3)], undefined, 'en')?.to.time, NOW - 3 * HOUR);
  });

  it('tells a trouble that ended from one that goes on', () => {
    const history = zoneHistory(
      [seen(9, { state: 'behind' }), seen(8), seen(7, { state: 'behind' })],
      NOW,
      'en',
    );
    assert.deepEqual(
      history?.stretches.map(({ text, tone }) => [text.split(' ')[1], tone]),
      [
        ['from', 'warning'],
        ['since', 'warning'],
      ],
    );
  });

  it('counts how often the serial moved, and how often there was trouble', () => {
    const summary = (...serials: readonly (number | undefined)[]) =>
      zoneHistory(
        serials.map((serial, index) => seen(9 - index, { serial })),
        NOW,
        'en',
      )?.summary;
    const moves = (count: number) =>
      `Serial and checks over time. Moves of the serial: ${count}. Times of trouble: 0.`;
    assert.equal(summary(7), moves(0));
    assert.equal(summary(7, 7, 8, 9), moves(2));
    assert.equal(summary(undefined, 7, undefined, 7), moves(0));
    assert.equal(summary(undefined, 7, undefined, 8, 8), moves(1));
  });
});
