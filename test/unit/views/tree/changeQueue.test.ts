import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ChangeQueue, type GatheredChanges } from '../../../../src/views/tree/changeQueue.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import { plain } from '../../../support/values/plain.ts';
import { NOW } from '../../../support/values/zones.ts';

/** Milliseconds that changes are gathered. */
const GATHER = 100;

describe('the queue of changes to a tree', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A store with two listed zones, and a queue of their changes. */
  function setUp() {
    const store = new ZoneStore();
    store.setIdentities(['me']);
    const zones = ['z1', 'z2'].map((id) => ({ id, name: `${id}.example`, account: undefined }));
    store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, NOW);
    const applied: GatheredChanges[] = [];
    const queue = new ChangeQueue(store, (changes) => applied.push(changes));
    return { store, applied, queue };
  }

  it('redraws many zones together, each once, a moment after the first change', () => {
    const { store, applied } = setUp();
    store.reading('z1');
    mock.timers.tick(GATHER - 1);
    store.reading('z2');
    store.requestCancelled('z1');
    assert.deepEqual(applied, []);
    mock.timers.tick(1);
    assert.deepEqual(applied, [{ zoneIds: ['z1', 'z2'], structure: false, peers: false }]);
    mock.timers.tick(GATHER);
    assert.equal(applied.length, 1);
  });

  it('gathers again after a redraw', () => {
    const { store, applied } = setUp();
    store.reading('z1');
    mock.timers.tick(GATHER);
    store.reading('z2');
    mock.timers.tick(GATHER);
    assert.deepEqual(applied[1], { zoneIds: ['z2'], structure: false, peers: false });
  });

  for (const [what, change, redrawn] of [
    [
      'redraws every row once when zones came or went',
      (store: ZoneStore) => store.setAdded([plain('z9')]),
      { structure: true, peers: false },
    ],
    [
      'redraws the peers once when peers were read',
      (store: ZoneStore) => store.peersRead('a1', { ok: true, value: [], messages: [] }),
      { structure: false, peers: true },
    ],
  ] as const) {
    it(what, () => {
      const { store, applied } = setUp();
      change(store);
      mock.timers.tick(GATHER);
      store.reading('z1');
      mock.timers.tick(GATHER);
      assert.deepEqual(applied, [
        { zoneIds: [], ...redrawn },
        { zoneIds: ['z1'], structure: false, peers: false },
      ]);
    });
  }

  it('reports a list that is being read, with no row to redraw', () => {
    const { store, applied } = setUp();
    store.listing('me');
    mock.timers.tick(GATHER);
    assert.deepEqual(applied, [{ zoneIds: [], structure: false, peers: false }]);
  });

  it('redraws without a wait when asked to, and not a second time', () => {
    const { store, applied, queue } = setUp();
    store.reading('z1');
    queue.flush();
    assert.deepEqual(applied, [{ zoneIds: ['z1'], structure: false, peers: false }]);
    mock.timers.tick(GATHER);
    assert.equal(applied.length, 1);
  });

  it('redraws all rows on demand, such as after another setting', () => {
    const { applied, queue } = setUp();
    queue.flushAll();
    queue.flush();
    assert.deepEqual(applied, [
      { zoneIds: [], structure: true, peers: false },
      { zoneIds: [], structure: false, peers: false },
    ]);
  });

  it('redraws zones whose rows are out of date by time alone', () => {
    const { applied, queue } = setUp();
    queue.addZones(['z1', 'z2']);
    queue.addZones(['z1']);
    assert.deepEqual(applied, []);
    queue.flush();
    assert.deepEqual(applied, [{ zoneIds: ['z1', 'z2'], structure: false, peers: false }]);
  });

  it('redraws nothing after the tree is gone', () => {
    const { store, applied, queue } = setUp();
    store.reading('z1');
    queue.dispose();
    store.reading('z2');
    mock.timers.tick(GATHER);
    assert.deepEqual(applied, []);
  });

  it('redraws nothing when the tree is gone before anything changed', () => {
    const { store, applied, queue } = setUp();
    queue.dispose();
    store.reading('z1');
    mock.timers.tick(GATHER);
    assert.deepEqual(applied, []);
  });
});
