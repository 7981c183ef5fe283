import assert from 'node:assert/strict';
import { AutoRefresh } from '../../../src/zones/autoRefresh.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';
import { NOW } from '../../support/values/zones.ts';

const MINUTE = 60_000;
/** Between two looks without chance: 15 % of the interval. */
const PAUSE = 1.5 * MINUTE;
/** The wait for the first rows. */
const FIRST_ROWS = 250;

/** A periodic refresh that may run, with nothing visible so far. */
async function setUp() {
  const clock = new SimulatedClock(NOW - FIRST_ROWS);
  const seen = {
    interval: 10 * MINUTE,
    random: 0,
    outage: false,
    visible: new Set() as ReadonlySet<string> | undefined,
    looks: [] as {
      readonly at: number;
      readonly age: number;
      readonly only: readonly string[] | undefined;
    }[],
    cancelled: 0,
  };
  const autoRefresh = new AutoRefresh({
    clock,
    random: () => seen.random,
    interval: () => seen.interval,
    visibleZones: () => seen.visible,
    refreshOlder: async (age, only) => {
      seen.looks.push({ at: clock.now() - NOW, age, only: only && [...only] });
    },
    cancelAll: () => {
      seen.cancelled += 1;
    },
    isOutage: () => seen.outage,
  });
  void autoRefresh.start();
  await clock.advance(FIRST_ROWS);
  seen.visible = new Set(['z1']);
  const times = () => seen.looks.map(({ at }) => at);
  return { clock, seen, autoRefresh, times };
}

describe('the periodic refresh', () => {
  it('asks nothing before it is told that something is visible', async () => {
    const { clock, seen } = await setUp();
    await clock.advance(60 * MINUTE);
    assert.deepEqual(seen.looks, []);
  });

  it('reads at once what is due of the visible zones, so that nothing gets older than the interval', async () => {
    const { seen, autoRefresh } = await setUp();
    autoRefresh.update();
    assert.deepEqual(seen.looks, [{ at: 0, age: 7 * MINUTE, only: ['z1'] }]);
  });

  it('reads all zones where it is not known which are visible', async () => {
    const { seen, autoRefresh } = await setUp();
    seen.visible = undefined;
    autoRefresh.update();
    assert.equal(seen.looks[0]?.only, undefined);
    assert.equal(seen.cancelled, 0);
  });

  it('looks again after a part of the interval, to which chance adds a little', async () => {
    const { clock, seen, autoRefresh, times } = await setUp();
    autoRefresh.update();
    await clock.advance(PAUSE);
    assert.deepEqual(times(), [0, PAUSE]);
    seen.random = 0.5;
    await clock.advance(PAUSE);
    await clock.advance(2 * MINUTE);
    assert.deepEqual(times(), [0, PAUSE, 2 * PAUSE, 2 * PAUSE + 2 * MINUTE]);
  });

  it('goes on as it was when what is visible changes', async () => {
    const { clock, seen, autoRefresh, times } = await setUp();
    autoRefresh.update();
    seen.visible = new Set(['z2']);
    autoRefresh.update();
    await clock.advance(PAUSE);
    assert.deepEqual(times(), [0, PAUSE]);
    assert.deepEqual(seen.looks[1]?.only, ['z2']);
  });

  it('stops and cancels its requests when nothing is visible any more, and starts again', async () => {
    const { clock, seen, autoRefresh, times } = await setUp();
    autoRefresh.update();
    seen.visible = new Set();
    autoRefresh.update();
    assert.equal(seen.cancelled, 1);
    await clock.advance(60 * MINUTE);
    assert.deepEqual(times(), [0]);
    seen.visible = new Set(['z1']);
    autoRefresh.update();
    assert.deepEqual(times(), [0, 60 * MINUTE]);
  });

  it('leaves what a person has asked for alone where nothing was visible before', async () => {
    const { seen, autoRefresh } = await setUp();
    assert.equal(seen.cancelled, 0);
    seen.visible = new Set();
    autoRefresh.update();
    assert.equal(seen.cancelled, 0);
  });

  it('counts from now when it is restarted, and looks at once', async () => {
    const { clock, autoRefresh, times } = await setUp();
    autoRefresh.update();
    await clock.advance(MINUTE);
    autoRefresh.restart();
    await clock.advance(PAUSE);
    assert.deepEqual(times(), [0, MINUTE, MINUTE + PAUSE]);
  });

  it('doubles the interval with each failed run, up to sixteen times, and is back at once after a good one', async () => {
    const { clock, seen, autoRefresh, times } = await setUp();
    seen.outage = true;
    autoRefresh.update();
    await clock.advance(PAUSE * (1 + 2 + 4 + 8 + 16 + 16));
    assert.deepEqual(
      times(),
      [0, 1, 3, 7, 15, 31, 47].map((pauses) => pauses * PAUSE),
    );
    assert.deepEqual(
      seen.looks.map(({ age }) => age / (7 * MINUTE)),
      [1, 2, 4, 8, 16, 16, 16],
    );
    seen.outage = false;
    await clock.advance(PAUSE * (16 + 1));
    assert.deepEqual(times().slice(-2), [63 * PAUSE, 64 * PAUSE]);
  });

  it('reads only what was never asked, once, where the setting turns it off', async () => {
    const { clock, seen, autoRefresh } = await setUp();
    seen.interval = 0;
    autoRefresh.update();
    await clock.advance(60 * MINUTE);
    assert.deepEqual(
      seen.looks.map(({ age }) => age),
      [Number.POSITIVE_INFINITY],
    );
  });

  it('asks nothing more once it is disposed of', async () => {
    const { clock, autoRefresh, times } = await setUp();
    autoRefresh.dispose();
    autoRefresh.update();
    autoRefresh.dispose();
    await clock.advance(60 * MINUTE);
    assert.deepEqual(times(), []);
  });

  it('waits for the first rows before it asks anything', async () => {
    const clock = new SimulatedClock(NOW);
    const asked: number[] = [];
    const autoRefresh = new AutoRefresh({
      clock,
      random: () => 0,
      interval: () => MINUTE,
      visibleZones: () => undefined,
      refreshOlder: async () => void asked.push(clock.now() - NOW),
      cancelAll: () => {},
      isOutage: () => false,
    });
    void autoRefresh.start();
    autoRefresh.update();
    await clock.advance(FIRST_ROWS);
    assert.deepEqual(asked, [FIRST_ROWS]);
    autoRefresh.dispose();
  });
});
