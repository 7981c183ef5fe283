import type { Browser, BrowserContext } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { vsixFile } from './paths.ts';
import { type Served, startServed } from './served.ts';
import type { Settings } from './settings.ts';
import { Workbench } from './workbench.ts';
import { workbenchUrl } from './workbenchUrl.ts';

export interface SessionOptions {
  /** User settings, such as the address of the API. */
  readonly settings?: Settings;
  /** Variables for the extension host. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A VS Code with the packaged extension and a browser that shows it. */
export interface Session {
  readonly workbench: Workbench;
  readonly served: Served;
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Opens a second window on the same VS Code. */
  openWindow(): Promise<Workbench>;
  close(): Promise<void>;
}

const stepLimitMs = 30_000;

/** Pixels, with room for every row. A window that is resized while it starts may keep the size it had. */
const viewport = { width: 1280, height: 1400 };

async function newContext(browser: Browser, served: Served): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(stepLimitMs);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: served.url });
  return context;
}

/** Installs the packaged extension in a throw-away VS Code and opens its workbench. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const served = await startServed({ ...options, vsix: [vsixFile] });
  try {
    const browser = await launchBrowser();
    const context = await newContext(browser, served);
    const openWindow = async (): Promise<Workbench> => {
      const workbench = new Workbench(await context.newPage(), workbenchUrl(served));
      await workbench.open();
      return workbench;
    };
    const close = async (): Promise<void> => {
      await browser.close();
      await served.stop();
    };
    return { workbench: await openWindow(), served, browser, context, openWindow, close };
  } catch (error) {
    await served.stop();
    throw error;
  }
}
