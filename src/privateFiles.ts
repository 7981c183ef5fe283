import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorMessage } from './logger.ts';
import { cleanText, type Text } from './text/text.ts';

/**
 * Files that are for this user alone: folders 0700 and files 0600, tightened where they are found looser, and no
 * symbolic link followed. On Windows, where there are no such modes, the folder's own access rules hold.
 */

/** A file that could not be wiped, and why. */
export interface Unwiped {
  readonly file: Text;
  readonly reason: Text;
}

const FOLDER_MODE = 0o700;
/** The mode of a file for this user alone. */
export const FILE_MODE = 0o600;
const OTHERS = 0o077;

/** Makes a folder, or takes the rights of others away from one that is there. @throws what the disk throws */
export async function ensureFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await tighten(folder, FOLDER_MODE);
}

/**
 * Reads a file as UTF-8.
 * @param maxBytes a file over that is not read
 * @returns undefined for a file that is not there or too large. @throws what the disk throws, also for a link
 */
export async function readPrivate(file: string, maxBytes: number): Promise<string | undefined> {
  if (!(await exists(file))) {
    return undefined;
  }
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  const { size, mode } = await handle.stat();
  if ((mode & OTHERS) !== 0) {
    await handle.chmod(FILE_MODE);
  }
  return size > maxBytes ? undefined : (await handle.readFile()).toString('utf8');
}

/**
 * Replaces a file as a whole: no reader sees half of it.
 * @param mayReplace asked when the text is written, right before it takes its place
 * @returns whether it was replaced. @throws what the disk throws
 */
export async function writePrivate(
  file: string,
  pieces: Iterable<string>,
  mayReplace: () => Promise<boolean>,
): Promise<boolean> {
  const temporary = temporaryName(file);
  try {
    await ensureFolder(path.dirname(file));
    await writeFile(temporary, pieces, { mode: FILE_MODE, flag: 'wx', flush: true });
    if (!(await mayReplace())) {
      return false;
    }
    await rename(temporary, file);
    return true;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Deletes a file, emptied first so that nothing of it stays where it cannot be deleted. */
export async function wipeFile(file: string): Promise<Unwiped | undefined> {
  try {
    if (!(await lstat(file)).isSymbolicLink()) {
      await truncate(file).catch(() => undefined);
    }
    await rm(file);
    return undefined;
  } catch (error) {
    return (await exists(file)) ? { file: cleanText(file), reason: errorMessage(error) } : undefined;
  }
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The name of a file that is still being written. */
function temporaryName(file: string): string {
  const { dir, name } = path.parse(file);
  return path.join(dir, `${name}.${randomUUID()}.tmp`);
}

async function tighten(place: string, mode: number): Promise<void> {
  const { mode: found } = await lstat(place);
  if ((found & OTHERS) !== 0) {
    await chmod(place, mode);
  }
}
