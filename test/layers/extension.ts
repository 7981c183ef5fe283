import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { ensureChromium } from '../support/host/chromium.ts';
import { ensureServedVsCode } from '../support/host/codeServer.ts';
import { desktopArguments, findDesktopVsCode } from '../support/host/desktop.ts';
import { withOwnNodeFirst } from '../support/host/environment.ts';
import { projectFolder } from '../support/host/paths.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import { bundleExtensionTests } from './extensionBundle.ts';

const codeShim = path.resolve(import.meta.dirname, '../support/host/codeShim.ts');

async function servedVsCode(): Promise<string> {
  await ensureChromium();
  await ensureServedVsCode();
  return codeShim;
}

/** A folder to open: some settings can be set for an open folder alone. */
function emptyFolder(root: string): string {
  const folder = path.join(root, 'workspace');
  mkdirSync(folder);
  return folder;
}

const { values: flags } = parseArgs({ options: { served: { type: 'boolean', default: false } } });
const desktop = flags.served ? undefined : await findDesktopVsCode();
const root = makeTemporaryFolder();
try {
  await runTests({
    vscodeExecutablePath: desktop ?? (await servedVsCode()),
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: await bundleExtensionTests(),
    extensionTestsEnv: withOwnNodeFirst(process.env),
    launchArgs: [
      emptyFolder(root.path),
      ...desktopArguments(root.path),
      '--use-inmemory-secretstorage',
      '--disable-gpu',
    ],
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  root.remove();
}
