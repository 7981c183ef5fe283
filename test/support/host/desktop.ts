import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { withoutCallerVariables } from './environment.ts';
import { toolsFolder } from './paths.ts';
import { onProcessEnd } from './processEnd.ts';
import { hasProcessGroups, signalGroup } from './processGroup.ts';
import { quietSettings, type Settings } from './settings.ts';

const answerLimitMs = 10_000;

/** Whether a window can be shown. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The variable that asks for one version of the desktop VS Code, such as `1.105.0`, and for no other. */
const versionVariable = 'TEST_VSCODE';

function download(version: string): Promise<string> {
  return downloadAndUnzipVSCode({ version, cachePath: toolsFolder, timeout: answerLimitMs });
}

/**
 * The executable of the desktop VS Code that @vscode/test-electron downloads once, or undefined where there is
 * no display or the download cannot be had. An answer that does not come is given up after ten seconds.
 * @throws where TEST_VSCODE names a version that cannot be had: nothing else takes its place
 */
export async function findDesktopVsCode(): Promise<string | undefined> {
  const version = process.env[versionVariable];
  if (version) {
    if (!hasDisplay())
      throw new Error(`${versionVariable} asks for VS Code ${version}, but there is no display.`);
    return await download(version);
  }
  if (!hasDisplay()) return undefined;
  try {
    return await download('stable');
  } catch (error) {
    console.log(`The desktop VS Code cannot be downloaded (${error}): the served one takes its place.`);
    return undefined;
  }
}

/** Writes user settings, over `quietSettings`, into `root` and returns the arguments that make VS Code live there. */
export function desktopArguments(root: string, settings: Settings = {}): string[] {
  const userData = path.join(root, 'user-data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  const content = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  writeFileSync(path.join(userData, 'User', 'settings.json'), content);
  return [`--user-data-dir=${userData}`, `--extensions-dir=${path.join(root, 'extensions')}`];
}

/** Starts a desktop VS Code, which ends with this process. */
export function startDesktop(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const child = spawn(executable, args, {
    env: { ...withoutCallerVariables(process.env), ...env },
    stdio: 'ignore',
    detached: hasProcessGroups,
  });
  onProcessEnd(() => signalGroup(child, 'SIGTERM'));
  return child;
}
