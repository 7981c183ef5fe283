import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DEMO_CREDENTIALS } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { poison, poisonedConfig, refusalOf, refuse } from '../support/hostile/hostileApi.ts';
import { GOOD_ZONE, hostileWorld, PLACES, type Place } from '../support/hostile/hostileWorld.ts';
import { PAYLOADS, type Payload, shownOf } from '../support/hostile/payloads.ts';
import { ALIVE_ON_PAGE, faultOf, faultsIn, livingIn, signsOfLife } from '../support/hostile/signsOfLife.ts';
import { Scene, useScene } from '../ui/scene.ts';
import { HostileScene } from './hostileScene.ts';

/** Characters that are kept of a name, of an address and of a message. */
const NAME = 255;
const ADDRESS = 64;
const MESSAGE = 1000;

/** Characters of a message that a notification and the line of a sign-in have room for beside what they say themselves. */
const BEGINNING = 400;

const WIDTH = 1280;
/** Pixels: with room for three rows of each payload. */
const TALL = 4000;
const USUAL = 1400;

/** How each line of a log begins that VS Code has written. */
const STAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \[[a-z]+\] /;

describe('an API that sends anything for a text', () => {
  const opened = useScene(() =>
    Scene.open({
      world: hostileWorld(PLACES, Date.now()),
      env: { CLOUDFLARE_API_TOKEN: DEMO_CREDENTIALS.full },
      settings: { 'secondaryDns.refreshInterval': 0, 'workbench.hover.delay': 0 },
    }),
  );
  let hostile: HostileScene;
  let scene: Scene;
  let tabs: readonly string[] = [];

  before(() => {
    scene = opened();
    hostile = new HostileScene(scene);
  });
  afterEach(async () => {
    scene.api.faults.clear();
    await hostile.assertNothingDone(tabs);
  });

  /** A file of the served VS Code, as it is now. */
  function fileOf(pattern: string): string {
    const { root } = scene.session.served;
    const [file = ''] = globSync(pattern, { cwd: root });
    return readFileSync(path.join(root, file), 'utf8');
  }

  describe('before a sign-in', () => {
    /** Refuses everything with a payload as the reason, while something is done. */
    async function refused<T>(payload: Payload, run: () => Promise<T>): Promise<T> {
      const removeFault = scene.api.faults.add({ kind: 'status', ...refusalOf([payload]), path: /./ });
      try {
        return await run();
      } finally {
        removeFault();
      }
    }

    it('shows it below the line of a sign-in as it is written', async () => {
      const { quickInput } = scene.workbench;
      await scene.run('Sign In with API Token…');
      await quickInput.locator('input.input').fill(DEMO_CREDENTIALS.full);
      const message = quickInput.locator('.quick-input-message');
      const signs = await hostile.each((payload) =>
        refused(payload, async () => {
          await quickInput.locator('input.input').press('Enter');
          await hostile.says(message, shownOf(payload, MESSAGE).slice(0, BEGINNING));
          return signsOfLife(message);
        }),
      );
      await scene.page.keyboard.press('Escape');
      assert.deepEqual(signs, []);
    });

    it('shows it in notifications as it is written', async () => {
      await scene.workbench.runCommand('Notifications: Show Notifications');
      const message = scene.page.locator('.notifications-center .notification-list-item-message');
      const signs = await hostile.each((payload) =>
        refused(payload, async () => {
          await scene.welcome.getByRole('button', { name: "Use the Environment's Credential" }).click();
          await hostile.says(message, shownOf(payload, MESSAGE).slice(0, BEGINNING));
          return signsOfLife(message);
        }),
      );
      await scene.workbench.runCommand('Notifications: Clear All Notifications');
      assert.deepEqual(signs, []);
    });
  });

  describe('of many zones', () => {
    before(async () => {
      await scene.page.setViewportSize({ width: WIDTH, height: TALL });
      poison(scene.api, PLACES);
      await scene.signIn();
      await scene.row(GOOD_ZONE).waitFor();
      await scene.allRead();
      refuse(scene.api, PLACES);
      await scene.run('Refresh');
      await hostile.saysAll(hostile.descriptions, MESSAGE);
    });

    const inside = (start: string) =>
      scene.sideBar.locator(`[role=treeitem][aria-level="2"]${start} .label-name`);

    it('shows it in rows as it is written', async () => {
      await hostile.saysAll(hostile.names, NAME);
      assert.deepEqual(await hostile.rowSigns(), []);
      assert.deepEqual(
        (await scene.rows()).flatMap((row) => faultOf(row) ?? []),
        [],
      );
    });

    it('says that zones without a right id were left out, and shows the others', async () => {
      await scene
        .row('Not all zones could be listed')
        .getByText('The answer is not what Cloudflare’s API documents.')
        .waitFor();
      await scene.row(GOOD_ZONE).getByText('serial 2024010100').waitFor();
    });

    it('shows it in the tooltips of zones as it is written', async () => {
      const troubled = inside('[aria-label*=", Error, "]');
      assert.deepEqual(await hostile.tooltipSigns(troubled, 'Account: '), []);
    });

    it('shows it in lists to choose from, where no picture, link or icon comes of it', async () => {
      await scene.run('Copy Peer Tag');
      await scene.workbench.quickInput.getByPlaceholder('Choose a zone').waitFor();
      await hostile.saysAll(hostile.items, NAME);
      assert.deepEqual(await hostile.listSigns(), []);
      await scene.choose(GOOD_ZONE);
      await scene.workbench.quickInput.getByPlaceholder('Choose a peer').waitFor();
      await hostile.saysAll(hostile.items, NAME);
      assert.deepEqual(await hostile.listSigns(), []);
      await scene.page.keyboard.press('Escape');
    });

    it('shows it in the rows and tooltips of peers as it is written', async () => {
      await hostile.fold('Peers', false);
      await hostile.fold('Zones', true);
      await hostile.saysAll(hostile.names, NAME);
      await hostile.saysAll(hostile.descriptions, MESSAGE);
      assert.deepEqual(await hostile.rowSigns(), []);
      assert.deepEqual(await hostile.tooltipSigns(inside('[aria-label^="Peer "]'), 'Tag: '), []);
      await hostile.fold('Zones', false);
      await hostile.fold('Peers', true);
    });

    it('is written to the log on one line, as it is to be read', async () => {
      const lines = await eventually(() => {
        const written = fileOf('**/Secondary DNS.log').trimEnd().split('\n');
        const missing = PAYLOADS.filter(
          (payload) => !written.some((line) => line.includes(shownOf(payload, MESSAGE))),
        );
        assert.deepEqual(
          missing.map(({ name }) => name),
          [],
        );
        return written;
      });
      assert.deepEqual(
        lines.filter((line) => !STAMP.test(line) || faultOf(line) !== undefined),
        [],
      );
    });

    it('is named in an alarm as it is written', async () => {
      const failing = PLACES.filter(({ payload }) => payload.text.startsWith('[Show]')).slice(0, 3);
      poison(scene.api, PLACES);
      await scene.run('Refresh');
      await scene
        .row(failing[0]?.payload.text ?? '')
        .locator('.codicon-pass')
        .waitFor();
      refuse(scene.api, PLACES, failing);
      await setRefreshInterval(5);
      const alarm = scene.workbench.notification('3 zones need attention');
      const message = alarm.locator('.notification-list-item-message');
      for (const { payload } of failing) await hostile.says(message, `${shownOf(payload, NAME)} (Error)`);
      assert.deepEqual(await signsOfLife(message), []);
      await setRefreshInterval(0);
      await scene.workbench.runCommand('View: Close All Editors');
      await scene.workbench.runCommand('Notifications: Clear All Notifications');
    });

    /** Sets how often zones are read by themselves, as a person does it: an alarm tells of no refresh by hand. */
    async function setRefreshInterval(seconds: number): Promise<void> {
      const name = 'secondaryDns.refreshInterval';
      const field = scene.page.locator(`.settings-editor [data-key="${name}"] input`);
      if (!(await field.isVisible())) {
        await scene.workbench.runCommand('Preferences: Open Settings (UI)');
        await scene.page
          .locator('.settings-editor .suggest-input-container .monaco-editor.focused')
          .waitFor();
        await scene.page.keyboard.type(name);
      }
      await field.fill(String(seconds));
      await eventually(() =>
        assert.ok(fileOf('user-data/User/settings.json').includes(`"${name}": ${seconds}`)),
      );
    }
  });

  describe('of one zone', () => {
    const page = () => scene.workbench.webview();
    const main = () => page().locator('main');
    const heading = () => page().getByRole('heading', { level: 1 });
    const row = (view: string, start: string) =>
      scene.workbench.view(view).locator(`[role=treeitem][aria-label^="${start}"]`);
    let place: Place;

    before(async () => {
      const [first] = PLACES;
      assert.ok(first);
      place = first;
      await scene.page.setViewportSize({ width: WIDTH, height: USUAL });
      const { zones, ...world } = hostileWorld([place], Date.now());
      Object.assign(scene.api.world, { ...world, zones: zones.filter(({ id }) => id === place.zone) });
      if (await scene.welcome.isVisible()) await scene.signIn();
      await scene.run('Refresh');
      await scene.shows(['bad.example']);
      await scene.workbench.expand(scene.row('bad.example'));
      await hostile.fold('Peers', false);
      await eventually(async () => assert.equal(await row('Peers', 'Peer ').count(), 1));
      await scene.workbench.expand(row('Peers', 'Peer '));
      await row('Zones', 'bad.example').hover();
      await row('Zones', 'bad.example').getByRole('button', { name: 'Show Zone Details…' }).click();
      await heading().waitFor({ timeout: 60_000 });
    });

    /** Waits until everything that is shown is of a payload. */
    async function showsAllOf(payload: Payload): Promise<void> {
      await scene.workbench.viewAction('Refresh');
      await hostile.says(heading(), shownOf(payload, NAME));
      await hostile.says(row('Zones', 'Not all zones'), shownOf(payload, MESSAGE));
      await hostile.says(row('Zones', 'Name: '), shownOf(payload, NAME));
      await hostile.says(row('Peers', 'Address: '), shownOf(payload, ADDRESS));
      tabs = [shownOf(payload, NAME)];
    }

    /** What took effect on the page. */
    async function pageSigns(): Promise<readonly string[]> {
      return [
        ...(await livingIn(main(), ALIVE_ON_PAGE)),
        ...(await faultsIn(main().locator('h1, .subtitle, p, li, dt, dd, th, td, button'))),
        ...jsonFaults((await main().locator('pre').textContent()) ?? ''),
      ];
    }

    /** JSON has many lines, and as much in them as there was. */
    function jsonFaults(json: string): readonly string[] {
      return json.split('\n').flatMap((line) => faultOf(line, Number.POSITIVE_INFINITY) ?? []);
    }

    /** Copies what a row shows with its own button. */
    async function copiesValue(view: string, start: string, text: string): Promise<void> {
      await row(view, start).hover();
      await row(view, start).getByRole('button', { name: 'Copy Value' }).click();
      await eventually(async () => assert.equal(await scene.workbench.clipboard(), text));
    }

    /** Copies the answer as JSON: the same value, and no character in it that is not seen. */
    async function copiesJson(payload: Payload): Promise<void> {
      const sent = poisonedConfig(scene.config('bad.example'), payload);
      await page().getByRole('button', { name: 'Copy as JSON' }).click();
      await eventually(async () => {
        const json = await scene.workbench.clipboard();
        assert.deepEqual(JSON.parse(json), sent);
        assert.deepEqual(jsonFaults(json), []);
      });
    }

    for (const payload of PAYLOADS) {
      it(`is a text and no more: ${payload.name}, which would ${payload.harm}`, async () => {
        poison(scene.api, [{ ...place, payload }], payload);
        await showsAllOf(payload);
        assert.deepEqual(await hostile.rowSigns(), []);
        assert.deepEqual(await pageSigns(), []);
        await copiesJson(payload);
        await copiesValue('Zones', 'Name: ', shownOf(payload, NAME));
        await copiesValue('Peers', 'Address: ', shownOf(payload, ADDRESS));
      });
    }

    it('is a text in VS Code’s own list of what is open, too', async () => {
      const payload = PAYLOADS.find(({ name }) => name === 'icons');
      assert.ok(payload);
      poison(scene.api, [{ ...place, payload }], payload);
      await showsAllOf(payload);
      await scene.page.keyboard.press('F1');
      await scene.workbench.quickInput.locator('input.input').fill('edt ');
      await hostile.says(hostile.items, payload.text);
      assert.deepEqual(await signsOfLife(hostile.items), []);
      await scene.page.keyboard.press('Escape');
    });

    /** Lets the API behave again, and waits until that is seen. */
    async function recovers(serial: number): Promise<void> {
      scene.change('bad.example', { soa_serial: serial });
      await scene.workbench.viewAction('Refresh');
      await scene.row('bad.example').getByText(`serial ${serial}`).waitFor();
      await hostile.says(heading(), 'bad.example');
      tabs = ['bad.example'];
    }

    it('is a text among the errors on the page, and in the id of the request', async () => {
      await recovers(7001);
      const path = new RegExp(`^/zones/${place.zone}/`);
      scene.api.faults.add({ kind: 'status', ...refusalOf(PAYLOADS), path });
      await page().getByRole('button', { name: 'Refresh', exact: true }).click();
      await hostile.saysAll(page().getByRole('listitem'), MESSAGE);
      assert.deepEqual(await pageSigns(), []);
      await scene.workbench.contextMenu(scene.row('bad.example'), 'Copy Ray ID');
      const ray = await eventually(async () => {
        const copied = await scene.workbench.clipboard();
        assert.ok(copied.startsWith('<script>'));
        return copied;
      });
      assert.equal(faultOf(ray), undefined);
    });

    it('leaves no trace once the API behaves', async () => {
      await recovers(7002);
      assert.equal(await page().getByRole('region', { name: 'Errors and messages' }).isVisible(), false);
      await scene.row('Not all zones could be listed').waitFor({ state: 'detached' });
      await scene.runOn('bad.example', 'Copy Zone ID');
      await eventually(async () => assert.equal(await scene.workbench.clipboard(), place.zone));
    });
  });
});
