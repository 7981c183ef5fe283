import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { DEMO_CREDENTIALS, demoWorld } from './support/api/demoWorld.ts';
import { startApi } from './support/api/server.ts';
import { ensureNameServers } from './support/dns/ensureNameServers.ts';
import { runCommand } from './support/host/command.ts';
import { desktopArguments, findDesktopVsCode, hasDisplay, startDesktop } from './support/host/desktop.ts';
import { electronOnPath } from './support/host/electronPath.ts';

import { longStep } from './support/host/longStep.ts';
import { npmCommand } from './support/host/npm.ts';
import { projectFolder } from './support/host/paths.ts';
import { startServed } from './support/host/served.ts';
import type { Settings } from './support/host/settings.ts';
import { startVariables } from './support/host/startVariables.ts';
import { makeTemporaryFolder } from './support/host/temporaryFolder.ts';
import { workbenchUrl } from './support/host/workbenchUrl.ts';
import type { Lab } from './support/lab/lab.ts';
import { STORY, startStory, tellStory } from './support/lab/story.ts';

const usage = `npm start [-- --served] [-- --port N] [-- --live]

Builds the extension and opens a VS Code with it, on a Cloudflare API of its own with demo zones, some of
them on real name servers (Knot DNS and NSD) where those are installed or can be.

  --served   serve VS Code to a browser, even where the desktop one can be had
  --port N   serve it on this port of 127.0.0.1; implies --served
  --live     use the real Cloudflare API, with the CLOUDFLARE_* variables of this shell
  -h         show this`;

interface Options {
  readonly served: boolean;
  readonly port: number;
  readonly live: boolean;
}

function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Error(`--port takes a number from 0 to 65535, not "${text}".`);
  return port;
}

function readArguments(): Options | 'help' {
  const { values } = parseArgs({
    options: {
      served: { type: 'boolean', default: false },
      port: { type: 'string' },
      live: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { port, live } = values;
  return { served: values.served || port !== undefined, port: port === undefined ? 0 : portFrom(port), live };
}

function optionsOrUsage(): Options {
  try {
    const options = readArguments();
    if (options !== 'help') return options;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/** Starts the demo API and resolves to the settings that show it. */
async function demoSettings(): Promise<Settings> {
  const world = demoWorld(Date.now());
  const lab = await labIfPossible();
  lab?.join(world);
  const { url } = await startApi(world);
  printCredentials(url);
  return { 'secondaryDns.apiBaseUrl': url, ...(lab ? showLab(lab) : {}) };
}

function printCredentials(url: string): void {
  const { email, key } = DEMO_CREDENTIALS;
  console.log(`
A Cloudflare API with demo zones listens on ${url}. In VS Code, "Use the Environment's Credential" signs in with
the first of its tokens; the others are for "Sign In with API Token":
  reads everything                 ${DEMO_CREDENTIALS.full}
  peers stay tags                  ${DEMO_CREDENTIALS.withoutAccountSettings}
  lists zones, reads no config     ${DEMO_CREDENTIALS.withoutDns}
  reads configs, lists no zones    ${DEMO_CREDENTIALS.configOnly}
  owned by an account              ${DEMO_CREDENTIALS.accountOwned}
  expired                          ${DEMO_CREDENTIALS.expired}
or with ${email} and the API key ${key}.
`);
}

/** Starts real name servers; where there are none it says so, and the demo goes on without. */
async function labIfPossible(): Promise<Lab | undefined> {
  try {
    await ensureNameServers();
    return await longStep('Starting name servers', startStory);
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n', 1);
    console.log(`The demo goes on without real name servers. ${reason}`);
    return undefined;
  }
}

/** Lets the lab's zones live, and resolves to the settings that let somebody watch. */
function showLab(lab: Lab): Settings {
  const zones = Object.entries(STORY).map(([name, what]) => `  ${name.padEnd(33)}${what}`);
  console.log(`Zones of the account Name Server Lab are on real name servers. Watch them for a minute:
${zones.join('\n')}
`);
  tellStory(lab).catch((error: unknown) => console.error('The name servers stand still:', error));
  return {
    'secondaryDns.checkOnRefresh': true,
    'secondaryDns.checkPrivateAddresses': true,
    'secondaryDns.refreshInterval': 15,
  };
}

async function openDesktop(executable: string, settings: Settings, env: NodeJS.ProcessEnv): Promise<void> {
  const root = makeTemporaryFolder();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const extension = `--extensionDevelopmentPath=${projectFolder}`;
  const window = startDesktop(
    executable,
    [...desktopArguments(root.path, settings), ...sandbox, extension],
    env,
  );
  console.log(
    'VS Code opens: look for Secondary DNS in its activity bar. Close it, or press Ctrl-C, to end.',
  );
  await once(window, 'exit');
}

async function openServed(port: number, settings: Settings, env: NodeJS.ProcessEnv): Promise<void> {
  const served = await longStep('Starting VS Code', () =>
    startServed({ port, settings, env, extensionFolder: projectFolder }),
  );
  console.log('\nLook for Secondary DNS in the activity bar. Press Ctrl-C to end.');
  console.log(`Open ${workbenchUrl(served)}`);
  await served.ended;
  throw new Error('The served VS Code has ended.');
}

async function desktopExecutable(): Promise<string | undefined> {
  const installed = hasDisplay() ? electronOnPath(process.env.PATH ?? '') : undefined;
  return installed ?? findDesktopVsCode();
}

async function start({ served, port, live }: Options): Promise<void> {
  await longStep('Building the extension', () =>
    runCommand(npmCommand(['run', '--silent', 'build']), { cwd: projectFolder }),
  );
  const settings = live ? {} : await demoSettings();
  const env = startVariables(live, process.env);
  const desktop = served ? undefined : await desktopExecutable();
  if (desktop === undefined) await openServed(port, settings, env);
  else await openDesktop(desktop, settings, env);
}

const options = optionsOrUsage();
try {
  await start(options);
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
