import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { runCommand } from '../host/command.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { freeServer } from './freeServer.ts';
import { type Primary, type PrimaryOptions, zoneOf } from './primary.ts';
import { requireProgram } from './programs.ts';
import { ServerProcess } from './serverProcess.ts';
import { hangs, serves } from './serves.ts';
import { writeZoneFile, zoneFileName } from './zoneFile.ts';

/** Milliseconds for one command of nsd-control. */
const commandLimit = 20_000;

/** Starts NSD as a primary, and resolves when it serves its zones. */
export async function startNsdPrimary(options: PrimaryOptions): Promise<Primary> {
  const server = options.server ?? (await freeServer());
  const zones = new Map(options.zones.map((zone) => [zone.name, zone]));
  const folder = makeTemporaryFolder();
  const configFile = path.join(folder.path, 'nsd.conf');
  const configure = (notifies: boolean): void =>
    writeFileSync(configFile, nsdConfig(folder.path, server, options, notifies), { mode: 0o600 });
  configure(true);
  for (const zone of zones.values()) writeZoneFile(folder.path, zone);
  const control = (...command: readonly string[]): Promise<string> =>
    runCommand([requireProgram('nsd-control'), '-c', configFile, ...command], { timeout: commandLimit });
  const nsd = new ServerProcess([requireProgram('nsd'), '-d', '-c', configFile]);
  const primary: Primary = {
    server,
    async setSerial(name, serial, { notify = true } = {}) {
      const zone = { ...zoneOf(zones, name), serial };
      zones.set(name, zone);
      configure(notify);
      await control('reconfig');
      writeZoneFile(folder.path, zone);
      await control('reload', name);
      await serves(server, name, serial);
    },
    async notify(name) {
      configure(true);
      await control('reconfig');
      await control('notify', name);
    },
    async freeze() {
      nsd.freeze();
      await hangs(server);
    },
    thaw: () => nsd.thaw(),
    stop: () => nsd.stop(),
    async [Symbol.asyncDispose]() {
      await nsd.stop();
      folder.remove();
    },
  };
  try {
    await nsd.logged(/nsd started/);
    for (const zone of zones.values()) await serves(server, zone.name, zone.serial);
    return primary;
  } catch (error) {
    await primary[Symbol.asyncDispose]();
    throw error;
  }
}

function nsdConfig(
  folder: string,
  { address, port }: ServerAddress,
  { zones, keys = [], notifies = [], transferKey = 'NOKEY' }: PrimaryOptions,
  isNotifying: boolean,
): string {
  const files = { pidfile: 'nsd.pid', xfrdfile: 'xfrd.state', zonelistfile: 'zone.list' };
  return [
    'server:',
    `    ip-address: ${address}@${port}`,
    '    username: ""',
    '    database: ""',
    '    server-count: 1',
    '    verbosity: 1',
    `    zonesdir: "${folder}"`,
    `    xfrdir: "${folder}"`,
    ...Object.entries(files).map(([item, file]) => `    ${item}: "${folder}/${file}"`),
    'remote-control:',
    '    control-enable: yes',
    `    control-interface: "${folder}/control"`,
    ...keys.flatMap(({ name, algorithm, secret }) => [
      'key:',
      `    name: "${name}"`,
      `    algorithm: ${algorithm.replace(/\.$/, '')}`,
      `    secret: "${secret}"`,
    ]),
    ...zones.flatMap((zone) => [
      'zone:',
      `    name: "${zone.name}"`,
      `    zonefile: "${zoneFileName(zone)}"`,
      `    provide-xfr: 127.0.0.0/8 ${transferKey}`,
      `    outgoing-interface: ${address}`,
      ...(isNotifying ? notifies : []).map((to) => `    notify: ${to.address}@${to.port} ${transferKey}`),
    ]),
    '',
  ].join('\n');
}
