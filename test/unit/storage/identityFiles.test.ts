import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { SnapshotFiles, type SnapshotFilesOptions, takeSnapshot } from '../../../src/storage/snapshots.ts';
import type { Snapshot } from '../../../src/zones/store.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/host/temporaryFolder.ts';
import { fileNameOf } from '../../support/values/identities.ts';
import { incoming, zone } from '../../support/values/zones.ts';

const ME = 'key-me@example.com';
const YOU = 'token-123';

function withSerial(serial: number, count = 1): Snapshot {
  const zones = Array.from({ length: count }, (_, index) =>
    zone({ id: `z${index}`, incoming: incoming({ soa_serial: serial }) }),
  );
  return takeSnapshot('me', zones, () => undefined);
}

function serials(snapshot: Snapshot | undefined): readonly unknown[] {
  return snapshot?.zones.map(({ incoming }) => incoming?.soaSerial) ?? [];
}

describe('the snapshots on disk', () => {
  let temporary: TemporaryFolder;
  let folder: string;
  let serial: number;
  let errors: unknown[];

  beforeEach(() => {
    temporary = makeTemporaryFolder();
    folder = path.join(temporary.path, 'storage', 'snapshots');
    serial = 1;
    errors = [];
  });
  afterEach(() => temporary.remove());

  function open(options: Partial<SnapshotFilesOptions> = {}): SnapshotFiles {
    return new SnapshotFiles({
      folder,
      fileName: fileNameOf,
      clock: { now: Date.now, sleep: () => new Promise(() => undefined) },
      delay: 1000,
      snapshot: () => withSerial(serial),
      onError: (error) => errors.push(error),
      ...options,
    });
  }

  /** A window in which somebody is signed in and has been painted. */
  async function signedIn(ids = [ME], options: Partial<SnapshotFilesOptions> = {}): Promise<SnapshotFiles> {
    const store = open(options);
    await store.wipeOthers(ids);
    for (const id of ids) {
      await store.read(id);
    }
    return store;
  }

  async function write(store: SnapshotFiles, ids = [ME]): Promise<void> {
    store.changed(ids);
    await store.flush();
  }

  const files = () => readdirSync(folder);
  const fileOf = (name = files()[0] ?? '') => path.join(folder, name);

  it('come back in the next window', async () => {
    assert.equal(await open().read(ME), undefined);
    await write(await signedIn());
    assert.deepEqual(serials(await open().read(ME)), [1]);
    assert.equal(await open().read(YOU), undefined);
    assert.deepEqual(errors, []);
  });

  it('lie in files that tell nothing of the identity and that nobody else may read', async () => {
    await write(await signedIn());
    assert.match(files().join(), /^[0-9a-f]{64}\.jsonl$/);
    assert.doesNotMatch(readFileSync(fileOf(), 'utf8'), /me@example\.com/);
    if (process.platform !== 'win32') {
      assert.equal(statSync(fileOf()).mode & 0o777, 0o600);
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    }
  });

  it('are written once for many changes, with the last state', async () => {
    let taken = 0;
    const store = await signedIn([ME], {
      snapshot: () => {
        taken += 1;
        return withSerial(serial);
      },
    });
    for (serial = 1; serial < 100; serial++) {
      store.changed([ME]);
    }
    await Promise.all([store.flush(), store.flush()]);
    assert.equal(taken, 1);
    assert.deepEqual(serials(await store.read(ME)), [100]);
  });

  it('are written when the delay has passed, and again after the next change', async () => {
    const sleeps: (() => void)[] = [];
    const clock: Clock = { ...systemClock, sleep: () => new Promise((resolve) => sleeps.push(resolve)) };
    const store = await signedIn([ME], { clock });
    for (serial of [7, 8]) {
      store.changed([ME]);
      store.changed([ME]);
      assert.equal(sleeps.length, 1);
      sleeps.pop()?.();
      await Promise.resolve();
      assert.deepEqual(serials(await store.read(ME)), [serial]);
    }
  });

  it('write a change that comes amid a write', async () => {
    const store: SnapshotFiles = await signedIn([ME], {
      snapshot: () => {
        const now = withSerial(serial);
        if (serial === 1) {
          serial = 2;
          store.changed([ME]);
        }
        return now;
      },
    });
    await write(store);
    await store.flush();
    assert.deepEqual(serials(await store.read(ME)), [2]);
  });

  it('are not replaced by a state from before they were read', async () => {
    await write(await signedIn());
    const store = open();
    await store.wipeOthers([ME]);
    serial = 2;
    store.changed([ME]);
    await store.read(ME);
    await store.flush();
    assert.deepEqual(serials(await store.read(ME)), [1]);
  });

  it('are deleted for whoever signs out, and for them alone', async () => {
    const store = await signedIn([ME, YOU]);
    await write(store, [ME, YOU]);
    await store.wipeOthers([YOU]);
    assert.equal(await open().read(ME), undefined);
    assert.deepEqual(serials(await open().read(YOU)), [1]);
    await store.wipeOthers([]);
    assert.deepEqual(files(), []);
  });

  it('stay deleted when the sign-out comes amid a write or before a late change', async () => {
    let signOut: () => Promise<unknown> = async () => undefined;
    let wiped: Promise<unknown> | undefined;
    const store = await signedIn([ME], {
      snapshot: () => {
        wiped = signOut();
        return withSerial(1, 500);
      },
    });
    signOut = () => store.wipeOthers([]);
    await write(store);
    await wiped;
    assert.deepEqual(files(), []);
    await write(store);
    assert.deepEqual(files(), []);
  });

  it('stay deleted when another window has not noticed the sign-out yet', async () => {
    const store = await signedIn();
    await write(store);
    const other = await signedIn();
    await store.wipeOthers([]);
    await write(other);
    assert.deepEqual(files(), []);
    assert.deepEqual(errors, []);
  });

  it('are kept anew for whoever signs in again', async () => {
    const store = await signedIn();
    await write(store);
    void store.wipeOthers([]);
    void store.wipeOthers([ME]);
    assert.equal(await store.read(ME), undefined);
    serial = 2;
    await write(store);
    assert.deepEqual(serials(await open().read(ME)), [2]);
  });

  it('clear what a crash left behind, but neither a write under way nor a file of somebody else', async () => {
    await write(await signedIn());
    const [owner = ''] = files()[0]?.split('.') ?? [];
    const stray = `${owner}.00000000-0000-4000-8000-000000000000.tmp`;
    const underWay = `${owner}.00000000-0000-4000-8000-000000000001.tmp`;
    const gone = `${'0'.repeat(64)}.00000000-0000-4000-8000-000000000002.tmp`;
    for (const name of [stray, underWay, gone, 'notes.txt']) {
      writeFileSync(fileOf(name), '');
    }
    utimesSync(fileOf(stray), 1, 1);
    await open().wipeOthers([ME]);
    assert.deepEqual(files().sort(), [`${owner}.jsonl`, underWay, 'notes.txt'].sort());
  });

  it('are not read when they are huge', async () => {
    await write(await signedIn());
    truncateSync(fileOf(), 64 * 1024 * 1024 + 1);
    assert.equal(await open().read(ME), undefined);
  });

  it('tell of a disk that fails, and go on', async () => {
    mkdirSync(path.dirname(folder));
    writeFileSync(folder, 'in the way');
    const store = await signedIn();
    await write(store);
    assert.ok(errors.length > 0);
    temporary.remove();
    await write(store);
    assert.deepEqual(serials(await store.read(ME)), [1]);
  });

  it('are whole whenever they are read while two windows write them, and the last writer wins', async () => {
    const windows = await Promise.all(
      [1, 2].map((own) => signedIn([ME], { snapshot: () => withSerial(own, 300) })),
    );
    await Promise.all(windows.map((window) => write(window)));
    const reader = open();
    let writing = true;
    const rounds = Promise.all(
      windows.map(async (window) => {
        for (let round = 0; round < 20; round++) {
          await write(window);
        }
      }),
    ).finally(() => {
      writing = false;
    });
    while (writing) {
      const read = serials(await reader.read(ME));
      assert.equal(read.length, 300);
      assert.equal(new Set(read).size, 1);
    }
    await rounds;
    const [first] = windows;
    await write(first ?? reader);
    assert.deepEqual(new Set(serials(await reader.read(ME))), new Set([1]));
    assert.deepEqual(files().length, 1);
    assert.deepEqual(errors, []);
  });

  it('stay however old they are, while their identity is signed in', async () => {
    await write(await signedIn());
    utimesSync(fileOf(), 1, 1);
    await open().wipeOthers([ME]);
    assert.deepEqual(serials(await open().read(ME)), [1]);
  });

  it('do not come back by a change from before a sign-out', async () => {
    const store = await signedIn();
    store.changed([ME]);
    void store.wipeOthers([]);
    void store.wipeOthers([ME]);
    await store.read(ME);
    await store.flush();
    assert.equal(await open().read(ME), undefined);
  });

  it('are written for who stays when somebody else signs out amid the delay', async () => {
    const store = await signedIn([ME, YOU]);
    store.changed([ME, YOU]);
    await store.wipeOthers([ME]);
    await store.flush();
    assert.deepEqual(serials(await open().read(ME)), [1]);
    assert.equal(await open().read(YOU), undefined);
  });

  it('are never written of somebody who is not kept, though their file was looked for', async () => {
    const taken: string[] = [];
    const store = await signedIn([ME], {
      snapshot: (id) => {
        taken.push(id);
        return withSerial(serial);
      },
    });
    await store.read(YOU);
    await write(store, [YOU, 'somebody']);
    assert.equal(await open().read(YOU), undefined);
    assert.deepEqual(taken, []);
  });

  it('have nothing to wait for where nothing has changed', async () => {
    let sleeps = 0;
    const clock: Clock = {
      ...systemClock,
      sleep: async () => {
        sleeps += 1;
      },
    };
    const store = await signedIn([ME], { clock });
    store.changed([]);
    assert.equal(sleeps, 0);
  });
});
