#!/usr/bin/env node
/**
 * Stands in for VS Code's executable where there is none: takes the arguments of @vscode/test-electron's
 * `runTests`, runs the tests in a served VS Code and a headless Chromium, and exits with the tests' code.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { format, parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { cloudflareVariables } from './environment.ts';
import { startServed } from './served.ts';
import { workbenchUrl } from './workbenchUrl.ts';

const deadlineMs = 10 * 60_000;
const workbenchChatter =
  /^(Resolv|Creat(ing a socket|ion of workbench)|Ignoring fetching|No search provider|\[)/;

const { values, positionals } = parseArgs({
  options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
  strict: false,
  allowPositionals: true,
});
const { extensionDevelopmentPath, extensionTestsPath } = values;
if (typeof extensionDevelopmentPath !== 'string' || typeof extensionTestsPath !== 'string') {
  throw new Error('--extensionDevelopmentPath and --extensionTestsPath are needed.');
}
const [folder] = positionals;

async function test(target: {
  extensionDevelopmentPath: string;
  extensionTestsPath: string;
}): Promise<number> {
  const served = await startServed({ development: true, env: cloudflareVariables(process.env) });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const exited = new Promise<number>((resolve, reject) => {
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (_level: string, args: unknown[]) => {
      const line = format(...args);
      if (!workbenchChatter.test(line)) console.log(line);
    });
    page.on('crash', () => console.error('The browser page crashed.'));
    await page.goto(workbenchUrl(served, { ...target, ...(folder === undefined ? {} : { folder }) }));
    const late = delay(deadlineMs, undefined, { ref: false }).then(() => {
      throw new Error(`The tests did not finish within ${deadlineMs / 60_000} minutes.`);
    });
    return await Promise.race([exited, late]);
  } finally {
    await browser.close();
    await served.stop();
  }
}

process.exitCode = await test({ extensionDevelopmentPath, extensionTestsPath });
