import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ZoneStorage } from '../../../src/storage/zoneStorage.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';
import { incoming, NOW } from '../../support/values/zones.ts';

describe('what is kept of zones beyond a window', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'memory-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function open(identities: readonly string[]) {
    const store = new ZoneStore();
    const errors: unknown[] = [];
    const memory = new ZoneStorage({
      store,
      overdueFactor: () => 2,
      folder,
      clock: new SimulatedClock(NOW),
      delay: 1000,
      onError: (error) => errors.push(error),
    });
    store.setIdentities(identities);
    await memory.wipeOthers(identities);
    await memory.restore(identities);
    return { store, memory, errors };
  }

  async function fill(): Promise<void> {
    const { store, memory, errors } = await open(['me']);
    const zones = [{ id: 'z1', name: 'one.example', account: undefined }];
    store.listed('me', { zones, complete: true, failure: undefined }, NOW);
    for (const soa_serial of [1, 2, 3]) {
      store.read('z1', 'me', { ok: true, value: incoming({ soa_serial }), messages: [] }, NOW + soa_serial);
    }
    // The order in which VS Code ends an extension: it disposes while `deactivate` still writes.
    memory.dispose();
    await memory.flush();
    assert.deepEqual(errors, []);
  }

  it('paints the zones again with their stories before anything is asked', async () => {
    await fill();
    const { store, memory } = await open(['me']);
    const zone = store.zones.get('z1');
    assert.equal(zone?.incoming?.soaSerial, 3);
    assert.equal(zone?.askedAt, undefined);
    assert.deepEqual(zone && memory.historyOf(zone).map(({ serial }) => serial), [1, 2, 3]);
  });

  it('is wiped when the identity signs out', async () => {
    await fill();
    const { memory } = await open([]);
    await memory.flush();
    const left = await Promise.all(
      ['snapshots', 'histories'].map((name) => readdir(path.join(folder, name))),
    );
    assert.deepEqual(left.flat(), []);
  });
});
