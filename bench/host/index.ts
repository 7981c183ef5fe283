import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import * as v from 'valibot';
import { ensureChromium } from '../../test/support/host/chromium.ts';
import { ensureServedVsCode } from '../../test/support/host/codeServer.ts';
import { withOwnNodeFirst } from '../../test/support/host/environment.ts';
import { projectFolder } from '../../test/support/host/paths.ts';
import { makeTemporaryFolder } from '../../test/support/host/temporaryFolder.ts';
import { type Figure, median, range } from '../figure.ts';

const seen = v.object({
  empty: v.number(),
  ours: v.number(),
  'tree.1k': v.number(),
  'tree.10k': v.number(),
  heapMb: v.number(),
  update: v.number(),
  rows: v.number(),
});

/** What is measured in an extension host, in several starts of VS Code. The extension must be built. */
export async function hostFigures(starts: number): Promise<readonly Figure[]> {
  await ensureChromium();
  await ensureServedVsCode();
  const runs: v.InferOutput<typeof seen>[] = [];
  for (let start = 0; start < starts; start++) {
    runs.push(await hostRun());
  }
  const all = (key: keyof (typeof runs)[number]) => runs.map((run) => run[key]);
  const differences = runs.map(({ ours, empty }) => ours - empty);
  const growth = runs.map((run) => run['tree.10k'] / run['tree.1k']);
  return [
    {
      name: 'activate.ms.over-empty',
      value: median(differences),
      unit: 'ms',
      limit: 10,
      note: `loading included; ${starts} starts, ${range(differences)}; ours ${range(all('ours'))}, empty ${range(all('empty'))}`,
    },
    {
      name: 'tree.10k.ms',
      value: median(all('tree.10k')),
      unit: 'ms',
      limit: 100,
      note: range(all('tree.10k')),
    },
    { name: 'tree.10k.vs-1k', value: median(growth), unit: 'ratio', limit: 12, note: range(growth) },
    {
      name: 'tree.update.ms',
      value: median(all('update')),
      unit: 'ms',
      limit: 1,
      note: `rows drawn anew: ${Math.max(...all('rows'))}`,
    },
    { name: 'tree.10k.heap.mb', value: median(all('heapMb')), unit: 'MB', limit: 40 },
  ];
}

async function hostRun(): Promise<v.InferOutput<typeof seen>> {
  const root = makeTemporaryFolder();
  const result = path.join(root.path, 'result.json');
  const workspace = path.join(root.path, 'workspace');
  mkdirSync(workspace);
  await runTests({
    vscodeExecutablePath: path.join(projectFolder, 'test/support/host/codeShim.ts'),
    extensionDevelopmentPath: [projectFolder, emptyExtension(root.path)],
    extensionTestsPath: await bundle(root.path),
    extensionTestsEnv: withOwnNodeFirst({ ...process.env, BENCH_RESULT: result }),
    launchArgs: [workspace],
  });
  return v.parse(seen, JSON.parse(readFileSync(result, 'utf8')));
}

function emptyExtension(root: string): string {
  const folder = path.join(root, 'empty');
  mkdirSync(folder);
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '1.0.0',
    main: './main.cjs',
    engines: { vscode: '^1.105.0' },
    activationEvents: [],
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'main.cjs'), 'exports.activate = () => {};');
  return folder;
}

async function bundle(root: string): Promise<string> {
  const outfile = path.join(root, 'bench.cjs');
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
