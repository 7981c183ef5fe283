import { freeServer } from './freeServer.ts';
import { KnotServer, type KnotSettings } from './knotServer.ts';
import { type Primary, type PrimaryOptions, zoneOf } from './primary.ts';
import { hangs, serves } from './serves.ts';
import { writeZoneFile, zoneFileName } from './zoneFile.ts';

export interface KnotPrimaryOptions extends PrimaryOptions {
  /** Cuts all answers short but one a second: the rest has to come over TCP. */
  readonly truncates?: boolean;
}

/**
 * How zones are loaded: by `difference`, which makes IXFR possible, until a serial goes back; Knot takes an
 * older serial only in a `whole` zone.
 */
interface Mode {
  readonly notifies: boolean;
  readonly loads: 'difference' | 'whole';
}

/** Starts Knot DNS as a primary, and resolves when it serves its zones. */
export async function startKnotPrimary(options: KnotPrimaryOptions): Promise<Primary> {
  const server = options.server ?? (await freeServer());
  const zones = new Map(options.zones.map((zone) => [zone.name, zone]));
  let mode: Mode = { notifies: true, loads: 'difference' };
  const settings = (): KnotSettings => primarySettings({ ...options, server }, mode);
  const knot = await KnotServer.start(settings(), (folder) => {
    for (const zone of zones.values()) writeZoneFile(folder, zone);
  });
  return {
    server,
    async setSerial(name, serial, { notify = true } = {}) {
      const zone = zoneOf(zones, name);
      mode = { notifies: notify, loads: serial < zone.serial ? 'whole' : mode.loads };
      knot.configure(settings());
      await knot.control('reload');
      zones.set(name, { ...zone, serial });
      writeZoneFile(knot.folder, { ...zone, serial });
      await knot.control('zone-reload', name);
      await serves(server, name, serial);
    },
    async notify(name) {
      mode = { ...mode, notifies: true };
      knot.configure(settings());
      await knot.control('reload');
      await knot.control('zone-notify', name);
    },
    async freeze() {
      knot.process.freeze();
      await hangs(server);
    },
    thaw: () => knot.process.thaw(),
    stop: () => knot.process.stop(),
    [Symbol.asyncDispose]: () => knot[Symbol.asyncDispose](),
  };
}

function primarySettings(
  options: KnotPrimaryOptions & Pick<KnotSettings, 'server'>,
  { notifies, loads }: Mode,
): KnotSettings {
  const secondaries = new Map(options.notifies?.map((address, index) => [`secondary${index}`, address]));
  const notify =
    notifies && secondaries.size > 0 ? [`notify: [ ${[...secondaries.keys()].join(', ')} ]`] : [];
  return {
    server: options.server,
    keys: options.keys ?? [],
    remotes: secondaries,
    remoteKey: options.transferKey,
    actions: ['transfer'],
    truncates: options.truncates ?? false,
    zones: options.zones.map((zone) => ({
      name: zone.name,
      items: [
        `file: "${zoneFileName(zone)}"`,
        `zonefile-load: ${loads}`,
        `journal-content: ${loads === 'difference' ? 'changes' : 'none'}`,
        ...notify,
      ],
    })),
  };
}
