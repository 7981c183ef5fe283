import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Lines that have no place in a file, by the wall that they break. */
const FORBIDDEN = [
  ['src/cloudflare/a.ts', "import 'vscode';", 'The service layer runs in plain Node.'],
  ['src/dns/b.ts', "import '../cloudflare/client.ts';", 'The DNS client knows nothing but DNS.'],
  ['src/zones/c.ts', "import 'vscode';", 'The store runs in plain Node.'],
  ['src/views/d.ts', "import 'undici';", 'Views never speak HTTP.'],
  ['src/views/e.ts', "import '../credentials/vault.ts';", 'no credential, no file and no command'],
  ['src/commands/f.ts', "import 'undici';", 'Commands never speak HTTP.'],
  ['src/commands/g.ts', "void vscode.window.showErrorMessage('x');", 'Texts reach the window by'],
  ['src/views/h.ts', 'const ask = vscode.window.showQuickPick;', 'Texts reach the window by'],
  ['src/editor/i.ts', "void showInformationMessage('x');", 'Texts reach the window by'],
  ['src/commands/j.ts', "void vscode.env.clipboard.writeText('x');", 'Texts reach the window by'],
  ['src/views/k.ts', "new vscode.MarkdownString('x');", 'Texts reach the window by'],
  ['src/cloudflare/l.ts', "import * as v from 'valibot';", 'Texts from outside enter by src/text alone'],
  ['src/zones/m.ts', 'export const made = read as Text;', 'Texts from outside enter by src/text alone'],
  ['src/views/n.ts', 'export const made = read as Markup;', 'Texts from outside enter by src/text alone'],
  ['src/storage/o.ts', 'export const made = read as Id;', 'Texts from outside enter by src/text alone'],
  ['src/views/p.ts', "import { t } from '@vscode/l10n';", 'Texts from outside enter by src/text alone'],
] as const;

describe('the lint', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'walls-'));
    for (const part of ['biome.json', 'lint']) {
      cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    for (const [file, line] of FORBIDDEN) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${line}\n`);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it('fails on what breaks a wall', () => {
    const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--colors=off', 'src'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    const reports = `${stdout}${stderr}`.split(/\n(?=src\/)/);
    assert.equal(status, 1);
    for (const [file, line, reason] of FORBIDDEN) {
      const found = reports.filter((report) => report.startsWith(`${file}:`)).join('\n');
      assert.ok(found.replaceAll(/\s+/g, ' ').includes(reason), `${file}: ${line}\n${found}`);
    }
  });
});
