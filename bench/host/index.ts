import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import * as v from 'valibot';
import { makeTemporaryFolder } from '../../test/support/host/temporaryFolder.ts';
import { type Group, type Measured, median, range } from '../figure.ts';
import { writeEmptyExtension } from './emptyExtension.ts';
import { type FirstRows, firstRows } from './firstRows.ts';
import { inExtensionHosts } from './hosts.ts';

const failed = v.object({ failed: v.string() });
const seen = v.object({
  version: v.string(),
  empty: v.number(),
  ours: v.number(),
  'tree.1k': v.number(),
  'tree.10k': v.number(),
  heapMb: v.number(),
  update: v.number(),
});

/** What is measured in an extension host, in several starts of it. The extension must be built. */
export function extensionHost(starts: number): Group {
  return {
    title: 'extension host',
    goals: [
      { name: 'activate.ms.over-empty', unit: 'ms', limit: 25 },
      { name: 'rows.first.ms.over-empty', unit: 'ms', limit: 60 },
      { name: 'tree.10k.ms', unit: 'ms', limit: 100 },
      { name: 'tree.10k.vs-1k', unit: 'ratio', limit: 12 },
      { name: 'tree.update.ms', unit: 'ms', limit: 1 },
      { name: 'tree.10k.heap.mb', unit: 'MB', limit: 40 },
    ],
    async measure() {
      const folder = makeTemporaryFolder();
      try {
        return { ...summary(await runs(folder.path, starts)), ...firstRowsSummary(await firstRows(starts)) };
      } finally {
        folder.remove();
      }
    },
  };
}

type Run = v.InferOutput<typeof seen>;

async function runs(folder: string, starts: number): Promise<readonly Run[]> {
  const result = path.join(folder, 'result.json');
  const all: Run[] = [];
  await inExtensionHosts({
    starts,
    script: await bundle(folder),
    emptyExtension: writeEmptyExtension(folder),
    env: { BENCH_RESULT: result },
    async onEnd() {
      const told: unknown = JSON.parse(await readFile(result, 'utf8'));
      if (v.is(failed, told)) {
        throw new Error(told.failed);
      }
      all.push(v.parse(seen, told));
    },
  });
  return all;
}

function summary(all: readonly Run[]): Readonly<Record<string, Measured>> {
  const middle = (value: (run: Run) => number, more = ''): Measured => {
    const values = all.map(value);
    return { value: median(values), note: `${all.length} starts, ${range(values)}${more}` };
  };
  const parts = [
    ...(['ours', 'empty'] as const).map((key) => `${key} ${range(all.map((run) => run[key]))}`),
    `VS Code ${all[0]?.version}`,
  ];
  return {
    'activate.ms.over-empty': middle(({ ours, empty }) => ours - empty, `; ${parts.join(', ')}`),
    'tree.10k.ms': middle((run) => run['tree.10k']),
    'tree.10k.vs-1k': middle((run) => run['tree.10k'] / run['tree.1k']),
    'tree.update.ms': middle(({ update }) => update, '; one row fired each time'),
    'tree.10k.heap.mb': middle(({ heapMb }) => heapMb),
  };
}

function firstRowsSummary(all: readonly FirstRows[]): Readonly<Record<string, Measured>> {
  const over = all.map(({ ours, empty }) => ours - empty);
  const parts = (['ours', 'empty'] as const).map((key) => `${key} ${range(all.map((pair) => pair[key]))}`);
  return {
    'rows.first.ms.over-empty': {
      value: median(over),
      note: `${all.length} starts, ${range(over)}; ${parts.join(', ')}; 1,000 rows each`,
    },
  };
}

async function bundle(folder: string): Promise<string> {
  const outfile = path.join(folder, 'bench.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'entry.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
