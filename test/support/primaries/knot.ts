import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { requireProgram } from '../dns/programs.ts';
import { ServerProcess } from '../dns/serverProcess.ts';
import { serves } from '../dns/serves.ts';
import type { Place, Program } from './agreement.ts';

/** The serial of all zones of the trials. */
export const SERIAL = 1;

/** Knot DNS, as Debian has it. */
export const knotProgram: Program = {
  dialect: 'knot',
  version: '3.2.6',
  async start(root, { port }, zones) {
    const knot = new ServerProcess([requireProgram('knotd'), '-c', root]);
    const server: ServerAddress = { address: '127.0.0.1', port };
    try {
      await knot.logged(/control, binding to/);
      for (const zone of zones) await serves(server, zone, SERIAL);
    } catch (error) {
      await knot.stop();
      throw error;
    }
    return { [Symbol.asyncDispose]: () => knot.stop() };
  },
};

/** The server's own settings, with all of its files in one folder. */
export function serverSections({ folder, port }: Place): string {
  return [
    'server:',
    `    rundir: "${folder}"`,
    `    listen: [ 127.0.0.1@${port}, ::1@${port} ]`,
    ...['udp', 'tcp', 'background'].map((kind) => `    ${kind}-workers: 1`),
    'log:',
    '  - target: stderr',
    '    any: info',
    'database:',
    `    storage: "${folder}"`,
    ...['journal', 'kasp', 'timer', 'catalog'].map((kind) => `    ${kind}-db-max-size: 8M`),
    '',
  ].join('\n');
}
