import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import path from 'node:path';
import { decode } from 'dns-packet';
import { NOTIFY_TARGETS } from '../../../src/primaries/cloudflareAddresses.ts';
import { until } from '../dns/until.ts';
import { runCommand } from '../host/command.ts';
import type { Place, Trial } from './agreement.ts';
import { bindProgram } from './bind.ts';

const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

/** Lets this namespace's loopback have the addresses that NOTIFY is sent to. */
export async function haveTargets(): Promise<void> {
  for (const address of TARGETS) {
    const family = address.includes(':') ? '-6' : '-4';
    await runCommand(['ip', family, 'route', 'add', 'local', address, 'dev', 'lo']);
  }
}

/** Takes what comes to an address, port 53, over UDP. */
class Listener implements AsyncDisposable {
  /** The zones of which a NOTIFY came. */
  readonly zones = new Set<string>();
  readonly #socket: Socket;

  private constructor(address: string) {
    this.#socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    this.#socket.on('message', (message) => {
      for (const { name } of decode(message).questions ?? []) this.zones.add(name);
    });
  }

  static async at(address: string): Promise<Listener> {
    const listener = new Listener(address);
    listener.#socket.bind(53, address);
    await once(listener.#socket, 'listening');
    return listener;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }
}

/** The zone whose NOTIFY the server sends last, as it goes by the names of zones. */
const LAST = 'zz.zzz';

/** A configuration with one more zone, which is notified everywhere, where it has no views that zones must be in. */
export function withLast(root: string): string {
  const list = TARGETS.map((address) => `${address};`).join(' ');
  return root.includes('options.conf') || /^view /im.test(root)
    ? root
    : `${root}zone "${LAST}" { type primary; file "zone.db"; notify yes; also-notify port 53 { ${list} }; };\n`;
}

/** Starts a server with the files of a folder, and resolves to what NOTIFY it sent, once so many have come. */
export async function notifiedBy(
  trial: Trial,
  place: Place,
  expected: number,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  await using listeners = new AsyncDisposableStack();
  const found = new Map<string, Listener>();
  for (const address of TARGETS) found.set(address, listeners.use(await Listener.at(address)));
  await using _server = await bindProgram.start(path.join(place.folder, trial.root), place, trial.zones);
  const count = (): number => [...found.values()].reduce((sum, { zones }) => sum + zones.size, 0);
  await until(`${expected} NOTIFY`, count, (reached) => reached >= expected);
  return new Map([...found].map(([address, { zones }]) => [address, zones]));
}
