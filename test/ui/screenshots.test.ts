import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { demoWorld, type World } from '../support/api/world.ts';
import { projectFolder, screenshotsFolder } from '../support/host/paths.ts';
import { pictureOfFailure, Scene } from './scene.ts';

const forReadme = path.join(projectFolder, 'media', 'screenshots');

/** By the name in the list of themes. */
const THEMES = {
  'details-dark': 'Dark Modern',
  'details-hc': 'Dark High Contrast',
  'details-hc-light': 'Light High Contrast',
};

/** The demo without names that only show what markup does not do, and without answers that are no answers. */
function tidyWorld(): World {
  const world = demoWorld(Date.now());
  const untidy = /[^a-z.]|garbled|mistyped|nulls|sparse/;
  return { ...world, zones: world.zones.filter(({ name }) => !untidy.test(name)) };
}

describe('pictures', () => {
  let scene: Scene;

  before(async () => {
    scene = await Scene.open({
      world: tidyWorld(),
      settings: {
        'workbench.colorTheme': 'Default Light Modern',
        'workbench.layoutControl.enabled': false,
        'window.commandCenter': false,
        'breadcrumbs.enabled': false,
      },
    });
    await scene.page.setViewportSize({ width: 1440, height: 900 });
    await widenSideBar();
    await scene.signIn();
    await scene.row('Account Example Registry').getByText('need attention').waitFor();
    await scene.row('outage.example').getByText('HTTP 500').waitFor();
  });
  afterEach(pictureOfFailure(() => scene));
  after(() => scene?.close());

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
    await scene.runOn('stale.example', 'Show Zone Details…');
    await scene.workbench.webview().getByText('Overdue since').waitFor({ timeout: 60_000 });
    await scene.workbench.expand(scene.row('example.com'));
    await scene.row('Serial').waitFor();
    await scene.runOn('stale.example', 'Find Zone…');
    await picture(path.join(forReadme, 'zones.png'));
  });

  it('of the details', async () => {
    await scene.runOn('example.com', 'Show Zone Details…');
    await scene.workbench.webview().getByRole('table', { name: 'Peers' }).waitFor({ timeout: 60_000 });
    await scene.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await scene.sideBar.waitFor({ state: 'hidden' });
    await picture(path.join(forReadme, 'details.png'));
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`of the details in ${theme}`, async () => {
      const { page, workbench } = scene;
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
