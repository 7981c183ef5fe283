import assert from 'node:assert/strict';
import { alarmText } from '../../../src/views/text/alarmText.ts';
import { statusText } from '../../../src/views/text/statusText.ts';
import { type Alarm, Alarms } from '../../../src/zones/alarms.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';
import { plain } from '../../support/values/plain.ts';
import { failed, HOUR, incoming, NOW } from '../../support/values/zones.ts';

const QUIET = HOUR;

function setUp() {
  const clock = new SimulatedClock(NOW);
  const store = new ZoneStore();
  const told: (readonly Alarm[])[] = [];
  const alarms = new Alarms({
    store,
    clock,
    overdueFactor: () => 2,
    quietTime: () => QUIET,
    tell: (alarm) => told.push(alarm),
  });
  store.setIdentities(['me']);
  const zones = ['z1', 'z2'].map((id) => ({ id, name: `${id}.example`, account: undefined }));
  store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, NOW);
  const well = (id: string) =>
    store.read(
      id,
      'me',
      { ok: true, value: incoming({ checked_time: new Date(clock.now()).toISOString() }), messages: [] },
      clock.now(),
    );
  const failing = (id: string) =>
    store.read(id, 'me', { ok: false, failure: failed('not-json') }, clock.now());
  const cutOff = (id: string) =>
    store.read(id, 'me', { ok: false, failure: failed('unreachable') }, clock.now());
  return { clock, store, alarms, told, well, failing, cutOff };
}

