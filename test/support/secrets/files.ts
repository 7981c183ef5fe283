import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** More is a program or a cache of one, not something that an extension wrote. Bytes. */
const LARGEST = 32 * 1024 * 1024;

/** The contents of the files below some folders, a byte a character, by their paths. */
export function filesBelow(folders: readonly string[]): Readonly<Record<string, string>> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(pathOf),
  );
  return Object.fromEntries(files.flatMap((file) => read(file)));
}

function pathOf({ parentPath, name }: Dirent): string {
  return path.join(parentPath, name);
}

/** Empty for a file that went away meanwhile. */
function read(file: string): readonly (readonly [string, string])[] {
  try {
    return statSync(file).size > LARGEST ? [] : [[file, readFileSync(file, 'latin1')]];
  } catch {
    return [];
  }
}
