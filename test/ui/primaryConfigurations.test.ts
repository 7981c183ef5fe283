import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NEW_SOURCES, OLD_SOURCES, OLD_SOURCES_END } from '../../src/primaries/cloudflareAddresses.ts';
import { ensurePrograms } from '../support/dns/ensureNameServers.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { eventually } from '../support/eventually.ts';
import { runCommand } from '../support/host/command.ts';
import { projectFolder } from '../support/host/paths.ts';
import { Scene, useScene } from './scene.ts';

/** A server's own word on whether a file of its configuration is right. */
interface Server {
  readonly file: string;
  readonly text: string;
  readonly accepts: (file: string) => readonly [string, ...string[]];
}

const forReadme = path.join(projectFolder, 'media', 'screenshots');

const old = OLD_SOURCES.map(({ prefix }) => prefix);

const SERVERS: Readonly<Record<string, Server>> = {
  BIND: {
    file: 'bind/named.conf',
    text: `options {
    directory "/var/cache/bind";
    allow-transfer { none; };
};

acl cloudflare {
${old.map((prefix) => `    ${prefix};`).join('\n')}
};

zone "example.com" {
    type primary;
    file "example.com.zone";
    allow-transfer { cloudflare; };
    also-notify { 172.65.30.82; 172.65.50.145; };
};

zone "intern.example" {
    type primary;
    file "intern.example.zone";
};
`,
    accepts: (file) => [requireProgram('named-checkconf'), file],
  },
  'Knot DNS': {
    file: 'knot/knot.conf',
    text: `server:
    listen: 127.0.0.1@5353

remote:
  - id: cloudflare-notify
    address: 172.65.30.82
    address: 172.65.50.145

acl:
  - id: cloudflare
    address: [${old.join(', ')}]
    action: transfer

zone:
  - domain: example.net
    notify: cloudflare-notify
    acl: cloudflare
`,
    accepts: (file) => [requireProgram('knotc'), '-c', file, 'conf-check'],
  },
  NSD: {
    file: 'nsd/nsd.conf',
    text: `server:
    server-count: 1

zone:
    name: example.org
    zonefile: example.org.zone
    notify: 172.65.30.82 NOKEY
    notify: 172.65.50.145 NOKEY
${old.map((prefix) => `    provide-xfr: ${prefix} NOKEY`).join('\n')}
`,
    accepts: (file) => [requireProgram('nsd-checkconf'), file],
  },
};

