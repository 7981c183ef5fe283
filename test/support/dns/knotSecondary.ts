import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { freeServer } from './freeServer.ts';
import { KnotServer } from './knotServer.ts';

export interface SecondaryOptions {
  /** Names without trailing dot. */
  readonly zones: readonly string[];
  readonly primaries: readonly ServerAddress[];
  /** Where it listens; without it, at a free port of 127.0.0.1. */
  readonly server?: ServerAddress;
  /** What transfers are signed with. */
  readonly key?: TsigKey;
  /** Seconds between two checks, whatever the SOA says, as Cloudflare does; without it the SOA rules. */
  readonly refresh?: number;
}

/** What a secondary holds of a zone, as its own log tells. */
export interface Held {
  readonly serial: number;
  /** When it last heard a primary's serial and was in step, or came to be. Milliseconds since the epoch. */
  readonly checkedAt: number;
}

/** A real secondary of the lab: it transfers by AXFR and IXFR, and listens to NOTIFY. */
export interface Secondary extends AsyncDisposable {
  readonly server: ServerAddress;
  /** Undefined: never transferred, or expired. */
  held(zone: string): Held | undefined;
  /** Asks a primary for its serial now. */
  refresh(zone: string): Promise<void>;
  /** Transfers the whole zone now, whatever the serials, as `force_axfr` does. */
  retransfer(zone: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Knot DNS as a secondary. It transfers as soon as it can: `held` tells. */
export async function startKnotSecondary(options: SecondaryOptions): Promise<Secondary> {
  const server = options.server ?? (await freeServer());
  const remotes = new Map(options.primaries.map((address, index) => [`primary${index}`, address]));
  const { key, refresh } = options;
  const items = [
    `master: [ ${[...remotes.keys()].join(', ')} ]`,
    'journal-content: all',
    ...(refresh === undefined
      ? []
      : [`refresh-min-interval: ${refresh}`, `refresh-max-interval: ${refresh}`]),
  ];
  const held = new Map<string, Held>();
  const knot = await KnotServer.start(
    {
      server,
      keys: key ? [key] : [],
      remotes,
      remoteKey: key?.name,
      actions: ['notify', 'transfer'],
      truncates: false,
      zones: options.zones.map((name) => ({ name, items })),
    },
    () => {},
    (line) => note(held, line),
  );
  return {
    server,
    held: (zone) => held.get(zone),
    refresh: (zone) => knot.control('zone-refresh', zone),
    retransfer: (zone) => knot.control('zone-retransfer', zone),
    stop: () => knot.process.stop(),
    [Symbol.asyncDispose]: () => knot[Symbol.asyncDispose](),
  };
}

const CHECKED =
  /\[(?<zone>\S+)\.\] refresh, .*?(?:serial (?:\d+|none) -> (?<updated>\d+)|remote serial (?<same>\d+), zone is up-to-date)/;
const EXPIRED = /\[(?<zone>\S+)\.\] zone expired/;

function note(held: Map<string, Held>, line: string): void {
  const checked = CHECKED.exec(line)?.groups;
  const serial = checked?.updated ?? checked?.same;
  if (checked?.zone !== undefined && serial !== undefined) {
    held.set(checked.zone, { serial: Number(serial), checkedAt: Date.now() });
  }
  const expired = EXPIRED.exec(line)?.groups?.zone;
  if (expired !== undefined) held.delete(expired);
}
