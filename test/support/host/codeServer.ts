import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuildTools } from './buildTools.ts';
import { runCommand } from './command.ts';
import { homeVariables, withoutCallerVariables } from './environment.ts';
import { longStep } from './longStep.ts';
import { npmCommand, npmEnvironment } from './npm.ts';
import { toolsFolder } from './paths.ts';

/** code-server 4.139.1 is VS Code 1.139.1; from npm it needs the Node that VS Code ships, 24. */
const version = '4.139.1';
const nodeMajor = '24';

/** Modules of VS Code that load on start and come without a built binary. */
const nativeModules = ['@vscode/spdlog', '@vscode/native-watchdog'];

const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

const entryIn = (folder: string): string => path.join(folder, 'node_modules/code-server/out/node/entry.js');

const hasHeaders = (folder: string): boolean => existsSync(path.join(folder, 'include/node/node.h'));

/** The npm package with this process's Node and its headers, by the names that npm's `node` package uses. */
function nodePackage(): string {
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${process.platform}-${process.arch}`;
}

/** The headers that a Node brings along; npm prunes those of its `node` package with the next installation. */
const ownHeaders = path.resolve(path.dirname(process.execPath), '..');

async function npm(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  await runCommand(npmCommand([...args, ...quiet]), { cwd, env: { ...npmEnvironment(), ...env } });
}

/** Starts what was installed far enough to load its native modules. */
async function check(folder: string): Promise<void> {
  const home = await mkdtemp(path.join(folder, 'home-'));
  const env = { ...withoutCallerVariables(process.env), ...homeVariables(home, home) };
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  const load = nativeModules.map((name) => `require(${JSON.stringify(name)})`).join(';');
  await runCommand([process.execPath, '-e', load], { cwd: vscode, env });
  await runCommand([process.execPath, entryIn(folder), '--version'], { env });
  await rm(home, { recursive: true });
}

async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  const production = ['install', '--omit=dev', '--ignore-scripts'];
  const wanted = [`code-server@${version}`];
  if (!hasHeaders(ownHeaders)) wanted.push(`${nodePackage()}@${process.versions.node}`);
  const headers = hasHeaders(ownHeaders) ? ownHeaders : path.join(folder, 'node_modules', nodePackage());

  await longStep(`Getting code-server ${version} from npm (1 of 4)`, () =>
    npm(folder, ['install', '--no-save', '--ignore-scripts', ...wanted]),
  );
  await longStep('Getting what its VS Code needs (2 of 4)', () => npm(vscode, production));
  await longStep('Building its native modules (3 of 4)', () =>
    npm(vscode, ['rebuild', ...nativeModules], { npm_config_nodedir: headers }),
  );
  await longStep('Getting what its built-in extensions need (4 of 4)', () =>
    npm(path.join(vscode, 'extensions'), production),
  );
  await check(folder);
}

/**
 * Resolves to the entry script of a VS Code that serves itself to browsers, to be run by this process's Node.
 * The first call installs it, in one to three minutes; an installation that was cut short is done again.
 */
export async function ensureServedVsCode(): Promise<string> {
  const name = `code-server-${version}-${process.platform}-${process.arch}-abi${process.versions.modules}`;
  const folder = path.join(toolsFolder, 'served', name);
  if (existsSync(folder)) return entryIn(folder);
  if (process.platform === 'win32') {
    throw new Error('The served VS Code runs on Linux and macOS only. Install the desktop VS Code.');
  }
  if (process.versions.node.split('.')[0] !== nodeMajor) {
    throw new Error(`The served VS Code needs Node ${nodeMajor}: start this with npm, which brings it.`);
  }
  await ensureBuildTools();
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  console.log('No VS Code is installed for this project yet: installing one (1 to 3 minutes, about 800 MB).');
  await install(unfinished);
  await rename(unfinished, folder);
  return entryIn(folder);
}
