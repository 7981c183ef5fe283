import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runMocha } from './mocha.ts';

const lingerMs = 10_000;

/** The *.test.ts files below a folder of `test`, absolute and in order. */
export function testFiles(folder: string): string[] {
  const root = path.resolve(import.meta.dirname, '..', folder);
  return globSync('**/*.test.ts', { cwd: root })
    .sort()
    .map((file) => path.join(root, file));
}

/** Runs the tests of a folder in this process, which then ends; what they left open is a failure. */
export async function runInNode(folder: string, timeout: number): Promise<void> {
  const files = testFiles(folder).map((file) => () => import(pathToFileURL(file).href));
  const { failures } = await runMocha(files, timeout);
  process.exitCode = failures.length > 0 ? 1 : 0;
  setTimeout(() => {
    console.error(`The tests left something open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, lingerMs).unref();
}
