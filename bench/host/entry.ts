import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { treeTimes } from './tree.ts';

/** An extension of VS Code's own that nothing has activated before. */
const FIRST = 'vscode.search-result';

/** Milliseconds after which what VS Code does at its start, and after an activation, is over. */
const SETTLED = 3000;

/** Called by the extension host: writes what it measured, or why not, to the file that BENCH_RESULT names. */
export async function run(): Promise<void> {
  const result = await measure().catch((error: unknown) => ({ failed: String(error) }));
  await writeFile(process.env.BENCH_RESULT ?? '', JSON.stringify(result));
}

async function measure() {
  // The first activation of all pays for what every later one finds done.
  await activationTime(FIRST);
  const empty = await activationTime('bench.empty');
  const ours = await activationTime('secondary-dns.cloudflare-secondary-dns');
  return { version: vscode.version, empty, ours, ...treeTimes() };
}

/** Milliseconds to load and activate an extension. @throws when it is not there, or is active already */
async function activationTime(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) {
    throw new Error(`${id} ${extension ? 'is active already' : 'is not installed'}`);
  }
  await delay(SETTLED);
  const start = performance.now();
  await extension.activate();
  return performance.now() - start;
}
