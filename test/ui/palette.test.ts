import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEMO_CREDENTIALS } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

describe('the palette', () => {
  const scene = useScene(() => Scene.open());
  const addButton = () => scene().welcome.getByRole('button', { name: 'Add Zone by ID' });

  const says = (text: string | RegExp) => scene().workbench.statusBar.getByText(text).waitFor();

  /** Signs in with this token alone. */
  async function signInOnly(token: string): Promise<void> {
    await scene().signOut();
    await scene().signIn(token);
  }

  /** Signs in with a token that lists all zones, unless they are listed. */
  async function listZones(): Promise<void> {
    await scene().workbench.showContainer('Secondary DNS');
    if (await scene().row('Account Contoso Networks').isVisible()) return;
    await signInOnly(DEMO_CREDENTIALS.full);
    await scene().allRead();
  }

  /** Signs in with a token that lists no zone, and adds example.com by its id, unless it was added. */
  async function addZone(): Promise<void> {
    await signInOnly(DEMO_CREDENTIALS.configOnly);
    await addButton().or(scene().row('example.com')).first().waitFor();
    if (await addButton().isVisible()) {
      await addButton().click();
      await scene().workbench.answer(scene().zone('example.com').id);
    }
    await scene().row('example.com').getByText('serial').waitFor();
  }

  it('adds a zone by its id, for a token that lists none', async () => {
    const { workbench } = scene();
    const { id } = scene().zone('example.com');
    await signInOnly(DEMO_CREDENTIALS.configOnly);
    await addButton().click();
    await workbench.answer('example.com');
    await workbench.quickInput.getByText('A zone id has 32 hex digits; this has 11 characters.').waitFor();
    assert.equal(await workbench.quickInput.locator('input.input').inputValue(), 'example.com');
    await workbench.answer(` ${id.toUpperCase()} `);
    await scene()
      .row('example.com')
      .and(scene().page.locator('[aria-selected=true]'))
      .getByText('serial')
      .waitFor();
    await workbench.expand(scene().row('example.com'));
    await scene().row('Id').getByText(id).waitFor();
    assert.equal((await scene().rows()).filter((row) => /^Peer [0-9a-f]{32}$/.test(row)).length, 2);
  });

  it('keeps what was added through a reload, and removes it again', async () => {
    await addZone();
    await scene().workbench.reload();
    await scene().row('example.com').getByText('serial').waitFor();
    await scene().runOn('example.com', 'Remove Zone');
    await says('Removed example.com');
    await scene().row('example.com').waitFor({ state: 'detached' });
    await scene().runOn('Sign out of all', 'Sign Out…');
    await scene().signIn();
    await scene().row('example.com').waitFor();
  });

  it('refreshes all zones, or one', async () => {
    await listZones();
    scene().change('example.com', { soa_serial: 7001 });
    await scene().run('Refresh');
    await scene().row('example.com').getByText('serial 7001').waitFor();
    scene().change('example.com', { soa_serial: 7002 });
    scene().change('legacy.example', { soa_serial: 7002 });
    await scene().runOn('example.com', 'Refresh Zone…');
    await scene().row('example.com').getByText('serial 7002').waitFor();
    assert.equal(await scene().row('legacy.example').getByText('serial 7002').count(), 0);
  });

  it('copies all peer tags of a zone, one a line, or one of them', async () => {
    await listZones();
    const peers = scene().peers('example.com');
    await scene().runOn('example.com', 'Copy Peer Tags…');
    await says('Copied 2 peer tags');
    assert.equal(await scene().workbench.clipboard(), peers.join('\n'));
    await scene().runOn('example.com', 'Copy Peer Tag');
    await scene().workbench.quickInput.getByPlaceholder('Choose a peer').waitFor();
    await scene().choose(peers[1] ?? '');
    await says(`Copied peer tag ${peers[1]}`);
    assert.equal(await scene().workbench.clipboard(), peers[1]);
  });

  it('copies id and JSON of a zone', async () => {
    await listZones();
    await scene().runOn('example.com', 'Copy Zone ID');
    await says('Copied the id of example.com');
    assert.equal(await scene().workbench.clipboard(), scene().zone('example.com').id);
    await scene().runOn('example.com', 'Copy as JSON');
    await says('Copied the configuration as JSON');
    assert.deepEqual(JSON.parse(await scene().workbench.clipboard()), scene().config('example.com'));
  });

  it('copies the request as cURL, without the credential', async () => {
    await listZones();
    await scene().runOn('example.com', 'Copy as cURL');
    await says('Copied as cURL, without the credential');
    assert.equal(
      await scene().workbench.clipboard(),
      `curl '${scene().api.url}/zones/${scene().zone('example.com').id}/secondary_dns/incoming' \\\n` +
        '  --header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"',
    );
  });

  it('copies what a row shows from its menu', async () => {
    await listZones();
    const { workbench } = scene();
    await workbench.expand(scene().row('example.com'));
    await scene().allRead();
    await workbench.contextMenu(scene().row('Serial'), 'Copy Value');
    const serial = String(scene().config('example.com').soa_serial);
    await says(`Copied ${serial}`);
    assert.equal(await workbench.clipboard(), serial);
    await workbench.contextMenu(scene().row('example.com'), 'Copy Zone ID');
    await eventually(async () => assert.equal(await workbench.clipboard(), scene().zone('example.com').id));
  });

  it('opens a zone in the dashboard', async () => {
    await listZones();
    await scene().runOn('example.com', 'Open in Cloudflare Dashboard');
    const { accountId } = scene().zone('example.com');
    await scene()
      .page.locator('.monaco-dialog-box')
      .getByText(`https://dash.cloudflare.com/${accountId}/example.com/dns`)
      .waitFor();
    await scene().workbench.dialogButton('Cancel').click();
  });

  it('shows its log', async () => {
    await listZones();
    await scene().run('Show Log');
    await scene().page.locator('.panel .view-line', { hasText: 'secondary_dns' }).first().waitFor();
  });

  it('writes the credential to no file, log or settings, in clear', async () => {
    await signInOnly(DEMO_CREDENTIALS.configOnly);
    await scene().signIn(DEMO_CREDENTIALS.full);
    await scene().allRead();
    const { root } = scene().session.served;
    const files = globSync('**/*', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.some(({ name }) => name === 'Secondary DNS.log'));
    for (const { parentPath, name } of files) {
      const content = await readFile(path.join(parentPath, name), 'latin1');
      assert.ok(!content.includes(DEMO_CREDENTIALS.full), `${name} holds the token`);
      assert.ok(!content.includes(DEMO_CREDENTIALS.configOnly), `${name} holds the token`);
    }
  });

  it('refreshes as the first thing after a reload, with the view out of sight', async () => {
    await listZones();
    await scene().workbench.showContainer('Explorer');
    await scene().workbench.reload();
    const before = scene().api.requests.length;
    await scene().run('Refresh');
    await eventually(() => {
      const asked = scene()
        .api.requests.slice(before)
        .map(({ path }) => path);
      assert.ok(asked.includes('/zones') && asked.some((path) => path.endsWith('/incoming')));
    });
  });
});
