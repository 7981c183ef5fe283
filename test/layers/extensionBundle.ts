import path from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../support/host/paths.ts';
import { testFiles } from './nodeMocha.ts';

const timeoutMs = 60_000;

/** The script that VS Code's extension host calls: it runs every test file and fails when one fails. */
function entryScript(files: readonly string[]): string {
  const runner = path.resolve(import.meta.dirname, 'mocha.ts');
  return `
    import { runMocha } from ${JSON.stringify(runner)};
    const files = [${files.map((file) => `() => import(${JSON.stringify(file)})`).join(', ')}];
    export async function run() {
      const { failures } = await runMocha(files, ${timeoutMs});
      if (failures.length > 0) throw new Error(failures.length + ' failed');
    }
  `;
}

/** Bundles the tests of `test/extension` into one script and resolves to its path. */
export async function bundleExtensionTests(): Promise<string> {
  const outfile = path.join(projectFolder, 'out/extension-tests/index.cjs');
  await build({
    stdin: { contents: entryScript(testFiles('extension')), resolveDir: projectFolder },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outfile;
}
