import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { type Api, startApi } from '../support/api/server.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../support/api/world.ts';
import { extension, informations, setBaseUrl, signIn, signOut } from './host.ts';

/** Where every copy of undici in a process looks for the dispatcher that all of them share. */
const DISPATCHERS = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((key) => Symbol.for(key));

/** What other extensions of the host would send their requests through. */
function shared(): readonly unknown[] {
  return [...DISPATCHERS.map((key) => Reflect.get(globalThis, key)), globalThis.fetch];
}

describe('the extension in its host', () => {
  const atFirst = shared();
  let api: Api;

  before(async () => {
    api = await startApi(demoWorld(Date.now()));
    await setBaseUrl(api.url);
  });
  after(async () => {
    await setBaseUrl(undefined);
    await api?.close();
  });

  it('registers every command that its manifest contributes, and no other', async () => {
    await extension().activate();
    const { contributes } = extension().packageJSON;
    const contributed = contributes.commands.map(({ command }: { command: string }) => command);
    const views: readonly string[] = contributes.views.secondaryDns.map(({ id }: { id: string }) => `${id}.`);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('secondaryDns.') && !views.some((view) => id.startsWith(view)),
    );
    assert.deepEqual(registered.toSorted(), contributed.toSorted());
  });

  it('asks nobody anything by being activated', () => {
    assert.equal(extension().isActive, true);
    assert.deepEqual(api.requests, []);
    assert.deepEqual(shared(), atFirst);
  });

  it('says what to do when a command needs a zone and none is known', async () => {
    for (const command of ['refresh', 'checkAll', 'refreshZone', 'showDetails', 'copyPeerTags', 'copyCurl']) {
      assert.deepEqual(await informations(() => vscode.commands.executeCommand(`secondaryDns.${command}`)), [
        'Sign in first: no zones are known yet.',
      ]);
    }
    assert.deepEqual(await informations(() => vscode.commands.executeCommand('secondaryDns.signOut')), [
      'Nobody is signed in.',
    ]);
    assert.deepEqual(api.requests, []);
  });

  it('reads the zones of who signs in, and leaves the host’s own requests as they were', async () => {
    await signIn(DEMO_CREDENTIALS.full);
    await vscode.commands.executeCommand('secondaryDns.refresh');
    const paths = api.requests.map(({ path }) => path);
    assert.ok(paths.includes('/zones'));
    const zones = api.world.zones.filter(({ type }) => type === 'secondary');
    for (const { id } of zones) {
      assert.ok(paths.includes(`/zones/${id}/secondary_dns/incoming`), id);
    }
    assert.deepEqual(shared(), atFirst);
  });

  it('installs no dispatcher for the whole host with undici', async () => {
    const chunks = path.join(extension().extensionPath, 'dist', 'chunks');
    const undici = readdirSync(chunks).find((name) => /^undiciTransport.*\.js$/.test(name)) ?? '';
    const installed = DISPATCHERS.map((key) => [key, Reflect.get(globalThis, key)] as const);
    try {
      for (const [key] of installed) Reflect.set(globalThis, key, undefined);
      await import(`${pathToFileURL(path.join(chunks, undici))}?loaded=anew`);
      for (const [key] of installed) assert.equal(Reflect.get(globalThis, key), undefined);
    } finally {
      for (const [key, dispatcher] of installed) Reflect.set(globalThis, key, dispatcher);
    }
  });

  it('asks nothing more once that one has signed out', async () => {
    await signOut();
    assert.deepEqual(await informations(() => vscode.commands.executeCommand('secondaryDns.refreshZone')), [
      'Sign in first: no zones are known yet.',
    ]);
    const asked = api.requests.length;
    await vscode.commands.executeCommand('secondaryDns.refresh');
    assert.equal(api.requests.length, asked);
    assert.deepEqual(await informations(() => vscode.commands.executeCommand('secondaryDns.signOut')), [
      'Nobody is signed in.',
    ]);
  });
});
