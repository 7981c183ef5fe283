import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { type Api, startApi } from '../support/api/server.ts';
import { DEMO_CREDENTIALS, demoWorld, type World, type ZoneRecord } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { openSession, type Session } from '../support/host/session.ts';
import type { Settings } from '../support/host/settings.ts';
import type { Workbench } from '../support/host/workbench.ts';

export interface SceneOptions {
  /** What the API knows at first; without it, the demo's world. */
  readonly world?: World;
  readonly settings?: Settings;
  readonly env?: NodeJS.ProcessEnv;
}

/** The part of a row's element that is read in the browser. */
interface Drawn {
  readonly ariaLabel: string;
  readonly dataset: { readonly index: string };
}

/** The packaged extension in a VS Code, with its view in front and an API of its own behind it. */
export class Scene {
  readonly session: Session;
  readonly workbench: Workbench;
  readonly page: Page;
  /** The side bar, which shows the extension's view. */
  readonly sideBar: Locator;
  /** The buttons and texts that stand in the view's place when it has no rows. */
  readonly welcome: Locator;
  #api: Api;

  private constructor(api: Api, session: Session) {
    this.#api = api;
    this.session = session;
    this.workbench = session.workbench;
    this.page = session.workbench.page;
    this.sideBar = this.page.locator('.sidebar');
    this.welcome = this.sideBar.locator('.welcome-view-content');
  }

  static async open({
    world = demoWorld(Date.now()),
    settings,
    env = {},
  }: SceneOptions = {}): Promise<Scene> {
    const api = await startApi(world);
    try {
      const session = await openSession({
        settings: { 'secondaryDns.apiBaseUrl': api.url, ...settings },
        env,
      });
      const scene = new Scene(api, session);
      await scene.workbench.showContainer('Secondary DNS');
      return scene;
    } catch (error) {
      await api.close();
      throw error;
    }
  }

  /** Opens a scene and signs in; resolves once every zone was read. */
  static async signedIn(options: SceneOptions = {}): Promise<Scene> {
    const scene = await Scene.open(options);
    try {
      await scene.signIn();
      await scene.allRead();
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  /** The API behind the view. */
  get api(): Api {
    return this.#api;
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.#api.close();
  }

  /** Runs what needs the API to be out of reach, then brings it back where it was. */
  async withoutApi(run: () => Promise<void>): Promise<void> {
    const { world, url } = this.#api;
    await this.#api.close();
    try {
      await run();
    } finally {
      this.#api = await startApi(world, { port: Number(new URL(url).port) });
    }
  }

  /** Runs one of the extension's commands by its title. */
  async run(title: string): Promise<void> {
    await this.workbench.runCommand(`Secondary DNS: ${title}`);
  }

  /** Dismisses the page's own dialogs from now on, and collects what they say. */
  recordDialogs(): readonly string[] {
    const said: string[] = [];
    this.page.on('dialog', (dialog) => {
      said.push(dialog.message());
      void dialog.dismiss();
    });
    return said;
  }

  /** Runs a command that offers a choice, and makes it by typing. */
  async runOn(choice: string, title: string): Promise<void> {
    await this.run(title);
    await this.choose(choice);
  }

  /** Chooses from the list that is open, by typing. */
  async choose(choice: string): Promise<void> {
    await this.workbench.quickInput.locator('input.input[placeholder^="Choose"]').fill(choice);
    await this.workbench.pick(choice);
  }

  /**
   * Waits until every zone was read. Until then rows move, and for a moment VS Code takes no command for one that it
   * redraws.
   */
  async allRead(): Promise<void> {
    await eventually(async () => {
      const rows = await this.rows();
      assert.ok(rows.length > 0 && !rows.some((row) => row.includes(', Loading')), rows.join('\n'));
    });
  }

  /** Signs in by typing a token, and waits until it is accepted. */
  async signIn(token: string = DEMO_CREDENTIALS.full): Promise<void> {
    await this.run('Sign In with API Token…');
    await this.workbench.answer(token);
    await this.workbench.quickInput.waitFor({ state: 'hidden' });
  }

  /** Signs everybody out, and waits until the view says so. */
  async signOut(): Promise<void> {
    if (await this.#isSignedIn()) await this.runOn('Sign out of all', 'Sign Out…');
    await this.#signedOutText.waitFor();
  }

  /** Signs in if nobody is signed in, and waits until every zone was read. */
  async ensureSignedIn(): Promise<void> {
    if (!(await this.#isSignedIn())) await this.signIn();
    await this.allRead();
  }

  get #signedOutText(): Locator {
    return this.welcome.getByText('create a token');
  }

  async #isSignedIn(): Promise<boolean> {
    await this.#signedOutText.or(this.workbench.view('Peers')).first().waitFor();
    return !(await this.#signedOutText.isVisible());
  }

  /** What a screen reader says of each row, from top to bottom. */
  async rows(): Promise<readonly string[]> {
    return this.sideBar
      .getByRole('treeitem')
      .evaluateAll((rows: Drawn[]) =>
        rows
          .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
          .map(({ ariaLabel }) => ariaLabel),
      );
  }

  /** The first words of each row, from top to bottom. */
  async names(): Promise<readonly string[]> {
    return (await this.rows()).map((row) => row.split(', ')[0] ?? '');
  }

  /** Waits until there are these rows and no others, told by their first words, from top to bottom. */
  async shows(names: readonly string[]): Promise<void> {
    await eventually(async () => assert.deepEqual(await this.names(), names));
  }

  /** The row of a zone or a field, by its name. */
  row(name: string): Locator {
    const [zone, field] = [`${name}, `, `${name}: `].map((start) => JSON.stringify(start));
    return this.sideBar.locator(`[role=treeitem]:is([aria-label^=${zone}], [aria-label^=${field}])`).first();
  }

  /** A zone as the API knows it. */
  zone(name: string): ZoneRecord {
    const found = this.#api.world.zones.find((zone) => zone.name === name);
    if (!found) throw new Error(`The world has no zone ${name}.`);
    return found;
  }

  /** A zone's config as the API sends it. */
  config(name: string): Readonly<Record<string, unknown>> {
    const { incoming } = this.zone(name);
    if (typeof incoming === 'string' || incoming === null) throw new Error(`${name} has no config.`);
    return incoming;
  }

  /** The peer tags of a zone's config. */
  peers(name: string): readonly string[] {
    const { peers } = this.config(name);
    return Array.isArray(peers) ? peers.map(String) : [];
  }

  /** Changes fields of a zone's config: the next answer has them. */
  change(name: string, fields: Readonly<Record<string, unknown>>): void {
    this.zone(name).incoming = { ...this.config(name), ...fields };
  }
}

/**
 * Opens a scene for the tests of a suite and closes it after them. A failed test leaves a picture of its window.
 * @returns the scene, once the suite has begun
 */
export function useScene(open: () => Promise<Scene>): () => Scene {
  let scene: Scene | undefined;
  before(async () => {
    scene = await open();
  });
  afterEach(pictureOfFailure(() => scene));
  after(() => scene?.close());
  return () => {
    assert.ok(scene, 'The suite has not begun.');
    return scene;
  };
}

/** What an `afterEach` does so that a failed test leaves a picture of its window. */
function pictureOfFailure(scene: () => Scene | undefined): Mocha.AsyncFunc {
  return async function (this: Mocha.Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state === 'failed') {
      await scene()?.workbench.screenshot(`failed-${test.title.replaceAll(/\W+/g, '-').slice(0, 60)}`);
    }
  };
}
