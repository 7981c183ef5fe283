import assert from 'node:assert/strict';
import {
  fileNumberOf,
  needsAttention,
  nextCheckAt,
  overdueAt,
  raisesAlarm,
  severity,
  stateOfFileNumber,
  ZONE_STATES,
  type ZoneState,
  zoneState,
} from '../../../src/zones/state.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import { check, primary, serial } from '../../support/values/checks.ts';
import { failed, HOUR, incoming, NOW, zone } from '../../support/values/zones.ts';

const DAY = 24 * HOUR;
const at = (milliseconds: number) => new Date(milliseconds).toISOString();

describe('the state of a zone', () => {
  const cases: readonly (readonly [string, Zone, ReturnType<typeof zoneState>])[] = [
    ['is in order when it was checked lately', zone(), 'in-order'],
    ['is loading before a first answer', zone({ incoming: undefined, readAt: undefined }), 'loading'],
    ['is not configured when there is no config', zone({ incoming: null }), 'not-configured'],
    [
      'is in order where the API does not say which peers it has',
      zone({ incoming: incoming({ peers: null }) }),
      'in-order',
    ],
    ['has no peers', zone({ incoming: incoming({ peers: [] }) }), 'no-peers'],
    [
      'was never transferred at serial 0',
      zone({ incoming: incoming({ soa_serial: 0 }) }),
      'never-transferred',
    ],
    [
      'was never transferred at serial null',
      zone({ incoming: incoming({ soa_serial: null }) }),
      'never-transferred',
    ],
    [
      'was never transferred without a serial',
      zone({ incoming: incoming({ soa_serial: undefined }) }),
      'never-transferred',
    ],
    ['is an error when its serial is ill-typed', zone({ incoming: incoming({ soa_serial: 'x' }) }), 'error'],
    [
      'is in order at exactly twice its refresh time',
      zone({ incoming: incoming({ checked_time: at(NOW - 2 * DAY) }) }),
      'in-order',
    ],
    [
      'is overdue past twice its refresh time',
      zone({ incoming: incoming({ checked_time: at(NOW - 2 * DAY - 1) }) }),
      'overdue',
    ],
    [
      'is not called overdue when the check is not reported',
      zone({ incoming: incoming({ checked_time: null }) }),
      'in-order',
    ],
    [
      'is not called overdue when the refresh time is not reported',
      zone({ incoming: incoming({ auto_refresh_seconds: null, checked_time: at(0) }) }),
      'in-order',
    ],
    [
      'is not permitted after a refusal, though a config is known',
      zone({ failure: failed('forbidden') }),
      'not-permitted',
    ],
    [
      'is an error after any other failure, though a config is known',
      zone({ failure: failed('timeout') }),
      'error',
    ],
    [
      'is an error when it never could be read',
      zone({ incoming: undefined, failure: failed('server') }),
      'error',
    ],
  ];
  for (const [title, given, expected] of cases) {
    it(title, () => assert.equal(zoneState(given, NOW, 2), expected));
  }

  it('follows the factor of the setting', () => {
    const late = zone({ incoming: incoming({ checked_time: at(NOW - 3 * DAY) }) });
    assert.equal(zoneState(late, NOW, 2), 'overdue');
    assert.equal(zoneState(late, NOW, 4), 'in-order');
  });

  it('sorts trouble before order', () => {
    assert.ok(severity('error') < severity('overdue'));
    assert.ok(severity('overdue') < severity('in-order'));
    assert.equal(needsAttention('overdue'), true);
    assert.equal(needsAttention('not-configured'), false);
    assert.equal(needsAttention('in-order'), false);
  });

  it('expects the next check one refresh time after the last', () => {
    assert.equal(nextCheckAt(zone()), Date.parse('2026-11-21T10:59:30.883Z'));
    assert.equal(nextCheckAt(zone({ incoming: null })), undefined);
  });

  /** What each state means: attention, alarm, and the number that files of every version have for it. */
  const meanings: Readonly<Record<ZoneState, readonly [boolean, boolean, number]>> = {
    error: [true, true, 0],
    'not-permitted': [true, true, 1],
    'out-of-step': [true, true, 2],
    behind: [true, true, 3],
    overdue: [true, true, 4],
    'never-transferred': [true, false, 5],
    'no-peers': [true, false, 6],
    'not-configured': [false, false, 7],
    loading: [false, false, 8],
    'in-order': [false, false, 9],
  };
  for (const state of ZONE_STATES) {
    const [attention, alarm, number] = meanings[state];
    it(`asks for attention${attention ? '' : ' not'}, alarms${alarm ? '' : ' not'}: ${state}`, () => {
      assert.deepEqual([needsAttention(state), raisesAlarm(state)], [attention, alarm]);
    });
    it(`has number ${number} in files of every version: ${state}`, () => {
      assert.equal(fileNumberOf(state), number);
      assert.equal(stateOfFileNumber(number), state);
    });
  }

  it('is none for a number that no file was ever given', () => {
    assert.equal(stateOfFileNumber(ZONE_STATES.length), undefined);
    assert.equal(stateOfFileNumber(-1), undefined);
  });

  it('follows the check of the primaries, before it may be overdue', () => {
    const late = incoming({ checked_time: at(0) });
    const stateBy = (found: number) =>
      zoneState(zone({ incoming: late, check: check([primary('A', serial(found))]) }), NOW, 2);
    assert.equal(stateBy(2_019_102_401), 'behind');
    assert.equal(stateBy(2_019_102_399), 'out-of-step');
    assert.equal(stateBy(2_019_102_400), 'overdue');
  });

  it('is overdue after as many refresh times as the setting says, or never where that cannot be told', () => {
    assert.equal(overdueAt(zone(), 3), Date.parse('2026-11-23T10:59:30.883Z'));
    assert.equal(overdueAt(zone({ incoming: incoming({ checked_time: null }) }), 3), undefined);
  });

  it('is not overdue at a time that no clock can show', () => {
    const far = zone({ incoming: incoming({ auto_refresh_seconds: Number.MAX_SAFE_INTEGER }) });
    assert.equal(overdueAt(far, 2), 8.64e15);
  });
});
