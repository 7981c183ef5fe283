import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { NEW_SOURCES, OLD_SOURCES } from '../../src/primaries/cloudflareAddresses.ts';
import { eventually } from './host.ts';

const OLD = OLD_SOURCES.map(({ prefix }) => `  ${prefix};`).join('\n');
const ACL = `acl cloudflare {\n${OLD}\n};\n`;
const ZONE = 'zone "a.example" {\n  type primary;\n  file "a";\n  allow-transfer { cloudflare; };\n};\n';
const OPTIONS = 'options {\n  directory "/var/cache/bind";\n};\n';

function workspace(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return folder.uri.fsPath;
}

describe('the configurations of primaries', () => {
  let folder: string;
  let count = 0;

  beforeEach(() => {
    count += 1;
    folder = path.join(workspace(), `primaries-${count}`);
    mkdirSync(folder);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  const uriOf = (name: string): vscode.Uri => vscode.Uri.file(path.join(folder, name));

  async function open(name: string): Promise<vscode.TextEditor> {
    return vscode.window.showTextDocument(uriOf(name));
  }

  const problems = (name: string): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uriOf(name)).filter(({ source }) => source === 'Secondary DNS');

  const says = (name: string, text: RegExp): vscode.Diagnostic => {
    const found = problems(name).find(({ message }) => text.test(message));
    assert.ok(found, JSON.stringify(problems(name).map(({ message }) => message)));
    return found;
  };

  it('show problems where they are, in what they include too, and point at what decides', async () => {
    write({ 'named.conf': `${OPTIONS}include "acl.conf";\n${ZONE}`, 'acl.conf': ACL });
    await open('named.conf');
    await eventually(() => {
      const problem = says('named.conf', /^a\.example: only addresses that end/);
      assert.equal(problem.range.start.line, 7);
      assert.deepEqual(
        problem.relatedInformation?.map(({ location }) => path.basename(location.uri.fsPath)),
        OLD_SOURCES.map(() => 'acl.conf'),
      );
    });
    assert.deepEqual(says('acl.conf', /stops transferring from 198\.41\.144\.240/).tags, [
      vscode.DiagnosticTag.Deprecated,
    ]);
  });

  it('are read whole where a part of one is opened', async () => {
    write({
      'named.conf': `${OPTIONS}include "/etc/bind/acl.conf";\ninclude "zones.conf";\n`,
      'zones.conf': ZONE,
      'etc/bind/acl.conf': ACL,
    });
    await open('zones.conf');
    await eventually(() => {
      says('zones.conf', /^a\.example: only addresses that end/);
    });
  });

  it('are checked as they are edited, before they are saved', async () => {
    write({ 'named.conf': `${OPTIONS}${ACL}${ZONE}` });
    const editor = await open('named.conf');
    await eventually(() => {
      says('named.conf', /only addresses that end/);
    });
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(3, 0), '// mine\n');
      edit.insert(
        new vscode.Position(4, 0),
        `${NEW_SOURCES.map(({ prefix }) => `  ${prefix};`).join('\n')}\n`,
      );
    });
    await eventually(() => {
      assert.ok(!problems('named.conf').some(({ message }) => /only addresses that end/.test(message)));
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('have fixes that are to be confirmed', async () => {
    write({ 'named.conf': `${OPTIONS}${ACL}${ZONE}` });
    await open('named.conf');
    await eventually(() => {
      says('named.conf', /only addresses that end/);
    });
    const { range } = says('named.conf', /only addresses that end/);
    await eventually(async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uriOf('named.conf'),
        range,
      );
      const titles = actions.map(({ title }) => title);
      assert.ok(titles.includes('Allow Cloudflare’s new addresses'), titles.join());
      assert.ok(titles.includes('Replace Cloudflare’s old addresses by the new ones'), titles.join());
    });
  });

  it('follow no symbolic link, and say so', async () => {
    const outside = path.join(tmpdir(), `sdns-outside-${process.pid}.conf`);
    writeFileSync(outside, ACL);
    try {
      write({ 'named.conf': `${OPTIONS}include "acl.conf";\n${ZONE}` });
      symlinkSync(outside, path.join(folder, 'acl.conf'));
      await open('named.conf');
      await eventually(() => {
        says('named.conf', /acl\.conf could not be read/);
      });
      assert.equal(problems('named.conf').length, 1);
      assert.deepEqual(problems('acl.conf'), []);
    } finally {
      rmSync(outside);
    }
  });

  it('do no harm, whatever they are', async () => {
    write({
      'cycle.conf': `${OPTIONS}include "cycle.conf";\n${ZONE}`,
      'braces.conf': `${OPTIONS}zone "b.example" ${'{'.repeat(10_000)}`,
      'cut.conf': `${OPTIONS}${ACL}zone "c.example" { type primary; allow-transfer { clou`,
      'comment.conf': `${OPTIONS}zone "d.example" { type primary; /* allow`,
      'template.conf': `${OPTIONS}zone "{{ zone }}" { type primary; allow-transfer { {{ acl }} }; };\n`,
      'named.conf': `${OPTIONS}${ACL}${ZONE}`,
    });
    for (const name of [
      'cycle.conf',
      'braces.conf',
      'cut.conf',
      'comment.conf',
      'template.conf',
      'named.conf',
    ]) {
      await open(name);
    }
    await eventually(() => {
      says('named.conf', /only addresses that end/);
      says('cycle.conf', /includes itself/);
    });
    for (const name of ['braces.conf', 'comment.conf', 'template.conf']) {
      assert.deepEqual(
        problems(name).filter(({ severity }) => severity < vscode.DiagnosticSeverity.Information),
        [],
        name,
      );
    }
  });

  it('are left alone where the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('secondaryDns');
    write({ 'named.conf': `${OPTIONS}${ACL}${ZONE}` });
    await open('named.conf');
    await eventually(() => {
      says('named.conf', /only addresses that end/);
    });
    await settings.update('checkConfigurations', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(() => assert.deepEqual(problems('named.conf'), []));
    } finally {
      await settings.update('checkConfigurations', undefined, vscode.ConfigurationTarget.Global);
    }
    await eventually(() => {
      says('named.conf', /only addresses that end/);
    });
  });
});
