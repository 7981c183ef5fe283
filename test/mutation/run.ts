import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const usage = `npm run mutate [-- PATTERN…]

Changes the sources that run without VS Code, one small change at a time, and prints those that no unit test
notices. A pattern (such as 'src/dns/**') limits the sources.`;

/** The sources that unit tests reach: those that import neither VS Code nor a page's DOM. */
function sourcesIn(patterns: readonly string[]): readonly string[] {
  return globSync(patterns.length > 0 ? [...patterns] : 'src/**/*.ts')
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.startsWith('src/webview/page'))
    .filter((file) => !readFileSync(file, 'utf8').includes("from 'vscode'"));
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  console.log(usage);
} else {
  await new Stryker({
    plugins: ['./test/mutation/resolveCjs.mjs', '@stryker-mutator/mocha-runner'],
    testRunner: 'mocha',
    mochaOptions: {
      spec: ['test/unit/**/*.test.ts'],
      // Some are about the bundle, which is not there, or take seconds a test, since they wait for real servers.
      ignore: ['isolation', 'servers', 'hostile', 'proxy', 'tls'].map(
        (kind) => `test/unit/**/*.${kind}.test.ts`,
      ),
      config: 'test/mutation/mocharc.json',
    },
    mutate: [...sourcesIn(positionals)],
    coverageAnalysis: 'perTest',
    // What runs once, when a file is loaded, would have to be loaded anew for each mutant.
    ignoreStatic: true,
    ignorePatterns: ['dist', 'out', 'media', 'bench', '.vscode-test', '*.vsix'],
    // Stryker would rewrite it by an interface that TypeScript 7 does not have.
    tsconfigFile: 'none',
    tempDirName: 'out/stryker',
    reporters: ['clear-text', 'progress'],
    clearTextReporter: { allowColor: false, logTests: false },
  }).runMutationTest();
}
