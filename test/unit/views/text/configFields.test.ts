import assert from 'node:assert/strict';
import { configFields } from '../../../../src/views/text/configFields.ts';
import { API_RESULT, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const context = { now: NOW, locale: 'en', overdueFactor: 2 };
const fieldsOf = (change: Readonly<Record<string, unknown>> = {}, now = NOW) =>
  configFields(zone({ incoming: incoming(change) }), { ...context, now });
const fieldOf = (key: string, change: Readonly<Record<string, unknown>> = {}, now = NOW) =>
  fieldsOf(change, now).find((field) => field.key === key);
/** The remark on a last check so many milliseconds before the next one. */
const checkNote = (untilNext: number) =>
  fieldOf('checked', { checked_time: new Date(NOW + untilNext - 24 * HOUR).toISOString() })?.note;

describe('the fields of a zone’s config', () => {
  it('are none where there is no config', () => {
    for (const none of [null, undefined]) {
      assert.deepEqual(configFields(zone({ incoming: none }), context), []);
    }
  });

  it('are told in the order of interest, each with an icon', () => {
    assert.deepEqual(
      fieldsOf().map(({ label, value, icon }) => [label, value, icon]),
      [
        ['Serial', '2019102400', 'symbol-number'],
        ['Checked', 'Nov 20, 2026, 10:59:30 UTC', 'search'],
        ['Auto refresh', '86400 s', 'sync'],
        ['Created', 'Oct 24, 2019, 16:09:42 UTC', 'calendar'],
        ['Modified', 'Oct 24, 2019, 16:09:42 UTC', 'edit'],
        ['Name', 'example.com.', 'globe'],
        ['Id', API_RESULT.id, 'key'],
      ],
    );
    assert.ok(fieldsOf().every(({ problem }) => !problem));
  });

  it('have the moment of a time, and of nothing else', () => {
    assert.deepEqual(
      fieldsOf().flatMap((field) => ('time' in field ? [[field.key, field.time]] : [])),
      [
        ['checked', Date.parse(API_RESULT.checked_time)],
        ['created', Date.parse(API_RESULT.created_time)],
        ['modified', Date.parse(API_RESULT.modified_time)],
      ],
    );
    assert.ok(!('time' in (fieldOf('created', { created_time: null }) ?? {})));
  });

  for (const [key, apiName] of [
    ['serial', 'soa_serial'],
    ['checked', 'checked_time'],
    ['autoRefresh', 'auto_refresh_seconds'],
    ['created', 'created_time'],
    ['modified', 'modified_time'],
    ['name', 'name'],
    ['id', 'id'],
  ] as const) {
    it(`say what came instead of ${apiName}, on its own line alone`, () => {
      const fields = fieldsOf({ [apiName]: [] });
      assert.deepEqual(
        fields.filter(({ problem }) => problem).map((field) => field.key),
        [key],
      );
      assert.match(fields.find((field) => field.key === key)?.note ?? '', /^expected .+, received /);
    });
  }

  it('have neither value nor remark where the API does not report one', () => {
    for (const field of fieldsOf({ soa_serial: null, checked_time: null, auto_refresh_seconds: null })) {
      if (['serial', 'checked', 'autoRefresh'].includes(field.key)) {
        assert.deepEqual([field.value, field.note, field.problem], [undefined, undefined, false]);
      }
    }
  });

  it('say the day and revision that a serial encodes, or that there was no transfer', () => {
    assert.equal(fieldOf('serial')?.note, 'Oct 24, 2019, revision 0');
    assert.equal(fieldOf('serial', { soa_serial: 7 })?.note, undefined);
    assert.equal(fieldOf('serial', { soa_serial: 0 })?.note, 'never transferred');
  });

  it('say when the next check comes, or when it was due', () => {
    assert.equal(checkNote(2 * HOUR), 'next check in 2h');
    assert.equal(checkNote(60_000), 'next check in 1m');
    assert.equal(checkNote(59_999), 'next check within a minute');
    assert.equal(checkNote(0), 'next check within a minute');
    assert.equal(checkNote(-1), 'the next check was due just now');
    assert.equal(checkNote(-2 * HOUR), 'the next check was due 2h ago');
  });

  it('say nothing of the next check where the refresh time is not known', () => {
    assert.equal(fieldOf('checked', { auto_refresh_seconds: null })?.note, undefined);
  });

  it('say how long a refresh time is, and that it is below the minimum', () => {
    assert.equal(fieldOf('autoRefresh')?.note, '1 day');
    assert.equal(fieldOf('autoRefresh', { auto_refresh_seconds: 300 })?.note, '5 min');
    assert.equal(
      fieldOf('autoRefresh', { auto_refresh_seconds: 299 })?.note,
      '4 min 59 sec, below the minimum of 300 s',
    );
  });
});
