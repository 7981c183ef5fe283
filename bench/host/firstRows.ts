import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { DEMO_CREDENTIALS } from '../../test/support/api/demoWorld.ts';
import { manyZones } from '../../test/support/api/manyZones.ts';
import { startApi } from '../../test/support/api/server.ts';
import { launchBrowser } from '../../test/support/host/browser.ts';
import { projectFolder } from '../../test/support/host/paths.ts';
import { type Served, startServed } from '../../test/support/host/served.ts';
import { makeTemporaryFolder } from '../../test/support/host/temporaryFolder.ts';
import { Workbench } from '../../test/support/host/workbench.ts';
import { workbenchUrl } from '../../test/support/host/workbenchUrl.ts';
import { STATIC_CONTAINER, writeEmptyExtension } from './emptyExtension.ts';

/** Milliseconds from the click on a container to its first row, one pair a start. */
export interface FirstRows {
  readonly ours: number;
  readonly empty: number;
}

const OURS = 'Secondary DNS';
const ZONES = 1000;

/** Milliseconds after which the window and its extension host have started. */
const SETTLED = 5000;

/**
 * How long a person waits for rows, in fresh extension hosts of a real VS Code: ours draws 1,000 zones from its
 * snapshot, with the API out of reach; the other is an extension with a static tree of as many rows. The extension
 * must be built.
 */
export async function firstRows(starts: number): Promise<readonly FirstRows[]> {
  const folder = makeTemporaryFolder();
  const api = await startApi(manyZones(ZONES, Date.now()));
  const served = await startServed({
    development: true,
    extensionFolder: writeEmptyExtension(folder.path),
    settings: { 'secondaryDns.apiBaseUrl': api.url },
  });
  try {
    return await measure(served, starts, () => api.close());
  } finally {
    await served.stop();
    folder.remove();
  }
}

async function measure(
  served: Served,
  starts: number,
  closeApi: () => Promise<void>,
): Promise<readonly FirstRows[]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const workbench = new Workbench(page, workbenchUrl(served, { extensionDevelopmentPath: projectFolder }));
    await workbench.open();
    await takeSnapshot(workbench);
    await closeApi();
    const all: FirstRows[] = [];
    for (let start = 0; start < starts; start++) {
      await workbench.showContainer('Explorer');
      await workbench.reload();
      await delay(SETTLED);
      const first = start % 2 === 0;
      const one = await rowsTime(page, first ? OURS : STATIC_CONTAINER);
      const other = await rowsTime(page, first ? STATIC_CONTAINER : OURS);
      all.push(first ? { ours: one, empty: other } : { ours: other, empty: one });
    }
    return all;
  } finally {
    await browser.close();
  }
}

/** Signs in and waits until every zone was read; the next reload writes the snapshot. */
async function takeSnapshot(workbench: Workbench): Promise<void> {
  await workbench.showContainer(OURS);
  await workbench.runCommand('Secondary DNS: Sign In with API Token…');
  await workbench.answer(DEMO_CREDENTIALS.full);
  await workbench.quickInput.waitFor({ state: 'hidden' });
  await workbench.row('serial 2024').first().waitFor({ timeout: 60_000 });
}

/** Clicks a container's icon and waits, in the page itself, until a row of its tree is there. @returns milliseconds */
async function rowsTime(page: Page, title: string): Promise<number> {
  // Runs in the page, which has a DOM: as text, since this file is checked without one.
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    const icon = document.querySelector('.activitybar .action-item a[aria-label^=${JSON.stringify(title)}]');
    if (!icon) return reject(new Error('There is no container ${title}.'));
    const rows = () => document.querySelectorAll('.sidebar .pane-body .monaco-list[aria-label="${title === OURS ? 'Zones' : 'Static'}"] [role=treeitem]').length;
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (rows() > 0) {
        observer.disconnect();
        resolve(performance.now() - start);
      }
    });
    observer.observe(document.body, { childList: true, subtree: true });
    icon.click();
  })`);
}
