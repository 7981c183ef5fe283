import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onProcessEnd } from './processEnd.ts';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** VS Code's sockets lie in it, and a socket's path is limited to about 100 bytes: macOS's own folder is too deep. */
const base = process.platform === 'win32' ? tmpdir() : '/tmp';

/** Makes an empty folder with a short path, which is removed by `remove`, or when this process ends. */
export function makeTemporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(base, 'sdns-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  const release = onProcessEnd(removeFolder);
  return {
    path: folder,
    remove() {
      release();
      removeFolder();
    },
  };
}
