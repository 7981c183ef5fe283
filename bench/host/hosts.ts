import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../test/support/host/browser.ts';
import { projectFolder } from '../../test/support/host/paths.ts';
import { startServed } from '../../test/support/host/served.ts';
import { workbenchUrl } from '../../test/support/host/workbenchUrl.ts';

export interface HostsOptions {
  readonly starts: number;
  /** Whose `run` the extension host calls. */
  readonly script: string;
  /** The folder of an extension that is there beside ours. */
  readonly emptyExtension: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called when a run has ended well. */
  readonly onEnd: () => Promise<void>;
}

/** Milliseconds for one start. */
const LIMIT = 120_000;

/** Runs a script in fresh extension hosts of a real VS Code, one after the other. @throws when one fails */
export async function inExtensionHosts(options: HostsOptions): Promise<void> {
  const { starts, script, emptyExtension, env, onEnd } = options;
  const served = await startServed({ development: true, extensionFolder: emptyExtension, env });
  const url = workbenchUrl(served, { extensionDevelopmentPath: projectFolder, extensionTestsPath: script });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    for (let start = 0; start < starts; start++) {
      const code = await exitCode(browser, url);
      if (code !== 0) {
        throw new Error(`the extension host ended with ${code}`);
      }
      await onEnd();
    }
  } finally {
    await browser?.close();
    await served.stop();
  }
}

/** Opens a window, whose extension host runs the script, and resolves to the code that it ends with. */
async function exitCode(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  try {
    const exited = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.goto(url);
    const late = delay(LIMIT, undefined, { ref: false }).then(() => {
      throw new Error(`The extension host did not end within ${LIMIT / 1000} s`);
    });
    return await Promise.race([exited, late]);
  } finally {
    await page.close();
  }
}
