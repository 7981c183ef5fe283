import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import pLimit from 'p-limit';
import * as vscode from 'vscode';
import { systemClock } from '../../src/clock.ts';
import { Cloudflare } from '../../src/cloudflare/cloudflare.ts';
import { hostFetchTransport } from '../../src/cloudflare/hostFetchTransport.ts';
import { COMMANDS } from '../../src/commands/commandIds.ts';
import { ZonesTree } from '../../src/views/zones/zonesTree.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { refusal } from '../support/api/answer.ts';
import { type Api, startApi } from '../support/api/server.ts';
import { CANARIES, CANARY_KEY, CANARY_TOKEN, CANARY_TSIG, canaryWorld } from '../support/secrets/canary.ts';
import { filesBelow } from '../support/secrets/files.ts';
import { RecordedWindow } from '../support/secrets/recordedWindow.ts';
import { assertSecret } from '../support/secrets/search.ts';
import { FOREVER } from '../support/values/forever.ts';
import { plain } from '../support/values/plain.ts';
import { silent } from '../support/values/silent.ts';
import { eventually, extension, informations, setBaseUrl, signIn } from './host.ts';

const EMAIL = 'canary@example.com';
const SECRETS = [CANARY_TOKEN, CANARY_KEY, CANARY_TSIG];

/** The folders in which this VS Code keeps all that it writes. */
function homes(): readonly string[] {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const candidates = [folder?.uri.fsPath, process.env.HOME].flatMap((inner) =>
    inner ? path.dirname(inner) : [],
  );
  return [...new Set(candidates)].filter((home) => existsSync(path.join(home, 'user-data')));
}

/** Has the checks of primaries, which are on this machine, signed with the account's TSIG, which is read for it. */
async function setSigning(signs: boolean | undefined): Promise<void> {
  const section = vscode.workspace.getConfiguration('secondaryDns');
  await section.update('signChecks', signs, vscode.ConfigurationTarget.Global);
  await section.update('checkPrivateAddresses', signs, vscode.ConfigurationTarget.Global);
}

