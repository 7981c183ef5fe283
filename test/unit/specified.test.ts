import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../support/host/paths.ts';

/** The files below a folder of the project whose names end so, by their paths in the project. */
async function filesBelow(folder: string, end: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(projectFolder, folder), { recursive: true });
  return entries.filter((name) => name.endsWith(end)).map((name) => path.posix.join(folder, name));
}

const isBehaviour = (source: string): boolean =>
  /^(export )?((async |abstract )?(function|class)\b|const \w+ = (async )?\()/m.test(source);

/** The tests that a source names, as files or folders of the project. */
const named = (source: string): readonly string[] =>
  Array.from(source.matchAll(/Specified in ([\w./]+)\./g), ([, place = '']) => place);

describe('the sources', () => {
  const sources = new Map<string, string>();
  const tested = new Set<string>();

  before(async () => {
    for (const file of await filesBelow('src', '.ts')) {
      sources.set(file, await readFile(path.join(projectFolder, file), 'utf8'));
    }
    for (const file of await filesBelow('test', '.test.ts')) {
      tested.add(path.basename(file).replace(/\..*/, ''));
    }
  });

  const isTested = (file: string): boolean => tested.has(path.basename(file, '.ts'));

  it('with behaviour have a test of their name, or say where they are specified', () => {
    const without = [...sources].filter(
      ([file, source]) => isBehaviour(source) && !isTested(file) && named(source).length === 0,
    );
    assert.deepEqual(
      without.map(([file]) => file),
      [],
    );
  });

  it('name tests that exist, and only where none has their name', () => {
    for (const [file, source] of sources) {
      for (const place of named(source)) {
        assert.ok(existsSync(path.join(projectFolder, place)), `${file} names ${place}`);
        assert.ok(!isTested(file), `${file} has a test of its name`);
      }
    }
  });
});
