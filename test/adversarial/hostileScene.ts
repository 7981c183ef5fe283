import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { PAYLOADS, type Payload, shownOf } from '../support/hostile/payloads.ts';
import { faultsIn, livingIn, read, signsOfLife } from '../support/hostile/signsOfLife.ts';
import type { Scene } from '../ui/scene.ts';

/** Milliseconds in which what was asked for is to be seen. */
const SOON = 20_000;

/** A scene before an API that sends anything for a text, and what of it takes effect in the window. */
export class HostileScene {
  readonly scene: Scene;
  /** What was asked for anywhere but at VS Code's own addresses. */
  readonly foreign: string[] = [];
  readonly #dialogs: readonly string[];

  constructor(scene: Scene) {
    this.scene = scene;
    this.#dialogs = scene.recordDialogs();
    const own = new URL(scene.session.served.url).host;
    scene.page.on('request', (request) => {
      const { host } = new URL(request.url());
      if (host !== '' && host !== own && !host.endsWith('.vscode-cdn.net')) this.foreign.push(request.url());
    });
  }

  /** Labels of rows. */
  get names(): Locator {
    return this.scene.sideBar.locator('[role=treeitem] .label-name');
  }

  /** What stands after the labels of rows. */
  get descriptions(): Locator {
    return this.scene.sideBar.locator('[role=treeitem] .label-description');
  }

  /** The items of the list that is open. */
  get items(): Locator {
    return this.scene.workbench.quickInput.locator(
      '[role=option] .quick-input-list-row:first-child .monaco-icon-label-container',
    );
  }

  get #hover(): Locator {
    return this.scene.page.locator('.workbench-hover .hover-contents');
  }

  /** Fails if a text has made VS Code do anything. */
  async assertNothingDone(tabs: readonly string[]): Promise<void> {
    const { page, session } = this.scene;
    assert.deepEqual(this.#dialogs, []);
    assert.deepEqual(this.foreign, []);
    assert.equal(session.context.pages().length, 1);
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
    assert.deepEqual(await said(page.locator('.tabs-container [role=tab]')), tabs.map(read));
  }

  /** Waits until one of some elements says a text. */
  async says(elements: Locator, text: string): Promise<void> {
    await eventually(async () => {
      const texts = await said(elements);
      assert.ok(
        texts.some((other) => other.includes(read(text))),
        `${text} in ${texts.join('\n')}`,
      );
    }, SOON);
  }

  /** Waits until each payload is said by one of some elements, as it is written. */
  async saysAll(elements: Locator, longest: number): Promise<void> {
    await eventually(async () => {
      const texts = await said(elements);
      const missing = PAYLOADS.filter(
        (payload) => !texts.some((text) => text.includes(read(shownOf(payload, longest)))),
      );
      assert.deepEqual(
        missing.map(({ name }) => name),
        [],
      );
    }, SOON);
  }

  /** What took effect in all rows. */
  rowSigns(): Promise<readonly string[]> {
    return signsOfLife(this.scene.sideBar.locator('[role=treeitem] .monaco-icon-label-container'));
  }

  /** Rests the pointer on names in turn until the tooltip of each is there. @param fact what each tooltip says */
  async tooltipSigns(names: Locator, fact: string): Promise<readonly string[]> {
    const signs: string[] = [];
    for (const name of await names.all()) {
      const start = read((await name.textContent()) ?? '');
      await this.#restOn(name, (text) => text.startsWith(start) && text.includes(fact));
      const found = [...(await livingIn(this.#hover)), ...(await faultsIn(this.#hover.locator('p, li')))];
      signs.push(...found.map((sign) => `${start.slice(0, 80)}: ${sign}`));
    }
    return signs;
  }

  /** What took effect in the list that is open, also where the pointer has come to rest. */
  async listSigns(): Promise<readonly string[]> {
    const signs = [...(await signsOfLife(this.items))];
    for (const end of await this.items.locator('> :last-child').all()) {
      await end.hover({ force: true, position: { x: 4, y: 8 } });
      signs.push(...(await livingIn(this.#hover)));
    }
    return signs;
  }

  /** Does something with each payload, and collects what took effect of it. */
  async each(run: (payload: Payload) => Promise<readonly string[]>): Promise<readonly string[]> {
    const signs: string[] = [];
    for (const payload of PAYLOADS) {
      signs.push(...(await run(payload)).map((sign) => `${payload.name}: ${sign}`));
    }
    return signs;
  }

  /** Folds or unfolds a view. */
  async fold(view: string, folded: boolean): Promise<void> {
    const header = this.scene.workbench.view(view).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === String(folded)) await header.click();
  }

  /** A pointer that moves a little brings the tooltip even where VS Code has just redrawn the row. */
  async #restOn(name: Locator, isMeant: (text: string) => boolean): Promise<void> {
    let x = 4;
    await eventually(async () => {
      x = 10 - x;
      await name.hover({ position: { x, y: 8 } });
      const texts = await said(this.#hover);
      assert.ok(texts.some(isMeant), texts.join('\n'));
    }, SOON);
  }
}

async function said(elements: Locator): Promise<readonly string[]> {
  return (await elements.allTextContents()).map(read);
}