describe('a credential in VS Code', function () {
  this.timeout(120_000);
  let api: Api;
  let recorded: RecordedWindow;
  const zoneId = (): string => api.world.zones[0]?.id ?? '';
  const argument = () => ({ zoneId: zoneId(), tag: api.world.peers[0]?.id });

  /** An answer that repeats what it was asked with. */
  const echo = (secret: string) =>
    refusal(403, [{ code: 10000, message: `Not with ${secret}` }], { 'cf-ray': secret });

  async function runAll(): Promise<void> {
    for (const command of COMMANDS.filter((id) => !/signOut|signIn|addZone|openSettings/.test(id))) {
      await vscode.commands.executeCommand(command, argument());
    }
  }

  async function runAllEchoed(secret: string): Promise<void> {
    const removeFault = api.faults.add({ kind: 'status', ...echo(secret), path: /./ });
    await runAll();
    removeFault();
  }

  before(async () => {
    await extension().activate();
    await setSigning(true);
    api = await startApi(canaryWorld(Date.now()));
    await setBaseUrl(api.url);
    recorded = new RecordedWindow();
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    recorded.dispose();
    await setBaseUrl(undefined);
    await setSigning(undefined);
    await api.close();
  });

  it('runs every command with a token, in good times and in bad', async () => {
    await signIn(CANARY_TOKEN);
    recorded.typed.push(`${CANARY_TOKEN}x`);
    await vscode.commands.executeCommand('secondaryDns.signInWithToken');
    recorded.typed.push(CANARY_TOKEN);
    await vscode.commands.executeCommand('secondaryDns.signInWithToken');
    assert.match(recorded.texts.boxes ?? '', /does not accept/);
    await runAll();
    await runAllEchoed(CANARY_TOKEN);
    recorded.typed.push('e'.repeat(32));
    await vscode.commands.executeCommand('secondaryDns.addZone');
    await vscode.commands.executeCommand('secondaryDns.removeZone', { zoneId: 'e'.repeat(32) });
    await vscode.commands.executeCommand('secondaryDns.openSettings');
    assert.match(recorded.texts['the clipboard'] ?? '', /\$CLOUDFLARE_API_TOKEN/);
    assert.match(recorded.texts['what is posted to pages'] ?? '', /zone-00001/);
    assert.ok(
      api.requests.some(({ path }) => path.includes('/tsigs/')),
      'the TSIG was read',
    );
    await vscode.commands.executeCommand('secondaryDns.signOut');
  });

  it('runs every command with an email and its key, in good times and in bad', async () => {
    recorded.typed.push(EMAIL, CANARY_KEY);
    await vscode.commands.executeCommand('secondaryDns.signInWithKey');
    assert.match(recorded.texts.messages ?? '', /Signed in: canary@example\.com/);
    await runAll();
    await runAllEchoed(CANARY_KEY);
    assert.match(recorded.texts['the clipboard'] ?? '', /\$CLOUDFLARE_API_KEY/);
  });

  it('is shown by nothing of that', () => {
    for (const secret of SECRETS) {
      assertSecret(secret, recorded.texts);
    }
  });

  it('is in no row of the tree', async () => {
    for (const { secret, credential } of CANARIES) {
      const removeFault = api.faults.add({ kind: 'status', ...echo(secret), path: /incoming$/, times: 1 });
      const store = new ZoneStore();
      store.setIdentities(['me']);
      const connection = new Cloudflare({
        transport: hostFetchTransport(globalThis.fetch, () => true),
        limit: pLimit(8),
        log: silent,
        userAgent: 'test',
        clock: systemClock,
        random: Math.random,
        timeLimit: 10_000,
      }).connect(api.url, credential, FOREVER, () => {});
      const asking = { signal: new AbortController().signal };
      store.listed('me', await connection.listZones(asking), Date.now());
      for (const { id } of api.world.zones) {
        store.read(id, 'me', await connection.getIncoming(plain(id), asking), Date.now());
      }
      removeFault();
      const tree = new ZonesTree({
        store,
        display: () => ({ now: Date.now(), locale: 'en', overdueFactor: 2 }),
        identityLabel: () => plain('me'),
        arrangement: { order: 'state', states: undefined },
      });
      const nodes = tree.getChildren().flatMap((node) => [node, ...tree.getChildren(node)]);
      const items = nodes.map((node) => tree.resolveTreeItem(tree.getTreeItem(node), node));
      assert.ok(items.length > api.world.zones.length);
      assert.ok(items.some(({ description }) => String(description).includes('“DNS Read” is missing')));
      assertSecret(secret, { 'the tree': inspect(items, { depth: 10, maxStringLength: null }) });
      tree.dispose();
      store.dispose();
    }
  });

  it('is in no file: neither logs nor storage nor settings', async () => {
    await eventually(() => {
      const files = filesBelow(homes());
      const names = Object.keys(files);
      const log = names.find((file) => file.endsWith('Secondary DNS.log'));
      assert.match(files[log ?? ''] ?? '', /Not with \[redacted\]/);
      assert.ok(names.some((file) => file.endsWith('settings.json')));
      assert.ok(names.some((file) => /globalStorage.*cloudflare-secondary-dns.*[0-9a-f]{64}/.test(file)));
      for (const secret of SECRETS) {
        assertSecret(secret, files);
      }
    });
  });

  it('is gone once everybody has signed out', async () => {
    await vscode.commands.executeCommand('secondaryDns.signOut');
    await vscode.commands.executeCommand('secondaryDns.signOut');
    assert.match(recorded.texts.messages ?? '', /Nobody is signed in/);
    await eventually(() => {
      const kept = Object.keys(filesBelow(homes())).filter((file) =>
        /globalStorage.*cloudflare-secondary-dns.*[0-9a-f]{64}/.test(file),
      );
      assert.deepEqual(kept, []);
    });
  });

  it('goes from the environment to no other host than Cloudflare’s before that was allowed', async () => {
    await setBaseUrl('https://0.0.0.0:1/client/v4');
    const asked = await informations(() => signIn(CANARY_KEY));
    assert.deepEqual(asked, ['Send the credential of CLOUDFLARE_API_TOKEN to 0.0.0.0:1?']);
    await setBaseUrl(undefined);
  });

  for (const url of ['http://api.example/client/v4', `https://me:${CANARY_TOKEN}@api.example/client/v4`]) {
    it(`goes to no API at ${new URL(url).protocol} with ${new URL(url).username || 'nobody'} in its address`, async () => {
      const asked = api.requests.length;
      await setBaseUrl(url);
      await signIn(CANARY_KEY);
      assert.match(recorded.texts.messages ?? '', /secondaryDns\.apiBaseUrl is not usable/);
      assert.equal(api.requests.length, asked);
      await setBaseUrl(undefined);
      const logs = Object.entries(filesBelow(homes())).filter(([file]) => file.endsWith('Secondary DNS.log'));
      assertSecret(CANARY_TOKEN, { ...recorded.texts, ...Object.fromEntries(logs) });
    });
  }
});
