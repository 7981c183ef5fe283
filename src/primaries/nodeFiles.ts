import { globSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeText, MAX_FILE_BYTES } from './fileText.ts';
import type { Files } from './load.ts';

/**
 * The files of this machine, for the command line: whoever runs it names what may be read.
 * Specified in test/unit/primaries.
 */
export const nodeFiles: Files = {
  async read(file) {
    try {
      const { size } = await stat(file);
      return size > MAX_FILE_BYTES ? { ok: false, reason: 'too-large' } : decodeText(await readFile(file));
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      return { ok: false, reason: missing ? 'include-missing' : 'include-unreadable' };
    }
  },
  async find({ pattern, folder }, from) {
    const bases = [...(folder === undefined ? [] : [folder]), path.dirname(from)];
    const candidates = bases.map((base) => (path.isAbsolute(pattern) ? pattern : path.join(base, pattern)));
    if (!isGlob(pattern)) {
      const there = await firstThere(candidates);
      return there === undefined ? candidates.slice(-1) : [there];
    }
    const found = candidates.map((candidate) => globSync(candidate).sort()).find(({ length }) => length > 0);
    const hasFolder =
      (await firstThere(candidates.map((candidate) => path.dirname(candidate)))) !== undefined;
    return found ?? (hasFolder ? [] : undefined);
  },
};

function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

async function firstThere(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
