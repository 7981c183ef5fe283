import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ZoneStorage } from '../../../src/storage/zoneStorage.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';
import { fileNameOf } from '../../support/values/identities.ts';
import { plain } from '../../support/values/plain.ts';
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
      fileName: fileNameOf,
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
    store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, NOW);
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

  /** Opens a window with one zone that was read, all of it written. */
  async function opened() {
    const window = await open(['me']);
    window.store.listed('me', plain(list(zone)), NOW);
    read(window.store, 1);
    await window.memory.flush();
    return window;
  }

  const zone = { id: 'z1', name: 'one.example', account: { id: 'a1', name: 'Example Registry' } };
  const list = (...zones: readonly (typeof zone)[]) => ({ zones, complete: true, failure: undefined });
  const read = (store: ZoneStore, soa_serial: number) =>
    store.read('z1', 'me', { ok: true, value: incoming({ soa_serial }), messages: [] }, NOW + soa_serial);
  const snapshotFile = async () => {
    const [name = ''] = await readdir(path.join(folder, 'snapshots'));
    return path.join(folder, 'snapshots', name);
  };

  it('has the last answer of a zone, after others were written', async () => {
    const { store, memory } = await opened();
    read(store, 2);
    await memory.flush();
    assert.equal((await open(['me'])).store.zones.get('z1')?.incoming?.soaSerial, 2);
  });

  it('has a zone that a later list brought', async () => {
    const { store, memory } = await opened();
    store.listed('me', plain(list(zone, { ...zone, id: 'z2' })), NOW);
    await memory.flush();
    assert.deepEqual([...(await open(['me'])).store.zones.keys()], ['z1', 'z2']);
  });

  it('has the peers of the accounts, as they were read last', async () => {
    const { store, memory } = await opened();
    const peer = { id: 'p1', name: 'ns1', ip: '192.0.2.1', port: 53, ixfr: true, tsigId: undefined };
    store.peersRead('a1', { ok: true, value: [plain(peer)], messages: [] });
    await memory.flush();
    assert.deepEqual((await open(['me'])).store.accountPeers('a1')?.peers, [peer]);
  });

  it('is not written anew because a list is read or waits for the limit', async () => {
    const { store, memory } = await opened();
    const { ino } = await stat(await snapshotFile());
    store.paused('me', NOW);
    await memory.flush();
    assert.equal((await stat(await snapshotFile())).ino, ino);
  });

  it('forgets at once what those saw who signed out', async () => {
    const { store, memory } = await opened();
    const known = store.zones.get('z1');
    assert.ok(known);
    assert.equal(memory.historyOf(known).length, 1);
    await memory.wipeOthers([]);
    assert.deepEqual(memory.historyOf(known), []);
  });

  it('keeps nothing that comes after it is disposed of', async () => {
    const { store, memory, errors } = await opened();
    memory.dispose();
    read(store, 2);
    await memory.flush();
    const again = await open(['me']);
    const known = again.store.zones.get('z1');
    assert.equal(known?.incoming?.soaSerial, 1);
    assert.equal(known && again.memory.historyOf(known).length, 1);
    assert.deepEqual(errors, []);
  });
});
