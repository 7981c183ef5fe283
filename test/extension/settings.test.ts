import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, extension } from './host.ts';

const DEFAULT = 'https://api.cloudflare.com/client/v4';

describe('the settings', () => {
  it('are the person’s alone: a workspace cannot send a credential elsewhere', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'a folder is open');
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const settings = { 'secondaryDns.apiBaseUrl': 'https://evil.example/client/v4', 'editor.tabSize': 7 };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(settings)));
    try {
      await eventually(() =>
        assert.equal(vscode.workspace.getConfiguration('editor', folder).get('tabSize'), 7),
      );
      const section = vscode.workspace.getConfiguration('secondaryDns', folder);
      assert.equal(section.get('apiBaseUrl'), DEFAULT);
      await assert.rejects(
        async () =>
          section.update('apiBaseUrl', 'https://evil.example', vscode.ConfigurationTarget.Workspace),
        /apiBaseUrl/,
      );
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('all have that scope, a default and a description', () => {
    const { properties } = extension().packageJSON.contributes.configuration;
    for (const [key, property] of Object.entries<Record<string, unknown>>(properties)) {
      assert.equal(property.scope, 'application', key);
      assert.notEqual(property.default, undefined, key);
      assert.match(String(property.markdownDescription), /\w+ \w+/, key);
    }
  });
});
