import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { LAB_SERIAL, type Lab } from '../support/lab/lab.ts';
import { STORY } from '../support/lab/story.ts';
import { useLabScene } from './labScene.ts';
import type { Scene } from './scene.ts';

const STEADY: keyof typeof STORY = 'steady.lab.example';
const MOVING: keyof typeof STORY = 'moving.lab.example';
const SPLIT: keyof typeof STORY = 'split.lab.example';
const REWOUND: keyof typeof STORY = 'rewound.lab.example';
const COUNT = Object.keys(STORY).length;

describe('zones beside their primaries, on real name servers', function () {
  this.timeout(180_000);
  const opened = useLabScene({
    'secondaryDns.statusBar': true,
    'secondaryDns.checkOnRefresh': true,
    'secondaryDns.signChecks': true,
    'secondaryDns.checkPrivateAddresses': true,
    'secondaryDns.refreshInterval': 0,
  });
  let lab: Lab;
  let scene: Scene;
  before(() => ({ lab, scene } = opened()));

  const page = () => scene.workbench.webview();
  const verdicts = () => page().getByRole('region', { name: 'Primaries' });
  const icon = (zone: string, look: string) =>
    scene.row(zone).locator(`.custom-view-tree-node-item-icon.codicon-${look}`);

  async function openPage(zone: string): Promise<void> {
    await scene.runOn(zone, 'Show Zone Details…');
    await page().getByRole('heading', { level: 1, name: zone }).waitFor({ timeout: 60_000 });
  }

  /** Raises the serial of the zone that moves, at its primaries alone. @returns the new serial */
  async function move(): Promise<number> {
    const serial = (lab.secondary.held(MOVING)?.serial ?? LAB_SERIAL) + 3;
    for (const primary of [lab.knot, lab.nsd]) {
      await primary.setSerial(MOVING, serial, { notify: false });
    }
    return serial;
  }

  /** Tells the secondary of the zone that moves, and waits until it holds a serial. */
  async function transfer(serial: number): Promise<void> {
    for (const primary of [lab.knot, lab.nsd]) await primary.notify(MOVING);
    await eventually(() => assert.equal(lab.secondary.held(MOVING)?.serial, serial));
  }

  it('tell at a glance which are in step, once they are checked', async () => {
    await scene.run('Check All Zones against Primaries');
    await icon(REWOUND, 'git-compare').waitFor();
    await icon(SPLIT, 'arrow-circle-down').waitFor();
    await icon(STEADY, 'pass').waitFor();
    await scene.shows([REWOUND, SPLIT, MOVING, STEADY]);
    await scene.workbench.badge('Secondary DNS').getByText('2', { exact: true }).waitFor();
    await scene.workbench.statusBar.getByText(`2 of ${COUNT} in step`).waitFor();
  });

  it('say what each primary said, and that it was signed', async () => {
    await openPage(STEADY);
    await verdicts().getByText('In step').first().waitFor();
    for (const name of ['Knot DNS', 'NSD']) {
      await verdicts().getByRole('row').filter({ hasText: name }).getByText(String(LAB_SERIAL)).waitFor();
    }
    await scene.workbench.screenshot('primaries-steady');
  });

  it('say why one is not in step, and what to do', async () => {
    await openPage(REWOUND);
    await page().locator('.banner').getByText('went back').waitFor();
    await verdicts().getByText('serial').first().waitFor();
    assert.equal(await verdicts().getByText('went back').count(), 0);
    await scene.workbench.screenshot('primaries-rewound');
    await openPage(SPLIT);
    await verdicts().getByText('disagree').first().waitFor();
    await scene.workbench.screenshot('primaries-split');
  });

  it('fall behind when nobody tells Cloudflare, and catch up after a NOTIFY', async () => {
    await openPage(MOVING);
    const serial = await move();
    await page().getByRole('button', { name: 'Check against Primaries' }).click();
    await icon(MOVING, 'arrow-circle-down').waitFor();
    await scene
      .row(MOVING)
      .getByText(/^behind · /)
      .waitFor();
    await page().locator('.banner').getByText('Behind', { exact: true }).waitFor();
    await scene.workbench.screenshot('primaries-behind');
    await transfer(serial);
    await scene.runOn(MOVING, 'Check against Primaries…');
    await icon(MOVING, 'pass').waitFor();
  });

  it('have a story of what happened', async () => {
    await openPage(MOVING);
    const serial = await move();
    await transfer(serial);
    await page().getByRole('button', { name: 'Refresh' }).click();
    const history = page().getByRole('region', { name: 'History' });
    await history.getByText(String(serial)).first().waitFor();
    await history.scrollIntoViewIfNeeded();
    await scene.workbench.screenshot('primaries-history');
  });
});
