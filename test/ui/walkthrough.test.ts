import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

const STEPS = ['Sign in', 'Browse your zones', 'Read the details', 'Take it along'] as const;
type Step = (typeof STEPS)[number];

for (const [when, firstOpened] of [
  ['before it is opened', false],
  ['while it is open', true],
] as const) {
  describe(`the walkthrough, for what is done ${when}`, () => {
    const opened = useScene(() => Scene.open());
    let scene: Scene;

    before(async () => {
      scene = opened();
      if (firstOpened) await ticked();
    });

    async function openWalkthrough(): Promise<void> {
      await scene.workbench.runCommand('Welcome: Open Walkthrough...');
      await scene.workbench.pick('Get started with Secondary DNS');
      await tick('Sign in').waitFor();
    }

    /**
     * The mark before a step, which says whether it is done. Escape leads back to VS Code's list of walkthroughs, which
     * keeps the steps beside itself out of sight, with old marks.
     */
    function tick(title: Step): Locator {
      return scene.page.locator('.gettingStarted.showDetails').getByRole('checkbox', { name: title });
    }

    /** Waits until these steps are ticked and no others. Opens the walkthrough where VS Code shows its list again. */
    async function ticked(...titles: readonly Step[]): Promise<void> {
      await eventually(async () => {
        if (!(await tick('Sign in').isVisible())) await openWalkthrough();
        const marks = await Promise.all(STEPS.map((title) => tick(title).getAttribute('aria-checked')));
        assert.deepEqual(
          STEPS.filter((_, index) => marks[index] === 'true'),
          titles,
        );
      });
    }

    it('ticks each step once it is done, and no other', async () => {
      const { workbench } = scene;
      await scene.signIn();
      await scene.row('example.com').waitFor();
      if (firstOpened) await ticked('Sign in', 'Browse your zones');
      await scene.runOn('example.com', 'Show Zone Details…');
      await workbench.webview().getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 });
      if (firstOpened) await ticked('Sign in', 'Browse your zones', 'Read the details');
      await workbench.tab('example.com').click();
      await workbench.webview().getByRole('button', { name: 'Copy as JSON' }).click();
      await eventually(async () => assert.match(await workbench.clipboard(), /"soa_serial"/));
      await ticked(...STEPS);
    });
  });
}
