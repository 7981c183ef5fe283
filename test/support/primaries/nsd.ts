import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { requireProgram } from '../dns/programs.ts';
import { ServerProcess } from '../dns/serverProcess.ts';
import { serves } from '../dns/serves.ts';
import type { Place, Program } from './agreement.ts';

/** The serial of all zones of the trials. */
export const SERIAL = 1;

/** NSD, as Debian has it. */
export const nsdProgram: Program = {
  dialect: 'nsd',
  version: '4.6.1',
  async start(root, { port }, zones) {
    const nsd = new ServerProcess([requireProgram('nsd'), '-d', '-c', root]);
    const server: ServerAddress = { address: '127.0.0.1', port };
    try {
      await nsd.logged(/nsd started/);
      for (const zone of zones) await serves(server, zone, SERIAL);
    } catch (error) {
      await nsd.stop();
      throw error;
    }
    return { [Symbol.asyncDispose]: () => nsd.stop() };
  },
};

/** The server's own settings, with all of its files in one folder. */
export function serverSection({ folder, port }: Place): string {
  return [
    'server:',
    `  ip-address: 127.0.0.1@${port}`,
    `  ip-address: ::1@${port}`,
    '  username: ""',
    '  database: ""',
    '  server-count: 1',
    '  tcp-count: 1000',
    '  verbosity: 1',
    `  zonesdir: "${folder}"`,
    `  xfrdir: "${folder}"`,
    `  pidfile: "${folder}/nsd.pid"`,
    `  xfrdfile: "${folder}/xfrd.state"`,
    `  zonelistfile: "${folder}/zone.list"`,
    'remote-control:',
    '  control-enable: no',
    '',
  ].join('\n');
}
