import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes an extension that does nothing, and gives its folder. */
export function writeEmptyExtension(parent: string): string {
  const folder = path.join(parent, 'empty');
  mkdirSync(folder);
  const manifest = {
    name: 'empty',
    publisher: 'bench',
    version: '1.0.0',
    type: 'module',
    main: './main.js',
    engines: { vscode: '^1.105.0' },
    extensionKind: ['workspace'],
    activationEvents: [],
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'main.js'), 'export function activate() {}\n');
  return folder;
}
