import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { historiesText } from '../../src/storage/histories.ts';
import { appendObservation, type History } from '../../src/storage/history.ts';
import { demoWorld, type World } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { extensionId, projectFolder, screenshotsFolder } from '../support/host/paths.ts';
import type { Settings } from '../support/host/settings.ts';
import { useLabScene } from './labScene.ts';
import { Scene, useScene } from './scene.ts';

const forReadme = path.join(projectFolder, 'media', 'screenshots');

const HOUR = 3_600_000;

/** What was seen of example.net: hours before now, the serial, and whether its checks were on time. */
const STORY = [
  [50, 48_207, 'in-order'],
  [41, 48_208, 'in-order'],
  [33, 48_208, 'overdue'],
  [29, 48_209, 'in-order'],
  [22, 48_209, 'in-order'],
  [14, 48_210, 'in-order'],
  [8, 48_211, 'in-order'],
  [6, 48_211, 'in-order'],
  [2.5, 48_211, 'overdue'],
] as const;

/** A window with nothing in it but what is pictured. */
const PLAIN: Settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
};

/** By the name in the list of themes. */
const THEMES = {
  'details-dark': 'Dark Modern',
  'details-hc': 'Dark High Contrast',
  'details-hc-light': 'Light High Contrast',
};

/** The demo without names that only show what markup does not do, and without answers that are no answers, nor thirty peers of one. */
function tidyWorld(): World {
  const world = demoWorld(Date.now());
  const untidy = /[^a-z.]|garbled|mistyped|nulls|sparse|anycast/;
  return {
    ...world,
    zones: world.zones.filter(({ name }) => !untidy.test(name)),
    peers: world.peers.filter(({ name }) => !/anycast|script/.test(name)),
  };
}

