import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../test/support/host/command.ts';
import { npmCommand } from '../test/support/host/npm.ts';
import { projectFolder, vsixFile } from '../test/support/host/paths.ts';
import type { Group } from './figure.ts';

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g;

/** The package, and what of it is loaded when the extension starts. It builds both anew, as for a release. */
export const sizes: Group = {
  title: 'sizes',
  goals: [
    { name: 'activation.bundle.kb', unit: 'kB', limit: 160 },
    { name: 'vsix.kb', unit: 'kB', limit: 600 },
  ],
  async measure() {
    await runCommand(npmCommand(['run', '--silent', 'package']), { cwd: projectFolder });
    const entry = path.join(projectFolder, 'dist', 'extension.js');
    const loaded = await loadedWith(entry, new Map());
    const bytes = [...loaded.values()].reduce((sum, size) => sum + size, 0);
    const { size } = await stat(vsixFile);
    return {
      'activation.bundle.kb': {
        value: bytes / 1000,
        note: `extension.js and all that it imports statically: ${loaded.size} files`,
      },
      'vsix.kb': { value: size / 1000 },
    };
  },
};

/** The sizes of a module and of all that it imports statically, bytes. */
async function loadedWith(file: string, known: Map<string, number>): Promise<Map<string, number>> {
  if (!known.has(file)) {
    const text = await readFile(file, 'utf8');
    known.set(file, Buffer.byteLength(text));
    for (const [, target = ''] of text.matchAll(STATIC_IMPORT)) {
      await loadedWith(path.resolve(path.dirname(file), target), known);
    }
  }
  return known;
}
