import assert from 'node:assert/strict';
import type { Dialect, ParsedFile } from '../../../src/primaries/dialect.ts';
import { load } from '../../../src/primaries/load.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';
import { memoryFiles } from '../../support/primaries/checked.ts';

/** A language of includes alone: a line a path; a path with a question mark may be missing. */
const lines: Dialect<ParsedFile> = {
  name: 'bind',
  looksLike: () => true,
  *parse(file, text) {
    yield;
    const at = { file, start: 0, end: 0 };
    const names = text.split('\n').filter(Boolean);
    const includes = names.map((name) => ({
      pattern: name.replace('!', ''),
      at,
      optional: name.endsWith('!'),
      folder: undefined,
    }));
    return { file, text, includes };
  },
  *evaluate() {
    yield;
    return { dialect: 'bind', zones: [], mentions: [], keys: [], doubts: [] };
  },
};

async function loaded(files: Readonly<Record<string, string>>) {
  const root = { file: '/r', text: files['/r'] ?? '' };
  const about = { version: undefined, whole: true };
  const sources = await load(lines, root, memoryFiles(files), async (steps) => runAtOnce(steps), about);
  const outcomes = sources.files.flatMap(({ file, includes }) =>
    includes.map((include) => {
      const found = sources.included(include);
      return [file, include.pattern, 'kind' in found ? found.kind : found.map((parsed) => parsed.file)];
    }),
  );
  return { read: sources.files.map(({ file }) => file), outcomes };
}

describe('the files of a configuration', () => {
  it('are read once each, with all that they include', async () => {
    const { read } = await loaded({ '/r': 'a\nb', '/a': 'b', '/b': '' });
    assert.deepEqual(read, ['/r', '/a', '/b']);
  });

  it('are found by a pattern, in order', async () => {
    const { outcomes } = await loaded({ '/r': '*.c', '/y.c': '', '/x.c': '' });
    assert.deepEqual(outcomes, [['/r', '*.c', ['/x.c', '/y.c']]]);
  });

  it('are said to be missing, unless they need not be there', async () => {
    const { outcomes } = await loaded({ '/r': 'gone\nextra!' });
    assert.deepEqual(outcomes, [
      ['/r', 'gone', 'include-missing'],
      ['/r', 'extra', []],
    ]);
  });

  it('may include each other in a circle, which is said where it closes', async () => {
    const { read, outcomes } = await loaded({ '/r': 'a', '/a': 'b', '/b': 'a\nr' });
    assert.deepEqual(read, ['/r', '/a', '/b']);
    assert.deepEqual(outcomes, [
      ['/r', 'a', ['/a']],
      ['/a', 'b', ['/b']],
      ['/b', 'a', 'include-cycle'],
      ['/b', 'r', 'include-cycle'],
    ]);
  });
});
