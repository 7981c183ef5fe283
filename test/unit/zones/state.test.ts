import assert from 'node:assert/strict';
import { needsAttention, nextCheckAt, severity, zoneState } from '../../../src/zones/state.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import { failed, HOUR, incoming, NOW, zone } from '../../support/values/zones.ts';

const DAY = 24 * HOUR;
const at = (milliseconds: number) => new Date(milliseconds).toISOString();

describe('the state of a zone', () => {
  const cases: readonly (readonly [string, Zone, ReturnType<typeof zoneState>])[] = [
    ['is in order when it was checked lately', zone(), 'in-order'],
    ['is loading before a first answer', zone({ incoming: undefined, readAt: undefined }), 'loading'],
    ['is not configured when there is no config', zone({ incoming: null }), 'not-configured'],
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
});
