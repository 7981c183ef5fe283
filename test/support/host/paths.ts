import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The project's folder: absolute, as are all paths below. */
export const projectFolder = path.resolve(import.meta.dirname, '../../..');

/** Where downloaded and built test tools are kept; @vscode/test-electron keeps its VS Code here too. */
export const toolsFolder = path.join(projectFolder, '.vscode-test');

/** Where the UI tests leave their pictures. */
export const screenshotsFolder = path.join(projectFolder, 'out', 'screenshots');

const manifest: { publisher: string; name: string; version: string } = JSON.parse(
  readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
);

/** The extension's id, by which VS Code names what it keeps of it. */
export const extensionId = `${manifest.publisher}.${manifest.name}`;

/** The folder name that VS Code gives to the installed extension, such as `publisher.name-1.2.3`. */
export const installedFolderName = `${extensionId}-${manifest.version}`;

/** The .vsix that `npm run package` writes. */
export const vsixFile = path.join(projectFolder, `${manifest.name}-${manifest.version}.vsix`);
