import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { npmCommand } from '../test/support/host/npm.ts';
import { projectFolder, vsixFile } from '../test/support/host/paths.ts';
import type { Figure } from './figure.ts';

const dist = path.join(projectFolder, 'dist');

/** The package, and what of it is loaded when the extension starts. It builds both anew. */
export async function sizeFigures(): Promise<readonly Figure[]> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const [program, ...args] = npmCommand(['run', '--silent', 'package']);
  await promisify(execFile)(program, args, { cwd: projectFolder });
  const loaded = await loadedWith(path.join(dist, 'extension.js'), new Map());
  const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  const { size } = await stat(vsixFile);
  await rm(scratch, { recursive: true });
  return [
    {
      name: 'activation.bundle.kb',
      value: bytes / 1000,
      unit: 'kB',
      limit: 100,
      note: `extension.js and ${loaded.size - 1} chunks that it imports statically`,
    },
    { name: 'vsix.kb', value: size / 1000, unit: 'kB', limit: 600 },
  ];
}

/** The sizes of a module and of all that it imports statically, bytes. */
async function loadedWith(file: string, known: Map<string, number>): Promise<ReadonlyMap<string, number>> {
  if (!known.has(file)) {
    const text = await readFile(file, 'utf8');
    known.set(file, Buffer.byteLength(text));
    for (const [, target = ''] of text.matchAll(/(?:from|^import|;import)\s*"(\.[^"]+)"/g)) {
      await loadedWith(path.resolve(path.dirname(file), target), known);
    }
  }
  return known;
}