describe('the configuration of a primary in the editor', function () {
  this.timeout(240_000);
  const opened = useScene(async () => {
    await ensurePrograms({ 'named-checkconf': 'bind9-utils', knotc: 'knot', 'nsd-checkconf': 'nsd' });
    return Scene.open({ settings: { 'files.autoSave': 'off' } });
  });
  let scene: Scene;

  before(() => {
    scene = opened();
  });
  beforeEach(async () => {
    await scene.workbench.runCommand('View: Close All Editors');
    for (const { file, text } of Object.values(SERVERS)) {
      const target = onDisk(file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  });

  const onDisk = (file: string): string => path.join(scene.session.served.workspace, file);
  const problems = () => scene.page.locator('.markers-panel').getByRole('treeitem');

  async function open(file: string): Promise<void> {
    const { page, workbench } = scene;
    await workbench.runCommand('Go to File...');
    await workbench.quickInput.locator('input.input').fill(file);
    await workbench.pick(path.basename(file));
    await workbench.tab(path.basename(file)).waitFor();
    await page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Puts the cursor into a line and asks for its fixes; resolves once the list is open. */
  async function fixesAt(line: number): Promise<void> {
    const { page, workbench } = scene;
    await workbench.runCommand('Go to Line/Column...');
    await workbench.answer(`:${line}:8`);
    await workbench.runCommand('Quick Fix...');
    await page.locator('.action-widget').first().waitFor();
    await workbench.screenshot('primary-fixes');
  }

  for (const [server, { file, text, accepts }] of Object.entries(SERVERS)) {
    it(`of ${server} shows what ends, and is put right by a fix that is seen first`, async () => {
      const { page, workbench } = scene;
      await runCommand(accepts(onDisk(file)));
      await open(file);
      await workbench.runCommand('Problems: Focus on Problems View');
      await problems()
        .filter({ hasText: `only addresses that end on ${OLD_SOURCES_END}` })
        .first()
        .waitFor();
      await problems()
        .filter({ hasText: `Cloudflare stops transferring from ${old[0]}` })
        .first()
        .waitFor();
      await page.locator('.view-lines .squiggly-inline-deprecated').first().waitFor();
      await workbench.screenshot(`primary-${path.basename(file)}`);

      await fixesAt(1 + text.slice(0, text.indexOf(old[0] ?? '')).split('\n').length - 1);
      await page
        .locator('.action-widget')
        .first()
        .getByText('Replace Cloudflare’s old addresses')
        .first()
        .click();
      const preview = page.locator('.bulk-edit-panel');
      await preview.locator('.monaco-list-row .edit-checkbox').first().check();
      await workbench.screenshot(`primary-preview-${path.basename(file)}`);
      assert.equal(readFileSync(onDisk(file), 'utf8'), text);
      await preview.getByRole('button', { name: 'Apply' }).click();
      await page
        .locator('.view-lines')
        .getByText(NEW_SOURCES[0]?.prefix ?? '')
        .first()
        .click();
      await page.keyboard.press('Control+S');
      await eventually(() => {
        const saved = readFileSync(onDisk(file), 'utf8');
        for (const { prefix } of NEW_SOURCES) assert.ok(saved.includes(prefix), saved);
        for (const prefix of old) assert.ok(!saved.includes(prefix), saved);
      });
      await runCommand(accepts(onDisk(file)));
      await workbench.runCommand('Problems: Focus on Problems View');
      await problems().filter({ hasText: OLD_SOURCES_END }).first().waitFor({ state: 'detached' });
    });
  }

  it('is pictured for the README', async () => {
    const { page, workbench } = scene;
    await open('bind/named.conf');
    await page.locator('.view-lines .squiggly-inline-deprecated').first().waitFor();
    await workbench.runCommand('Notifications: Clear All Notifications');
    await page.setViewportSize({ width: 1280, height: 820 });
    await workbench.runCommand('View: Close Primary Side Bar');
    await fixesAt(7);
    await page.screenshot({ path: path.join(forReadme, 'primary.png'), animations: 'disabled' });
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 1400 });
  });

  it('says what an address of Cloudflare’s is', async () => {
    const { page } = scene;
    await open('bind/named.conf');
    await page.locator('.view-line').getByText('198.41.144.240').first().hover({ force: true });
    await page.locator('.monaco-hover').getByText('The new addresses are').waitFor();
    await scene.workbench.screenshot('primary-hover');
    await page.mouse.move(0, 0);
  });

  it('is summed up for a folder, a row a zone', async () => {
    const { page, workbench } = scene;
    // VS Code draws only the lines that fit: the panel of an earlier test would leave room for half of the summary.
    if (await page.locator('.part.panel').isVisible()) await workbench.runCommand('View: Hide Panel');
    await scene.run('Check Primary Configurations in a Folder…');
    const lines = page.locator('.editor-instance .view-lines');
    for (const zone of ['example.com', 'example.net', 'example.org', 'intern.example']) {
      await lines.getByText(zone).first().waitFor();
    }
    await workbench.screenshot('primary-summary');
  });

  it('is joined with the zone of whoever is signed in, and opens at its statement', async () => {
    const { workbench } = scene;
    await open('bind/named.conf');
    await workbench.showContainer('Secondary DNS');
    await scene.ensureSignedIn();
    await scene
      .row('example.com')
      .getByText(`allows only addresses that end on ${OLD_SOURCES_END}`)
      .waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.expand(scene.row('example.com'));
    await scene.row('Primary’s configuration').click();
    await workbench.tab('named.conf').waitFor();
    await scene.runOn('example.com', 'Show Zone Details…');
    await workbench
      .webview()
      .getByRole('button', { name: `allows only addresses that end on ${OLD_SOURCES_END}` })
      .waitFor({ timeout: 60_000 });
    await workbench.screenshot('primary-details');
  });

  it('demands a key that is compared with the account’s, after a question and without showing a secret', async () => {
    const { page, workbench, api } = scene;
    const [tsig] = api.world.tsigs;
    assert.ok(tsig);
    await workbench.showContainer('Secondary DNS');
    await scene.ensureSignedIn();
    const keyed = (secret: string): string =>
      [
        `key "${tsig.name}" { algorithm ${tsig.algo.replace(/\.$/, '')}; secret "${secret}"; };`,
        `zone "example.com" { type primary; file "a"; allow-transfer { key "${tsig.name}"; }; };`,
        '',
      ].join('\n');
    for (const [secret, said] of [
      [tsig.secret, 'have the same name, algorithm and secret'],
      [Buffer.from('another secret').toString('base64'), 'differ: the secret'],
    ] as const) {
      await workbench.runCommand('View: Close All Editors');
      writeFileSync(onDisk('bind/named.conf'), `options { directory "/x"; };\n${keyed(secret)}`);
      await open('bind/named.conf');
      await workbench.expand(scene.row('example.com'));
      await scene.row('Primary’s configuration').getByText('lets Cloudflare transfer with the key').waitFor();
      await workbench.runCommand('View: Close All Editors');
      await scene.runOn('example.com', "Compare TSIG with Primary's Configuration…");
      await workbench.dialogButton('Fetch and Compare').click();
      await workbench.notification(said).waitFor();
      assert.ok(!(await page.locator('body').textContent())?.includes(secret));
      await workbench.runCommand('Notifications: Clear All Notifications');
    }
  });
});
