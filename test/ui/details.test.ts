import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

const MARKUP = '<img src=x onerror=alert(1)>.example';

describe('the details of a zone', () => {
  const scene = useScene(() => Scene.open());
  let dialogs: readonly string[];

  before(async () => {
    dialogs = scene().recordDialogs();
    await scene().signIn();
    await scene().allRead();
  });

  const shown = () => scene().workbench.webview();
  const field = (key: string) => shown().locator(`section [data-field=${key}]`);

  /** Waits for the page of a zone, such as after its panel opened or came back. */
  async function pageOf(zone: string): Promise<void> {
    await shown().getByRole('heading', { level: 1, name: zone }).waitFor({ timeout: 60_000 });
  }

  /** Opens the page of a zone, unless it is in front. */
  async function open(zone: string): Promise<void> {
    const isInFront = await shown().getByRole('heading', { level: 1, name: zone }).isVisible();
    if (!isInFront) await scene().runOn(zone, 'Show Zone Details…');
    await pageOf(zone);
  }

  /** Opens the pages of these zones and closes all others; the last one is in front. */
  async function openOnly(...zones: readonly string[]): Promise<void> {
    await scene().workbench.runCommand('View: Close All Editors');
    for (const zone of zones) await open(zone);
  }

  it('opens from the row of the zone', async () => {
    const row = scene().row('stale.example');
    await row.hover();
    await row.getByRole('button', { name: 'Show Zone Details…' }).click();
    await scene().workbench.tab('stale.example').waitFor();
    await pageOf('stale.example');
  });

  it('says in words how the zone is, why, and what to do', async () => {
    await open('stale.example');
    const banner = shown().locator('.banner');
    await banner.getByText('Overdue', { exact: true }).waitFor();
    await banner.getByText('More than 2 refresh times have gone by').waitFor();
    await banner.getByText('its ACL and firewall allow 104.30.167.163').waitFor();
    await field('serial')
      .getByText(String(scene().config('stale.example').soa_serial))
      .waitFor();
    await field('checked').getByText('3 days ago').waitFor();
    await field('id').getByText(scene().zone('stale.example').id).waitFor();
  });

  it('lists the peers with name, address and tag', async () => {
    await open('stale.example');
    const rows = shown().getByRole('table', { name: 'Peers' }).getByRole('row');
    await rows.filter({ hasText: '192.0.2.53' }).getByText('Primary').waitFor();
    assert.equal(await rows.count(), 3);
    for (const tag of scene().peers('stale.example')) {
      await rows.filter({ hasText: tag }).waitFor();
    }
  });

  it('follows a refresh while it is open', async () => {
    await open('forgotten.example');
    scene().change('forgotten.example', {
      soa_serial: 7003,
      checked_time: new Date().toISOString(),
      created_time: undefined,
    });
    await scene().run('Refresh');
    await shown().locator('.banner').getByText('In order', { exact: true }).waitFor();
    await field('serial').getByText('7003').waitFor();
    await field('created').getByText('not reported').waitFor();
  });

  it('refreshes from its own button', async () => {
    await open('forgotten.example');
    scene().change('forgotten.example', { soa_serial: 7004 });
    await shown().getByRole('button', { name: 'Refresh', exact: true }).click();
    await field('serial').getByText('7004').waitFor();
    await scene().row('forgotten.example').getByText('serial 7004').waitFor();
  });

  it('copies with its buttons', async () => {
    const { workbench } = scene();
    await open('stale.example');
    const copies = async (name: string | RegExp, text: string) => {
      await shown().getByRole('button', { name }).first().click();
      await eventually(async () => assert.equal(await workbench.clipboard(), text));
    };
    const peers = scene().peers('stale.example');
    await copies('Copy Peer Tags', peers.join('\n'));
    await copies(`Copy Peer Tag: ${peers[1]}`, peers[1] ?? '');
    await copies('Copy Zone ID', scene().zone('stale.example').id);
    await shown().getByRole('button', { name: 'Copy as JSON' }).click();
    const { soa_serial } = scene().config('stale.example');
    await eventually(async () =>
      assert.equal(JSON.parse(await workbench.clipboard()).soa_serial, soa_serial),
    );
  });

  it('keeps the last good answer when a refresh fails, and shows the error with its code', async () => {
    await open('legacy.example');
    const body = {
      success: false,
      result: null,
      messages: [],
      errors: [{ code: 1042, message: 'The zone is <b>locked</b>', source: { pointer: '/zone' } }],
    };
    scene().zone('legacy.example').override = {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    await scene().runOn('legacy.example', 'Refresh Zone…');
    await shown().locator('.banner').getByText('Error', { exact: true }).waitFor();
    await shown()
      .locator('.banner')
      .getByText(/last good answer/i)
      .waitFor();
    const notices = shown().getByRole('region', { name: 'Errors and messages' });
    await notices.getByText('The zone is <b>locked</b>').first().waitFor();
    await notices.getByText('1042').first().waitFor();
    await notices.getByText('/zone', { exact: true }).waitFor();
    await field('serial')
      .getByText(String(scene().config('legacy.example').soa_serial))
      .waitFor();
    delete scene().zone('legacy.example').override;
    await scene().runOn('legacy.example', 'Refresh Zone…');
    await notices.waitFor({ state: 'hidden' });
  });

  it('opens from the palette, one panel a zone', async () => {
    await openOnly('stale.example');
    await scene().runOn('example.com', 'Show Zone Details…');
    await pageOf('example.com');
    await scene().runOn('stale.example', 'Show Zone Details…');
    await pageOf('stale.example');
    assert.equal(await scene().page.locator('.tabs-container').getByRole('tab').count(), 2);
  });

  it('shows names full of markup as they are, and runs none of them', async () => {
    await scene().runOn(MARKUP, 'Show Zone Details…');
    await pageOf(MARKUP);
    await shown().getByText('**bold** <script>alert(1)</script> $(trash)').waitFor();
    assert.equal(await shown().locator('img, b').count(), 0);
    assert.deepEqual(dialogs, []);
    await scene().workbench.tab(MARKUP).waitFor();
    await scene().run('Show Log');
  });

  it('comes back after the window is reloaded', async () => {
    await openOnly('example.com', 'stale.example', MARKUP);
    await scene().workbench.tab('example.com').click();
    await pageOf('example.com');
    await scene().workbench.reload();
    await pageOf('example.com');
    await field('serial')
      .getByText(String(scene().config('example.com').soa_serial))
      .waitFor();
    assert.equal(await scene().page.locator('.tabs-container').getByRole('tab').count(), 3);
  });

  it('keeps nothing of a zone once nobody who may read it is signed in', async () => {
    await open('example.com');
    await scene().runOn('Sign out of all', 'Sign Out…');
    await shown().getByText('This zone is not known here').waitFor();
    assert.equal(await shown().getByText(scene().zone('example.com').id).count(), 0);
    await scene().signIn();
  });
});
