import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

const commandName = process.platform === 'win32' ? 'code.cmd' : 'code';

/** VS Code's own program, seen from the folder of its `code` command, which only starts it and returns. */
const programs: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['../code'],
  darwin: ['../../../MacOS/Code', '../../../MacOS/Electron'],
  win32: ['../Code.exe'],
};

/** The program behind a `code` on `searchPath` (a PATH), or undefined. */
export function electronOnPath(searchPath: string): string | undefined {
  return searchPath
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, commandName))
    .filter((command) => existsSync(command))
    .map((command) => path.dirname(realpathSync(command)))
    .flatMap((folder) => (programs[process.platform] ?? []).map((program) => path.resolve(folder, program)))
    .find((program) => existsSync(program));
}
