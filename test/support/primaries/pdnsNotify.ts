import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { requireProgram } from '../dns/programs.ts';
import { ServerProcess } from '../dns/serverProcess.ts';
import { until } from '../dns/until.ts';
import { runCommand } from '../host/command.ts';
import type { Place, Trial } from './agreement.ts';
import { fillDatabase, SERIAL } from './pdns.ts';
import { zoneText } from './pdnsConfigurations.ts';

const NOTHING_TO_DO = /no primary or producer domains need notifications/;
const QUEUED = /Queued also-notification of domain '([^']+)' to (\S+)$/;

/** Whom a server was to send NOTIFY to. */
export interface Notified {
  readonly zone: string;
  /** Address and port, as the server writes them. */
  readonly target: string;
}

/** Starts a server with a trial's files, changes all zones, and resolves to whom it was to tell of it. */
export async function notifiedBy(trial: Trial, place: Place): Promise<readonly Notified[]> {
  const { folder } = place;
  for (const [name, text] of Object.entries(trial.files(place))) writeFileSync(path.join(folder, name), text);
  await fillDatabase(folder);
  const lines: string[] = [];
  const options = [
    `--config-dir=${folder}`,
    '--loglevel=6',
    '--xfr-cycle-interval=1',
    '--slave-cycle-interval=1',
  ];
  const server = new ServerProcess([requireProgram('pdns_server'), ...options], (line) => lines.push(line));
  const idle = async (): Promise<void> => {
    const before = lines.length;
    const isIdle = (): boolean => lines.slice(before).some((line) => NOTHING_TO_DO.test(line));
    await until('a server with nothing to do', isIdle, Boolean);
  };
  try {
    await idle();
    for (const zone of trial.zones)
      writeFileSync(path.join(folder, `${zone}.zone`), zoneText(zone, SERIAL + 1));
    const control = [requireProgram('pdns_control'), `--config-dir=${folder}`] as const;
    await runCommand([...control, 'bind-reload-now', ...trial.zones], { timeout: 20_000 });
    await until('a change that is notified', () => lines.some((line) => QUEUED.test(line)), Boolean);
    await idle();
  } finally {
    await server.stop();
  }
  return lines.flatMap((line) => {
    const [, zone, target] = QUEUED.exec(line) ?? [];
    return zone && target ? [{ zone, target }] : [];
  });
}
