import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ChangeQueue, type GatheredChanges } from '../../../../src/views/tree/changeQueue.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import { NOW } from '../../../support/values/zones.ts';

/** Milliseconds that changes are gathered. */
const GATHER = 100;

describe('the changes that a tree is told of', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A store with two listed zones, and a queue that has told of them. */
  function setUp() {
    const store = new ZoneStore();
    store.setIdentities(['me']);
    const zones = ['z1', 'z2'].map((id) => ({ id, name: `${id}.example`, account: undefined }));
    store.listed('me', { zones, complete: true, failure: undefined }, NOW);
    const told: GatheredChanges[] = [];
    const queue = new ChangeQueue(store, (changes) => told.push(changes));
    return { store, told, queue };
  }

  it('come at once for many, each zone once, a moment after the first', () => {
    const { store, told } = setUp();
    store.reading('z1');
    mock.timers.tick(GATHER - 1);
    store.reading('z2');
    store.requestCancelled('z1');
    assert.deepEqual(told, []);
    mock.timers.tick(1);
    assert.deepEqual(told, [{ zoneIds: ['z1', 'z2'], structure: false, peers: false }]);
    mock.timers.tick(GATHER);
    assert.equal(told.length, 1);
  });

  it('start over after they were told', () => {
    const { store, told } = setUp();
    store.reading('z1');
    mock.timers.tick(GATHER);
    store.reading('z2');
    mock.timers.tick(GATHER);
    assert.deepEqual(told[1], { zoneIds: ['z2'], structure: false, peers: false });
  });

  it('are about every row where zones came or went, once', () => {
    const { store, told } = setUp();
    store.setAdded(['z9']);
    mock.timers.tick(GATHER);
    store.reading('z1');
    mock.timers.tick(GATHER);
    assert.deepEqual(told, [
      { zoneIds: [], structure: true, peers: false },
      { zoneIds: ['z1'], structure: false, peers: false },
    ]);
  });

  it('are about the peers where peers were read, once', () => {
    const { store, told } = setUp();
    store.peersRead('a1', { ok: true, value: [], messages: [] });
    mock.timers.tick(GATHER);
    store.reading('z1');
    mock.timers.tick(GATHER);
    assert.deepEqual(told, [
      { zoneIds: [], structure: false, peers: true },
      { zoneIds: ['z1'], structure: false, peers: false },
    ]);
  });

  it('come for a list that is read, with no row to redraw', () => {
    const { store, told } = setUp();
    store.listing('me');
    mock.timers.tick(GATHER);
    assert.deepEqual(told, [{ zoneIds: [], structure: false, peers: false }]);
  });

  it('come without a wait where the tree asks for them, and not a second time', () => {
    const { store, told, queue } = setUp();
    store.reading('z1');
    queue.flush();
    assert.deepEqual(told, [{ zoneIds: ['z1'], structure: false, peers: false }]);
    mock.timers.tick(GATHER);
    assert.equal(told.length, 1);
  });

  it('can be of all rows, such as after another setting', () => {
    const { told, queue } = setUp();
    queue.flushAll();
    queue.flush();
    assert.deepEqual(told, [
      { zoneIds: [], structure: true, peers: false },
      { zoneIds: [], structure: false, peers: false },
    ]);
  });

  it('have zones whose rows are old by time alone', () => {
    const { told, queue } = setUp();
    queue.addZones(['z1', 'z2']);
    queue.addZones(['z1']);
    assert.deepEqual(told, []);
    queue.flush();
    assert.deepEqual(told, [{ zoneIds: ['z1', 'z2'], structure: false, peers: false }]);
  });

  it('do not come after the tree is gone', () => {
    const { store, told, queue } = setUp();
    store.reading('z1');
    queue.dispose();
    store.reading('z2');
    mock.timers.tick(GATHER);
    assert.deepEqual(told, []);
  });

  it('do not come where the tree is gone before anything changed', () => {
    const { store, told, queue } = setUp();
    queue.dispose();
    store.reading('z1');
    mock.timers.tick(GATHER);
    assert.deepEqual(told, []);
  });
});
