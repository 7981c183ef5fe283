import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { screenshotsFolder } from './paths.ts';

/** Milliseconds for what VS Code does by itself, on a slow machine: start, scan extensions, load a webview. */
const slowMs = 60_000;
const stepMs = 3_000;
const pauseMs = 300;

/** A page with a VS Code workbench in it, in the words of its user. */
export class Workbench {
  readonly page: Page;
  /** The palette, input boxes and quick picks. */
  readonly quickInput: Locator;
  readonly statusBar: Locator;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.quickInput = page.locator('.quick-input-widget');
    this.statusBar = page.locator('.statusbar');
    this.#url = url;
  }

  /** Loads the workbench and waits until it can be used. */
  async open(): Promise<void> {
    await this.page.goto(this.#url, { waitUntil: 'domcontentloaded' });
    await this.ready();
  }

  /** Reloads the window, by VS Code's own command: only then is all kept that VS Code keeps. */
  async reload(): Promise<void> {
    const reloaded = this.page.waitForEvent('domcontentloaded', { timeout: slowMs });
    await this.runCommand('Developer: Reload Window');
    await reloaded;
    await this.ready();
  }

  private async ready(): Promise<void> {
    await this.page.locator('.activitybar .action-item').first().waitFor({ timeout: slowMs });
    await this.statusBar.waitFor({ timeout: slowMs });
  }

  /**
   * Runs a command by its whole title in the palette, such as `Category: Command`. The palette's list is made
   * when it opens, and opens only once the workbench has started: each step is tried until the command is there.
   */
  async runCommand(title: string): Promise<void> {
    const whole = new RegExp(`^${title.replaceAll(/[^\w\s]/g, '\\$&')}$`);
    const label = this.page.locator('.label-name', { hasText: whole });
    const row = this.quickInput.getByRole('option').filter({ has: label }).first();
    await this.eventually(`the palette offers ${title}`, async () => {
      await this.page.keyboard.press('F1');
      await this.quickInput.locator('input.input').fill(`>${title}`, { timeout: stepMs });
      await row.click({ timeout: stepMs });
    });
  }

  /** Types into the input box that is open, and accepts. */
  async answer(text: string): Promise<void> {
    const input = this.quickInput.locator('input.input');
    await input.waitFor({ timeout: slowMs });
    await input.fill(text);
    await input.press('Enter');
  }

  /** Picks the first item that contains `text` in the quick pick that is open. */
  async pick(text: string): Promise<void> {
    await this.quickInput.getByRole('option').filter({ hasText: text }).first().click({ timeout: slowMs });
  }

  /** Ticks the items that contain one of `texts` in the quick pick that is open, and accepts. */
  async tick(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.quickInput
        .getByRole('checkbox')
        .filter({ hasText: text })
        .first()
        .click({ timeout: slowMs });
    }
    await this.quickInput.getByRole('button', { name: 'OK' }).click();
  }

  /** Shows a view container by the title of its icon in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const item = this.page.locator('.activitybar .action-item').filter({
      has: this.page.locator(`a[aria-label^="${title}"]`),
    });
    await item.waitFor({ timeout: slowMs });
    const isShown = (await item.getAttribute('class'))?.split(' ').includes('checked');
    if (!isShown) await item.click();
  }

  /** The number on a container's icon in the activity bar. */
  badge(title: string): Locator {
    return this.page
      .locator('.activitybar .action-item')
      .filter({ has: this.page.locator(`a[aria-label^="${title}"]`) })
      .locator('.badge-content');
  }

  /** A view in the side bar, by its name. */
  view(name: string): Locator {
    return this.page.locator('.pane').filter({
      has: this.page.locator(`.pane-header[aria-label^="${name}"]`),
    });
  }

  /** The tree rows with `text`, in the side bar. */
  row(text: string | RegExp): Locator {
    return this.page.locator('.sidebar').getByRole('treeitem').filter({ hasText: text });
  }

  /** Opens a tree row, unless it is open. */
  async expand(row: Locator): Promise<void> {
    await row.waitFor({ timeout: slowMs });
    if ((await row.getAttribute('aria-expanded')) === 'false')
      await row.locator('.monaco-tl-twistie').click();
  }

  /** Clicks a button in the title bar of the side bar, by its tooltip. */
  async viewAction(title: string): Promise<void> {
    const sideBar = this.page.locator('.sidebar');
    await sideBar.hover();
    await sideBar.locator(`.actions-container a[aria-label^="${title}"]`).first().click();
  }

  /** Picks an item of the context menu of an element. */
  async contextMenu(target: Locator, item: string): Promise<void> {
    const entry = this.page.locator('.context-view').getByRole('menuitem', { name: item }).first();
    // A click that comes as the menu opens is taken for the end of the one that opened it: then it takes another.
    await this.eventually(`the menu does ${item}`, async () => {
      await target.click({ button: 'right', timeout: stepMs });
      const click = () => entry.click({ timeout: stepMs });
      await click();
      await entry.waitFor({ state: 'hidden', timeout: pauseMs }).catch(click);
      await entry.waitFor({ state: 'hidden', timeout: stepMs });
    });
  }

  /** The notifications that contain `text`. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /** A button of the modal dialog that is open. */
  dialogButton(label: string): Locator {
    return this.page.locator('.monaco-dialog-box').getByRole('button', { name: label });
  }

  /** The tab of an editor, by its title. */
  tab(title: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: title });
  }

  /** The document of the extension in the webview that is shown: a frame within VS Code's own frame. */
  webview(): FrameLocator {
    return this.page
      .locator('iframe.webview.ready:visible')
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
  }

  /** What is in the clipboard. */
  async clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Takes a picture of the window and returns its file, `NAME.png`. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshotsFolder, `${name}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    return file;
  }

  private async eventually(what: string, attempt: () => Promise<void>): Promise<void> {
    const deadline = performance.now() + slowMs;
    for (;;) {
      try {
        return await attempt();
      } catch (cause) {
        if (performance.now() > deadline) throw new Error(`It did not happen that ${what}.`, { cause });
        await this.page.keyboard.press('Escape');
        await this.page.waitForTimeout(pauseMs);
      }
    }
  }
}