describe('an alarm', () => {
  it('comes once when a zone that was well fails', async () => {
    const { clock, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    failing('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, [[{ zoneId: 'z1', state: 'error' }]]);
  });

  it('does not come for what was never seen well', async () => {
    const { clock, told, failing } = setUp();
    failing('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('tells of several zones at once', async () => {
    const { clock, told, well, failing } = setUp();
    for (const id of ['z1', 'z2']) {
      well(id);
      failing(id);
    }
    await clock.advance(60_000);
    assert.deepEqual(
      told.map((alarms) => alarms.length),
      [2],
    );
  });

  it('is quiet for a while after one, and then tells what is still so', async () => {
    const { clock, told, well, failing } = setUp();
    well('z1');
    well('z2');
    failing('z1');
    await clock.advance(60_000);
    failing('z2');
    await clock.advance(QUIET / 2);
    assert.equal(told.length, 1);
    await clock.advance(QUIET);
    assert.deepEqual(told[1], [{ zoneId: 'z2', state: 'error' }]);
  });

  it('says nothing of a zone that is well again by then', async () => {
    const { clock, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    well('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('does not come for what the person has just asked for', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z1');
    const asked = Promise.withResolvers<void>();
    const work = alarms.withoutAlarms(['z1'], asked.promise);
    failing('z1');
    asked.resolve();
    await work;
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('comes again for a zone that was well in between, after the quiet time', async () => {
    const { clock, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    await clock.advance(60_000);
    well('z1');
    failing('z1');
    await clock.advance(QUIET / 2);
    assert.equal(told.length, 1);
    await clock.advance(QUIET);
    assert.equal(told.length, 2);
  });

  it('does not come for the network, and still for what is found after it', async () => {
    const { clock, told, well, failing, cutOff } = setUp();
    well('z1');
    cutOff('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
    failing('z1');
    await clock.advance(60_000);
    assert.equal(told.length, 1);
  });

  it('says nothing of a zone that is gone by then, and takes it for a new one when it comes back', async () => {
    const { clock, store, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    store.setIdentities([]);
    store.setIdentities(['me']);
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('does not come once it is disposed of', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    alarms.dispose();
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('does not come for any zone while the person waits for a refresh of all', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z1');
    const refresh = Promise.withResolvers<void>();
    const work = alarms.withoutAlarms('all', refresh.promise);
    failing('z1');
    refresh.resolve();
    await work;
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('comes for another zone than the one that the person waits for', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z2');
    void alarms.withoutAlarms(['z1'], new Promise(() => undefined));
    failing('z2');
    await clock.advance(60_000);
    assert.deepEqual(told, [[{ zoneId: 'z2', state: 'error' }]]);
  });

  for (const zones of ['all', ['z1']] as const) {
    it(`comes again once the person has waited for ${zones}, also where that went wrong`, async () => {
      const { clock, alarms, told, well, failing } = setUp();
      await assert.rejects(alarms.withoutAlarms(zones, Promise.reject(new Error('no'))));
      assert.equal(await alarms.withoutAlarms(zones, Promise.resolve(7)), 7);
      well('z1');
      failing('z1');
      await clock.advance(60_000);
      assert.equal(told.length, 1);
    });
  }

  it('does not come for a zone that the person has meanwhile seen fail themselves', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    void alarms.withoutAlarms(['z1'], new Promise(() => undefined));
    failing('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  for (const [what, answer] of [
    ['needs no attention any more', { ok: true, value: null, messages: [] }],
    ['cannot be told any more', { ok: false, failure: failed('unreachable') }],
  ] as const) {
    it(`leaves out a zone whose state ${what}, and tells of the other`, async () => {
      const { clock, store, told, well, failing } = setUp();
      for (const id of ['z1', 'z2']) {
        well(id);
        failing(id);
      }
      store.read('z1', 'me', answer, NOW);
      await clock.advance(60_000);
      assert.deepEqual(told, [[{ zoneId: 'z2', state: 'error' }]]);
    });
  }

  it('is not brought up again when a zone that was well in between loses its peers', async () => {
    const { clock, store, told, well, failing } = setUp();
    well('z1');
    failing('z1');
    well('z1');
    store.read('z1', 'me', { ok: true, value: incoming({ peers: [] }), messages: [] }, NOW);
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('does not come in the quiet time for what turns while an alarm is on its way', async () => {
    const { clock, told, well, failing } = setUp();
    well('z1');
    well('z2');
    failing('z1');
    await clock.advance(4000);
    failing('z2');
    await clock.advance(4000);
    well('z1');
    failing('z1');
    await clock.advance(QUIET / 2);
    assert.deepEqual(
      told.map((alarms) => alarms.length),
      [2],
    );
  });

  it('does not come for a zone that was well, left the list, and fails when it comes back', async () => {
    const { clock, store, told, well, failing } = setUp();
    const list = (...ids: readonly string[]) =>
      store.listed(
        'me',
        {
          zones: plain(ids.map((id) => ({ id, name: `${id}.example`, account: undefined }))),
          complete: true,
          failure: undefined,
        },
        NOW,
      );
    well('z1');
    well('z2');
    failing('z2');
    list();
    list('z1', 'z2');
    failing('z1');
    failing('z2');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('does not come for a zone that was well, was removed, and fails when it is added again', async () => {
    const { clock, store, told, well, failing } = setUp();
    store.setAdded([plain('z9')]);
    well('z9');
    store.setAdded([]);
    store.setAdded([plain('z9')]);
    failing('z9');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('comes for a zone that was well before other zones came or a list was read', async () => {
    const { clock, store, told, well, failing } = setUp();
    well('z1');
    store.setAdded([plain('z9')]);
    store.listing('me');
    failing('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, [[{ zoneId: 'z1', state: 'error' }]]);
  });

  it('does not come for what turns after it is disposed of, though nothing waited', async () => {
    const { clock, alarms, told, well, failing } = setUp();
    well('z1');
    alarms.dispose();
    failing('z1');
    await clock.advance(60_000);
    assert.deepEqual(told, []);
  });

  it('names one zone with its state, or how many there are', () => {
    const named = { name: 'one.example', state: 'overdue' } as const;
    assert.equal(alarmText([plain(named)]), 'one.example needs attention: Overdue');
    assert.match(alarmText([plain(named), plain(named)]), /^2 zones need attention/);
  });
});

describe('the status bar', () => {
  it('says how many zones are in step', () => {
    const status = statusText(
      new Map([
        ['in-order', 3],
        ['overdue', 1],
      ] as const),
    );
    assert.equal(status?.text, '$(warning) 3 of 4 in step');
    assert.match(status?.spoken ?? '', /3 of 4 in step/);
  });
  it('says nothing where there are no zones', () => assert.equal(statusText(new Map()), undefined));
});
