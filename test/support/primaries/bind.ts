import { requireProgram } from '../dns/programs.ts';
import { ServerProcess } from '../dns/serverProcess.ts';
import type { Place, Program } from './agreement.ts';

/** BIND, as Debian has it. */
export const bindProgram: Program = {
  dialect: 'bind',
  version: '9.18',
  async start(root) {
    const named = new ServerProcess([requireProgram('named'), '-g', '-n', '1', '-c', root]);
    try {
      await named.logged(/ running$/);
    } catch (error) {
      await named.stop();
      throw error;
    }
    return { [Symbol.asyncDispose]: () => named.stop() };
  },
};

/** The statements of `options` that let a server run beside others, with all of its files in one folder. */
export function serverOptions({ folder, port }: Place): readonly string[] {
  return [
    `directory "${folder}";`,
    'pid-file none;',
    'session-keyfile none;',
    `listen-on port ${port} { 127.0.0.1; };`,
    `listen-on-v6 port ${port} { ::1; };`,
    'tcp-clients 1000;',
    // More transfers at a time than these are refused, whoever asks.
    'transfers-out 1000;',
    'recursion no;',
    'dnssec-validation no;',
    'empty-zones-enable no;',
  ];
}

/** The master file of every zone. */
export const ZONE_TEXT = `$TTL 60
@ SOA ns1.example. hostmaster.example. 1 3600 60 1209600 60
@ NS ns1.example.
`;
