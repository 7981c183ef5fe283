import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import type { LabZone } from './zoneFile.ts';

export interface PrimaryOptions {
  readonly zones: readonly LabZone[];
  /** Where it listens; without it, at a free port of 127.0.0.1. */
  readonly server?: ServerAddress;
  /** Keys that it knows. */
  readonly keys?: readonly TsigKey[];
  /** Secondaries that it notifies. */
  readonly notifies?: readonly ServerAddress[];
  /** By name, the one of `keys` that transfers and notifications are signed with. */
  readonly transferKey?: string;
}

/** A real primary of the lab. Anybody on loopback may transfer its zones, or whoever has its `transferKey`. */
export interface Primary extends AsyncDisposable {
  readonly server: ServerAddress;
  /** Publishes another serial, newer or older; `notify: false` keeps it from the secondaries. Resolves when done. */
  setSerial(zone: string, serial: number, options?: { readonly notify?: boolean }): Promise<void>;
  /** Notifies the secondaries of the serial that it has. */
  notify(zone: string): Promise<void>;
  /** Lets it hang: its port is open, and nothing answers once this has resolved. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Finds a zone of a primary by its name. @throws when it has none */
export function zoneOf(zones: ReadonlyMap<string, LabZone>, name: string): LabZone {
  const zone = zones.get(name);
  if (!zone) throw new Error(`The primary has no zone ${name}.`);
  return zone;
}
