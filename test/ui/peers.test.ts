import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

const MARKUP = '**bold** <script>alert(1)</script> $(trash)';

describe('the peers of the accounts', () => {
  const scene = useScene(() => Scene.open());
  let dialogs: readonly string[];

  before(async () => {
    dialogs = scene().recordDialogs();
    await scene().signIn();
    await scene().allRead();
  });

  const view = () => scene().workbench.view('Peers');
  const rows = () => view().getByRole('treeitem');
  const row = (words: string) => rows().filter({ hasText: words }).first();
  const peer = (name: string) => scene().api.world.peers.find((known) => known.name === name);

  /** Folds or unfolds a view of the side bar. */
  async function fold(name: string, folded: boolean): Promise<void> {
    const header = scene().workbench.view(name).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === String(folded)) await header.click();
  }

  /** Gives the peers the whole side bar. */
  async function alone(): Promise<void> {
    await fold('Zones', true);
    await fold('Peers', false);
    await rows().first().waitFor();
  }

  it('are shown from a peer of a zone, unfolded and selected', async () => {
    await fold('Zones', false);
    await scene().workbench.expand(scene().row('stale.example'));
    await scene().allRead();
    await scene().workbench.contextMenu(scene().row('Peer Primary'), 'Show Peer');
    await row('192.0.2.53:53 · IXFR · TSIG · 5 zones').waitFor();
    assert.equal(await row('192.0.2.53:53').getAttribute('aria-selected'), 'true');
    assert.equal(await row('192.0.2.53:53').getAttribute('aria-expanded'), 'true');
    assert.equal(await row('Tag').textContent(), `Tag${scene().peers('stale.example')[0]}`);
    await scene().workbench.screenshot('peers');
  });

  it('have address, port, IXFR, TSIG and zones below them', async () => {
    await alone();
    await scene().workbench.expand(row('192.0.2.53:53'));
    await row('Address').getByText('192.0.2.53', { exact: true }).waitFor();
    await row('Port').getByText('53', { exact: true }).waitFor();
    await row('IXFR').waitFor();
    await row('TSIG').waitFor();
    assert.match((await row('example.net').getAttribute('aria-label')) ?? '', /^example\.net, Overdue/);
    await scene().workbench.screenshot('peers-alone');
  });

  it('tell which of them no zone uses, and which cannot be transferred from', async () => {
    await alone();
    const own = scene().peers('forgotten.example');
    scene().change('forgotten.example', { peers: scene().peers('example.com') });
    await row('To be numbered').getByText('no address · AXFR · no TSIG · 1 zone').waitFor();
    await row('To be numbered').locator('.codicon-warning').waitFor();
    await scene().run('Refresh');
    await row('To be numbered').getByText('used by no secondary zone read so far').waitFor();
    await row('To be numbered').locator('.codicon-server').waitFor();
    scene().change('forgotten.example', { peers: own });
    await scene().run('Refresh');
    await row('To be numbered').getByText('1 zone').waitFor();
  });

  it('tell of a tag that the account does not have', async () => {
    await alone();
    const tag = scene().peers('example.org')[1] ?? '';
    await row(tag).getByText('not among the account’s peers').waitFor();
    await row(tag).locator('.codicon-warning').waitFor();
  });

  it('give their tag and their address to the clipboard', async () => {
    await alone();
    const backup = peer('Backup');
    await scene().workbench.contextMenu(row('Backup'), 'Copy Peer Tag');
    await eventually(async () => assert.equal(await scene().workbench.clipboard(), backup?.id));
    await scene().workbench.contextMenu(row('Backup'), 'Copy Peer Address');
    await eventually(async () => assert.equal(await scene().workbench.clipboard(), backup?.ip));
  });

  it('are shown with names full of markup as they are', async () => {
    await alone();
    assert.equal(await row(MARKUP).locator('.label-name').textContent(), MARKUP);
    assert.equal(await rows().locator('script, b, .codicon-trash').count(), 0);
    assert.deepEqual(dialogs, []);
  });

  it('are read anew by the view’s own button', async () => {
    await alone();
    const backup = peer('Backup');
    assert.ok(backup);
    for (const name of ['Reserve', 'Backup']) {
      Object.assign(backup, { name });
      await view().hover();
      await view().locator('.actions-container a[aria-label^="Refresh"]').first().click();
      await row(name).waitFor();
    }
  });

  it('lead to the zones that use them', async () => {
    await alone();
    await scene().workbench.expand(row('192.0.2.53:53'));
    await row('example.net').hover();
    await row('example.net').getByRole('button', { name: 'Show Zone', exact: true }).click();
    await eventually(async () =>
      assert.equal(await scene().row('example.net').getAttribute('aria-selected'), 'true'),
    );
  });

  it('are gone with who may read them', async () => {
    await alone();
    await scene().runOn('Sign out of all', 'Sign Out…');
    await rows().first().waitFor({ state: 'detached' });
    await scene().workbench.screenshot('peers-signed-out');
    await scene().signIn();
  });
});
