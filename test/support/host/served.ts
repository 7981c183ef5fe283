import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureServedVsCode } from './codeServer.ts';
import { runCommand } from './command.ts';
import { homeVariables, withoutCallerVariables } from './environment.ts';
import { installedFolderName } from './paths.ts';
import { freePort } from './port.ts';
import { onProcessEnd } from './processEnd.ts';
import { signalGroup } from './processGroup.ts';
import { quietSettings, type Settings } from './settings.ts';
import { makeTemporaryFolder } from './temporaryFolder.ts';

export interface ServedOptions {
  /** The port on 127.0.0.1; without it a free one. */
  readonly port?: number;
  /** Packaged extensions to install. */
  readonly vsix?: readonly string[];
  /** A built extension's folder, used as if it were installed. */
  readonly extensionFolder?: string;
  /** User settings, over `quietSettings`. */
  readonly settings?: Settings;
  /** Variables for the extension host. Cloudflare's reach it from here alone. */
  readonly env?: NodeJS.ProcessEnv;
  /** Lets a page develop and test extensions (`workbenchUrl`). VS Code then shows no toasts and no dialogs. */
  readonly development?: boolean;
}

/** A VS Code that serves itself to browsers, with a home of its own that goes with it. */
export interface Served {
  readonly url: string;
  readonly port: number;
  /** Its folder, also for whatever else should be gone when it ends. */
  readonly root: string;
  /** An empty folder to open. */
  readonly workspace: string;
  /** Resolves when it has ended, by `stop` or by itself. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const startLimitMs = 120_000;
const stopLimitMs = 5_000;

function prepareFolders(root: string, options: ServedOptions) {
  const at = (...names: string[]): string => path.join(root, ...names);
  const folders = {
    home: at('home'),
    temporary: at('t'),
    workspace: at('workspace'),
    extensions: at('extensions'),
  };
  const userData = at('user-data');
  for (const folder of [...Object.values(folders), path.join(userData, 'User')])
    mkdirSync(folder, { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, null, 2);
  writeFileSync(path.join(userData, 'User', 'settings.json'), settings);
  writeFileSync(at('config.yaml'), 'auth: none\n');
  if (options.extensionFolder)
    symlinkSync(options.extensionFolder, path.join(folders.extensions, installedFolderName));
  return { ...folders, userData, config: at('config.yaml'), log: at('server.log') };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
}

async function untilHealthy(url: string, server: ChildProcess, log: string): Promise<void> {
  const deadline = performance.now() + startLimitMs;
  while (!(await answers(`${url}/healthz`))) {
    if (server.exitCode !== null || server.signalCode !== null || performance.now() > deadline) {
      throw new Error(`The served VS Code did not start:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
    }
    await delay(100);
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, 'exit');
    signalGroup(server, 'SIGTERM');
    await Promise.race([exited, delay(stopLimitMs, undefined, { ref: false })]);
  }
  signalGroup(server, 'SIGKILL');
}

/** Starts a throw-away VS Code on 127.0.0.1. It ends with `stop`, or with this process. */
export async function startServed(options: ServedOptions = {}): Promise<Served> {
  const entry = await ensureServedVsCode();
  const port = await freePort(options.port ?? 0);
  const root = makeTemporaryFolder();
  const folders = prepareFolders(root.path, options);
  const env = {
    ...withoutCallerVariables(process.env),
    ...homeVariables(folders.home, folders.temporary),
    EXTENSIONS_GALLERY: '{}',
    ...options.env,
  };
  const command = [
    entry,
    ...[
      '--user-data-dir',
      folders.userData,
      '--extensions-dir',
      folders.extensions,
      '--config',
      folders.config,
    ],
  ];
  for (const vsix of options.vsix ?? []) {
    await runCommand([process.execPath, ...command, '--install-extension', vsix, '--force'], { env });
  }
  command.push(
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--ignore-last-opened',
    '--disable-proxy',
  );
  command.push('--disable-telemetry', '--disable-update-check', '--disable-workspace-trust');
  command.push('--disable-getting-started-override');
  if (options.development) command.push('--vscode-option', 'enable-smoke-test-driver');

  const log = openSync(folders.log, 'a');
  const server = spawn(process.execPath, command, { env, stdio: ['ignore', log, log], detached: true });
  const ended = once(server, 'exit');
  const release = onProcessEnd(() => signalGroup(server, 'SIGKILL'));
  const stop = async (): Promise<void> => {
    await end(server);
    release();
    root.remove();
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, server, folders.log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, root: root.path, workspace: folders.workspace, ended, stop };
}
