import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { requireProgram } from '../dns/programs.ts';
import { ServerProcess } from '../dns/serverProcess.ts';
import { serves } from '../dns/serves.ts';
import { runCommand } from '../host/command.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../host/temporaryFolder.ts';
import type { Place, Program } from './agreement.ts';

/** The metadata of one zone: kinds with their values. */
export type ZoneMetadata = Readonly<Record<string, readonly string[]>>;

/** What is in the server's database. */
export interface Database {
  readonly metadata: Readonly<Record<string, ZoneMetadata>>;
  readonly keys: readonly TsigKey[];
}

/** The file that a trial describes the database in, for the server alone. */
export const DATABASE_FILE = 'database.json';
/** The database, as the settings name it. */
export const SQLITE_FILE = 'metadata.db';

/** The serial of all zones of the trials. */
export const SERIAL = 1;

/** PowerDNS Authoritative Server with its BIND backend, as Debian has it. */
export const pdnsProgram: Program = {
  dialect: 'pdns',
  version: '4.7.3',
  async start(_root, { folder, port }, zones) {
    await fillDatabase(folder);
    const server = new ServerProcess([requireProgram('pdns_server'), `--config-dir=${folder}`]);
    try {
      await server.logged(/Creating backend connection for TCP/);
      for (const zone of zones) await serves({ address: '127.0.0.1', port }, zone, SERIAL);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return { [Symbol.asyncDispose]: () => server.stop() };
  },
};

/** The settings that a trial's server needs to run beside others. */
export function serverSettings({ folder, port }: Place): readonly string[] {
  return [
    'launch=bind',
    `bind-config=${folder}/named.conf`,
    'local-address=127.0.0.1,::1',
    `local-port=${port}`,
    `socket-dir=${folder}`,
    'daemon=no',
    'guardian=no',
    'disable-syslog=yes',
    'security-poll-suffix=',
    'max-tcp-connections=500',
    'receiver-threads=1',
    'distributor-threads=1',
  ];
}

/** Whether the server accepts the settings in a folder. @throws with what it says against them */
export async function checkSettings(folder: string): Promise<void> {
  await runCommand([requireProgram('pdns_server'), `--config-dir=${folder}`, '--config=check'], {
    timeout: 20_000,
  });
}

/** What `pdnsutil` prints of zones' metadata and of all keys, without its log. */
export async function printedMetadata(folder: string, zones: readonly string[]): Promise<string> {
  const commands = [...zones.map((zone) => ['get-meta', zone]), ['list-tsig-keys']];
  const printed: string[] = [];
  for (const command of commands) {
    printed.push(
      await runCommand([requireProgram('pdnsutil'), `--config-dir=${folder}`, ...command], {
        timeout: 20_000,
      }),
    );
  }
  return printed.join('').replace(/^.*\[bindbackend\].*\n/gm, '');
}

/** Makes the database that a folder's file describes, if there is one. */
export async function fillDatabase(folder: string): Promise<void> {
  const description = path.join(folder, DATABASE_FILE);
  if (!existsSync(description)) return;
  const database: Database = JSON.parse(readFileSync(description, 'utf8'));
  const file = path.join(folder, SQLITE_FILE);
  copyFileSync(await emptyDatabase(), file);
  using sqlite = new DatabaseSync(file);
  const metadata = sqlite.prepare('INSERT INTO domainmetadata (domain, kind, content) VALUES (?, ?, ?)');
  for (const [zone, kinds] of Object.entries(database.metadata)) {
    for (const [kind, values] of Object.entries(kinds)) {
      for (const value of values) metadata.run(zone, kind, value);
    }
  }
  const key = sqlite.prepare('INSERT INTO tsigkeys (name, algorithm, secret) VALUES (?, ?, ?)');
  for (const { name, algorithm, secret } of database.keys) key.run(name.toLowerCase(), algorithm, secret);
}

let making: Promise<string> | undefined;

/** An empty database, made once by the server's own tool. */
function emptyDatabase(): Promise<string> {
  making ??= makeDatabase(makeTemporaryFolder());
  return making;
}

async function makeDatabase(folder: TemporaryFolder): Promise<string> {
  const file = path.join(folder.path, 'empty.db');
  await runCommand([requireProgram('pdnsutil'), `--config-dir=${folder.path}`, 'create-bind-db', file], {
    timeout: 20_000,
  });
  return file;
}
