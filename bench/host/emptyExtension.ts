import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The title of the container with the static tree. */
export const STATIC_CONTAINER = 'Static Tree';

const MAIN = `import { TreeItem, window } from 'vscode';
const rows = Array.from({ length: 1000 }, (_, index) => 'row ' + index);
export function activate() {
  const treeDataProvider = {
    getChildren: (row) => (row === undefined ? rows : []),
    getTreeItem: (row) => new TreeItem(row),
  };
  window.createTreeView('bench.static', { treeDataProvider });
}
`;

/** Writes an extension that does nothing but show a static tree of 1,000 rows, and gives its folder. */
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
    contributes: {
      viewsContainers: { activitybar: [{ id: 'bench', title: STATIC_CONTAINER, icon: 'icon.svg' }] },
      views: { bench: [{ id: 'bench.static', name: 'Static', icon: 'icon.svg' }] },
    },
  };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(folder, 'main.js'), MAIN);
  return folder;
}
