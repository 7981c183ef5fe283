import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

const MARKUP = '<img src=x onerror=alert(1)>.example';
const LINK = '[x](command:workbench.action.quit).example';
const ICON = '$(flame) icon.example';

describe('browsing zones', () => {
  const opened = useScene(() => Scene.open());
  let scene: Scene;
  let dialogs: readonly string[];

  before(async () => {
    scene = opened();
    dialogs = scene.recordDialogs();
    await scene.signIn();
    await scene.row('Account Contoso Networks').getByText('8 of 12 need attention').waitFor();
    await scene.row('Account Example Registry').getByText('6 of 12 need attention').waitFor();
  });

  const icon = (name: string, look: string) =>
    scene.row(name).locator(`.custom-view-tree-node-item-icon.codicon-${look}`);

  async function expanded(name: string): Promise<Locator> {
    const row = scene.row(name);
    await scene.workbench.expand(row);
    await scene.row('Serial').waitFor();
    return row;
  }

  it('shows the zones of each account, the worst first', async () => {
    const rows = await scene.rows();
    assert.match(rows[0] ?? '', /^Account Contoso Networks, /);
    const registry = rows.findIndex((row) => row.startsWith('Account Example Registry, '));
    assert.deepEqual(
      rows.slice(registry + 1).map((row) => row.split(', ').slice(0, 2).join(': ')),
      [
        'restricted.example: Not permitted',
        'example.net: Overdue',
        'forgotten.example: Overdue',
        'stale.example: Overdue',
        'new.example: Never transferred',
        'orphan.example: No peers',
        'empty.example: Not configured',
        'unconfigured.example: Not configured',
        'anycast.example: In order',
        'example.com: In order',
        'example.org: In order',
        'legacy.example: In order',
      ],
    );
  });

  it('tells states by shape and in words', async () => {
    for (const [name, look] of [
      ['outage.example', 'error'],
      ['restricted.example', 'lock'],
      ['stale.example', 'warning'],
      ['new.example', 'circle-large-outline'],
      ['orphan.example', 'debug-disconnect'],
      ['unconfigured.example', 'circle-slash'],
      ['example.com', 'pass'],
    ] as const) {
      await icon(name, look).waitFor();
    }
    await scene
      .row('stale.example')
      .getByText(/^overdue · checked 3d ago · serial \d{10}$/)
      .waitFor();
    await scene
      .row('example.com')
      .getByText(/^serial \d{10} · checked 4\dm ago$/)
      .waitFor();
    await scene.row('outage.example').getByText('has a fault (HTTP 500)').waitFor();
    await scene.row('restricted.example').getByText('The permission “DNS Read” is missing.').waitFor();
  });

  it('counts on its icon the zones that need attention', async () => {
    await scene.workbench.badge('Secondary DNS').getByText('14', { exact: true }).waitFor();
  });

  it('shows names full of markup as they are, and runs none of them', async () => {
    for (const name of [MARKUP, LINK, ICON]) {
      assert.equal(await scene.row(name).locator('.label-name').textContent(), name);
    }
    assert.equal(await scene.sideBar.getByRole('treeitem').locator('img, .codicon-flame').count(), 0);
    assert.deepEqual(dialogs, []);
  });

  it('tells all of a zone in its tooltip, with markup as it is', async () => {
    const hover = scene.page.locator('.workbench-hover');
    await scene.row(MARKUP).locator('.label-name').hover();
    const text = hover.filter({ hasText: 'Auto' });
    await text.waitFor();
    const words = (await text.textContent())?.replaceAll('\u00a0', ' ') ?? '';
    for (const part of [
      MARKUP,
      'Account: Contoso Networks',
      'Auto refresh: 86400 s',
      'Peer: **bold** <script>alert(1)</script> $(trash) (198.51.100.8:53)',
    ]) {
      assert.ok(words.includes(part), `${part} in ${words}`);
    }
    assert.equal(await hover.locator('img, script, a, .codicon').count(), 0);
    assert.deepEqual(dialogs, []);
    await scene.page.mouse.move(700, 400);
    await hover.waitFor({ state: 'detached' });
  });

  it('shows the fields and peers of a zone below it', async () => {
    await expanded('example.org');
    await scene
      .row('Serial')
      .getByText(/^\d{10}$/)
      .waitFor();
    const rows = await scene.rows();
    const below = rows.slice(rows.findIndex((row) => row.startsWith('example.org, ')) + 1);
    for (const [index, start] of [
      'Serial: ',
      'Checked: 3h ago · next check in ',
      'Auto refresh: 86400 s · 1 day',
      'Created: ',
      'Modified: ',
      'Name: example.org.',
      `Id: ${scene.zone('example.org').id}`,
      'Peer Primary, [2001:db8:53::1]:5353',
    ].entries()) {
      assert.ok(below[index]?.startsWith(start), `${below[index]} starts with ${start}`);
    }
    assert.match(below[8] ?? '', /^Peer [0-9a-f]{32}$/);
  });

  it('keeps what is expanded and selected through a refresh, and shows what changed', async () => {
    await expanded('example.org');
    await scene.row('Serial').click();
    scene.change('example.org', { soa_serial: 2_026_010_203 });
    await scene.run('Refresh');
    await scene.row('Serial').getByText('2026010203 · Jan 2, 2026, revision 3').waitFor();
    assert.equal(await scene.row('example.org').getAttribute('aria-expanded'), 'true');
    assert.equal(await scene.row('Serial').getAttribute('aria-selected'), 'true');
  });

  it('moves a zone that gets worse to its new place, still expanded', async () => {
    const row = await expanded('example.org');
    const peers = scene.peers('example.org');
    scene.change('example.org', { peers: [] });
    await scene.run('Refresh');
    await icon('example.org', 'debug-disconnect').waitFor();
    assert.equal(await scene.row('example.org').getAttribute('aria-expanded'), 'true');
    await scene.workbench.badge('Secondary DNS').getByText('15', { exact: true }).waitFor();
    await row.locator('.monaco-tl-twistie').click();
    await scene.row('Serial').waitFor({ state: 'detached' });
    scene.change('example.org', { peers });
    await scene.run('Refresh');
    await icon('example.org', 'pass').waitFor();
  });

  it('filters by state, says so, and shows all again', async () => {
    const { workbench } = scene;
    const message = scene.sideBar.getByText(/24 zones.*: Overdue/);
    await workbench.viewAction('Filter by State');
    await workbench.tick('Overdue');
    await message.waitFor();
    await scene.shows([
      'Account Contoso Networks',
      ICON,
      'Account Example Registry',
      'example.net',
      'forgotten.example',
      'stale.example',
    ]);
    await workbench.viewAction('Show All Zones');
    await scene.row('example.com').waitFor();
    await message.waitFor({ state: 'hidden' });
  });

  it('sorts by name and back', async () => {
    await scene.run('Sort by Name');
    const names = await eventually(async () => {
      const all = await scene.names();
      const registry = all.slice(all.indexOf('Account Example Registry') + 1);
      assert.equal(registry[0], 'anycast.example');
      return registry;
    });
    assert.deepEqual(names, names.toSorted());
    await scene.run('Sort Worst First');
    await eventually(async () => assert.equal((await scene.names())[1], 'garbled.example'));
  });

  it('finds a zone by typing, and lifts the filter that hides it', async () => {
    await scene.run('Filter by State…');
    await scene.workbench.tick('Overdue');
    await scene.row('legacy.example').waitFor({ state: 'detached' });
    await scene.runOn('legacy', 'Find Zone…');
    await scene.row('legacy.example').waitFor();
    await eventually(async () =>
      assert.equal(await scene.row('legacy.example').getAttribute('aria-selected'), 'true'),
    );
  });
});
