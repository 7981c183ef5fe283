import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type Api, startApi } from '../support/api/server.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../support/api/world.ts';
import { RecordedWindow } from '../support/secrets/recordedWindow.ts';
import { eventually, extension, setBaseUrl, signIn } from './host.ts';

describe('a command for a row that VS Code is redrawing, and does not hand over', function () {
  this.timeout(60_000);
  let api: Api;
  let recorded: RecordedWindow;

  before(async () => {
    await extension().activate();
    api = await startApi(demoWorld(Date.now()));
    await setBaseUrl(api.url);
    await signIn(DEMO_CREDENTIALS.full);
    await vscode.commands.executeCommand('secondaryDns.refresh');
    recorded = new RecordedWindow();
  });
  after(async () => {
    await vscode.commands.executeCommand('secondaryDns.signOut');
    recorded.dispose();
    await setBaseUrl(undefined);
    await api.close();
  });

  it('asks which peer is meant', async () => {
    await eventually(async () => {
      await vscode.commands.executeCommand('secondaryDns.copyPeerAddress', undefined, undefined);
      assert.match(recorded.texts['the clipboard'] ?? '', /^198\.51\.100\.8$/m);
    });
    assert.match(recorded.texts.lists ?? '', /Copy the address of a peer/);
  });

  it('says so where nothing can be asked', async () => {
    await vscode.commands.executeCommand('secondaryDns.copyValue', undefined, undefined);
    assert.match(recorded.texts.messages ?? '', /just redrawn: try again/);
  });
});
