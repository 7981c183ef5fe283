import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEMO_CREDENTIALS } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { pictureOfFailure, Scene } from './scene.ts';

describe('the palette', () => {
  let scene: Scene;

  before(async () => {
    scene = await Scene.open();
  });
  afterEach(pictureOfFailure(() => scene));
  after(() => scene?.close());

  const says = (text: string | RegExp) => scene.workbench.statusBar.getByText(text).waitFor();

  it('adds a zone by its id, for a token that lists none', async () => {
    const { workbench } = scene;
    const { id } = scene.zone('example.com');
    await scene.signIn(DEMO_CREDENTIALS.configOnly);
    await scene.welcome.getByRole('button', { name: 'Add Zone by ID' }).click();
    await workbench.answer('example.com');
    await workbench.quickInput.getByText('A zone id has 32 hex digits; this has 11 characters.').waitFor();
    assert.equal(await workbench.quickInput.locator('input.input').inputValue(), 'example.com');
    await workbench.answer(` ${id.toUpperCase()} `);
    await scene
      .row('example.com')
      .and(scene.page.locator('[aria-selected=true]'))
      .getByText('serial')
      .waitFor();
    await workbench.expand(scene.row('example.com'));
    await scene.row('Id').getByText(id).waitFor();
    assert.equal((await scene.rows()).filter((row) => /^Peer [0-9a-f]{32}$/.test(row)).length, 2);
  });

  it('keeps what was added through a reload, and removes it again', async () => {
    await scene.workbench.reload();
    await scene.row('example.com').getByText('serial').waitFor();
    await scene.runOn('example.com', 'Remove Zone');
    await says('Removed example.com');
    await scene.row('example.com').waitFor({ state: 'detached' });
    await scene.runOn('Sign out of all', 'Sign Out…');
    await scene.signIn();
    await scene.row('example.com').waitFor();
  });

  it('refreshes all zones, or one', async () => {
    scene.change('example.com', { soa_serial: 7001 });
    await scene.run('Refresh');
    await scene.row('example.com').getByText('serial 7001').waitFor();
    scene.change('example.com', { soa_serial: 7002 });
    scene.change('legacy.example', { soa_serial: 7002 });
    await scene.runOn('example.com', 'Refresh Zone…');
    await scene.row('example.com').getByText('serial 7002').waitFor();
    assert.equal(await scene.row('legacy.example').getByText('serial 7002').count(), 0);
  });

  it('copies all peer tags of a zone, one a line, or one of them', async () => {
    const peers = scene.peers('example.com');
    await scene.runOn('example.com', 'Copy Peer Tags…');
    await says('Copied 2 peer tags');
    assert.equal(await scene.workbench.clipboard(), peers.join('\n'));
    await scene.runOn('example.com', 'Copy Peer Tag');
    await scene.workbench.quickInput.getByPlaceholder('Choose a peer').waitFor();
    await scene.choose(peers[1] ?? '');
    await says(`Copied peer tag ${peers[1]}`);
    assert.equal(await scene.workbench.clipboard(), peers[1]);
  });

  it('copies id and JSON of a zone', async () => {
    await scene.runOn('example.com', 'Copy Zone ID');
    await says('Copied the id of example.com');
    assert.equal(await scene.workbench.clipboard(), scene.zone('example.com').id);
    await scene.runOn('example.com', 'Copy as JSON');
    await says('Copied the configuration as JSON');
    assert.deepEqual(JSON.parse(await scene.workbench.clipboard()), scene.config('example.com'));
  });

  it('copies the request as cURL, without the credential', async () => {
    await scene.runOn('example.com', 'Copy as cURL');
    await says('Copied as cURL, without the credential');
    assert.equal(
      await scene.workbench.clipboard(),
      `curl '${scene.api.url}/zones/${scene.zone('example.com').id}/secondary_dns/incoming' \\\n` +
        '  --header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"',
    );
  });

  it('copies what a row shows from its menu', async () => {
    const { workbench } = scene;
    await workbench.expand(scene.row('example.com'));
    await workbench.contextMenu(scene.row('Serial'), 'Copy Value');
    await says('Copied 7002');
    assert.equal(await workbench.clipboard(), '7002');
    await workbench.contextMenu(scene.row('example.com'), 'Copy Zone ID');
    await eventually(async () => assert.equal(await workbench.clipboard(), scene.zone('example.com').id));
  });

  it('opens a zone in the dashboard', async () => {
    await scene.runOn('example.com', 'Open in Cloudflare Dashboard');
    const { accountId } = scene.zone('example.com');
    await scene.page
      .locator('.monaco-dialog-box')
      .getByText(`https://dash.cloudflare.com/${accountId}/example.com/dns`)
      .waitFor();
    await scene.workbench.dialogButton('Cancel').click();
  });

  it('shows its log', async () => {
    await scene.run('Show Log');
    await scene.page.locator('.panel .view-line', { hasText: 'secondary_dns' }).first().waitFor();
  });

  it('writes the credential to no file, log or settings, in clear', async () => {
    const { root } = scene.session.served;
    const files = globSync('**/*', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
    assert.ok(files.some(({ name }) => name === 'Secondary DNS.log'));
    for (const { parentPath, name } of files) {
      const content = await readFile(path.join(parentPath, name), 'latin1');
      assert.ok(!content.includes(DEMO_CREDENTIALS.full), `${name} holds the token`);
      assert.ok(!content.includes(DEMO_CREDENTIALS.configOnly), `${name} holds the token`);
    }
  });

  it('refreshes as the first thing after a reload, with the view out of sight', async () => {
    await scene.workbench.showContainer('Explorer');
    await scene.workbench.reload();
    const before = scene.api.requests.length;
    await scene.run('Refresh');
    await eventually(() => {
      const asked = scene.api.requests.slice(before).map(({ path }) => path);
      assert.ok(asked.includes('/zones') && asked.some((path) => path.endsWith('/incoming')));
    });
  });
});
