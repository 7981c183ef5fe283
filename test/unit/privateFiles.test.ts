import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPrivate, wipeFile, writePrivate } from '../../src/privateFiles.ts';

const MODES = 0o777;

describe('a private file', () => {
  let folder: string;
  const modeOf = async (place: string): Promise<number> => (await stat(place)).mode & MODES;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'private-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it('is written for this user alone, in a folder for this user alone', async () => {
    const file = path.join(folder, 'kept', 'a.json');
    assert.equal(await writePrivate(file, ['a', 'b'], async () => true), true);
    assert.equal(await readPrivate(file, 10), 'ab');
    assert.equal(await modeOf(file), 0o600);
    assert.equal(await modeOf(path.dirname(file)), 0o700);
  });

  it('has its rights and those of its folder tightened where they are loose', async () => {
    const kept = path.join(folder, 'kept');
    const file = path.join(kept, 'a.json');
    await mkdir(kept);
    await writeFile(file, 'a');
    await chmod(kept, 0o755);
    await chmod(file, 0o644);
    assert.equal(await readPrivate(file, 10), 'a');
    assert.equal(await modeOf(file), 0o600);
    await writePrivate(file, ['b'], async () => true);
    assert.equal(await modeOf(kept), 0o700);
  });

  it('is never one that a link leads to', async () => {
    const elsewhere = path.join(folder, 'elsewhere');
    const link = path.join(folder, 'link');
    await writeFile(elsewhere, 'theirs');
    await symlink(elsewhere, link);
    await assert.rejects(readPrivate(link, 10), { code: 'ELOOP' });
    await writePrivate(link, ['ours'], async () => true);
    assert.equal(await readFile(elsewhere, 'utf8'), 'theirs');
    assert.equal(await readPrivate(link, 10), 'ours');
  });

  it('is not read when it is not there, or larger than allowed', async () => {
    const file = path.join(folder, 'a.json');
    assert.equal(await readPrivate(file, 10), undefined);
    await writeFile(file, 'eleven bytes');
    assert.equal(await readPrivate(file, 10), undefined);
  });

  it('stays as it was when it may not be replaced, and nothing else is left', async () => {
    const file = path.join(folder, 'a.json');
    await writePrivate(file, ['old'], async () => true);
    assert.equal(await writePrivate(file, ['new'], async () => false), false);
    assert.equal(await readPrivate(file, 10), 'old');
    assert.deepEqual(await readdir(folder), ['a.json']);
  });

  it('is gone when it is wiped, and a link without what it leads to', async () => {
    const file = path.join(folder, 'a.json');
    const link = path.join(folder, 'link');
    await writeFile(file, 'theirs');
    await symlink(file, link);
    assert.equal(await wipeFile(link), undefined);
    assert.equal(await readFile(file, 'utf8'), 'theirs');
    assert.equal(await wipeFile(file), undefined);
    assert.equal(await wipeFile(file), undefined);
    assert.deepEqual(await readdir(folder), []);
  });

  it('is reported with its name and the reason when it cannot be deleted', async () => {
    const file = path.join(folder, 'a.json');
    await mkdir(path.join(file, 'occupied'), { recursive: true });
    const unwiped = await wipeFile(file);
    assert.equal(unwiped?.file, file);
    assert.match(unwiped?.reason ?? '', /directory/i);
  });
});