describe('pictures', () => {
  const opened = useScene(() => Scene.open({ world: tidyWorld(), settings: PLAIN }));
  let scene: Scene;

  before(async () => {
    scene = opened();
    await scene.page.setViewportSize({ width: 1440, height: 900 });
    await widenSideBar();
    await scene.welcome.getByRole('button', { name: 'Sign In with API Token' }).waitFor();
    await scene.signIn();
    await eventually(writeStory);
    await scene.workbench.reload();
    await scene.row('Account Example Registry').getByText('need attention').waitFor();
    await scene.row('outage.example').getByText('HTTP 500').waitFor();
  });

  /** Has the extension remember a story, as a window that was open for days would have left it, once it has a file. */
  function writeStory(): void {
    const now = Date.now();
    const history = STORY.reduce<History>((before, [hours, serial, state]) => {
      const at = now - hours * HOUR;
      return appendObservation(before, {
        at,
        checkedAt: at - (state === 'overdue' ? 2.5 : 0.3) * HOUR,
        serial,
        state,
      });
    }, []);
    const folder = path.join(
      scene.session.served.root,
      'user-data/User/globalStorage',
      extensionId,
      'histories',
    );
    const [name] = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
    assert.ok(name);
    const text = [...historiesText(new Map([[scene.zone('example.net').id, history]]))].join('');
    writeFileSync(path.join(folder, name), text);
  }

  /** Makes room for what the rows say. */
  async function widenSideBar(): Promise<void> {
    const { mouse } = scene.page;
    const box = await scene.sideBar.boundingBox();
    assert.ok(box);
    await mouse.move(box.x + box.width + 2, 400);
    await mouse.down();
    await mouse.move(box.x + 420, 400, { steps: 5 });
    await mouse.up();
  }

  async function showSideBar(shown: boolean): Promise<void> {
    if ((await scene.sideBar.isVisible()) !== shown) {
      await scene.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    }
    await scene.sideBar.waitFor({ state: shown ? 'visible' : 'hidden' });
  }

  /** Opens the page of the zone that has a story, without the side bar. @returns the story */
  async function openStory(): Promise<Locator> {
    await showSideBar(false);
    await scene.runOn('example.net', 'Show Zone Details…');
    const history = scene.workbench.webview().getByRole('region', { name: 'History' });
    await history.getByText('48207').first().waitFor({ timeout: 60_000 });
    return history;
  }

  /** Takes a picture without toasts, status messages, hovers and focus. */
  async function picture(file: string): Promise<void> {
    const { page, workbench } = scene;
    await workbench.runCommand('Notifications: Clear All Notifications');
    await page.mouse.move(640, 799);
    await page.locator('.workbench-hover').waitFor({ state: 'detached' });
    await workbench.statusBar.getByText('Signed in').waitFor({ state: 'detached' });
    mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file, animations: 'disabled' });
  }

  it('of the zones beside the details of one', async () => {
    await showSideBar(true);
    await scene.runOn('stale.example', 'Show Zone Details…');
    await scene.workbench.webview().getByText('Overdue since').waitFor({ timeout: 60_000 });
    await scene.runOn('stale.example', 'Find Zone…');
    await scene.sideBar.locator('[role=treeitem][aria-selected=true][aria-label^="stale.example"]').waitFor();
    await scene.page.setViewportSize({ width: 1280, height: 620 });
    await picture(path.join(forReadme, 'zones.png'));
    await scene.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('of the details', async () => {
    await scene.runOn('example.com', 'Show Zone Details…');
    await scene.workbench.webview().getByRole('table', { name: 'Peers' }).waitFor({ timeout: 60_000 });
    await showSideBar(false);
    await picture(path.join(forReadme, 'details.png'));
  });

  it('of the story of a zone', async () => {
    const history = await openStory();
    await scene.page.setViewportSize({ width: 1280, height: 1800 });
    await cut(scene, history, 'history.png');
    await scene.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('of the peers', async () => {
    const { workbench, sideBar } = scene;
    await showSideBar(true);
    await workbench.view('Zones').locator('.pane-header').click();
    await workbench.view('Peers').locator('.pane-header').click();
    await workbench.expand(workbench.row('192.0.2.53:53'));
    await workbench.row('stale.example').waitFor();
    await scene.page.setViewportSize({ width: 1440, height: 560 });
    await cut(scene, sideBar, 'peers.png', 0);
    await scene.page.setViewportSize({ width: 1440, height: 900 });
    await workbench.view('Zones').locator('.pane-header').click();
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`of the details in ${theme}`, async () => {
      const { page, workbench } = scene;
      await openStory();
      const before = await page.locator('.monaco-workbench').getAttribute('class');
      await workbench.runCommand('Preferences: Color Theme');
      await workbench.quickInput.getByPlaceholder('Color Theme').waitFor();
      await workbench.answer(theme);
      await page.locator(`.monaco-workbench:not([class="${before}"])`).waitFor();
      await workbench.webview().getByRole('heading', { level: 1 }).waitFor();
      await picture(path.join(screenshotsFolder, `${name}.png`));
    });
  }
});

describe('pictures of zones on real name servers', function () {
  this.timeout(180_000);
  const opened = useLabScene({
    ...PLAIN,
    'secondaryDns.signChecks': true,
    'secondaryDns.checkPrivateAddresses': true,
  });

  it('of a verdict with its evidence', async () => {
    const { scene } = opened();
    await scene.runOn('split.lab.example', 'Check against Primaries…');
    await scene.runOn('split.lab.example', 'Show Zone Details…');
    const verdict = scene.workbench.webview().getByRole('region', { name: 'Primaries' });
    await verdict.getByText('disagree').first().waitFor({ timeout: 60_000 });
    await cut(scene, verdict, 'verdict.png');
  });
});

/** Takes a picture for the README of one part of the window, with a margin, pixels, and without notifications. */
async function cut({ page, workbench }: Scene, part: Locator, file: string, margin = 12): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
  await page.mouse.move(640, 799);
  const box = await part.boundingBox();
  assert.ok(box);
  const clip = {
    x: box.x - margin,
    y: box.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  mkdirSync(forReadme, { recursive: true });
  await page.screenshot({ path: path.join(forReadme, file), clip, animations: 'disabled' });
}
