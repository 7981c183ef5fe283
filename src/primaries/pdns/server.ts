import type { Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition } from '../evaluation.ts';
import type { Steps } from '../steps.ts';
import { type Backends, backendsOf } from './backends.ts';
import { additionTo } from './edits.ts';
import { gathered, keyNames, type ZoneMetadata } from './metadata.ts';
import { type ServerNotify, serverNotify } from './notify.ts';
import type { PdnsFile } from './pdnsFile.ts';
import type { Settings } from './settingsFile.ts';
import { type ServerFiles, zonesFiles } from './sources.ts';
import { DEFAULT_CLIENTS, type ServerTransfer, serverTransfer } from './transfer.ts';
import type { ZonesFile } from './zonesFile.ts';

/** A server with its settings: what is so for all its zones. */
export interface Server {
  readonly settings: Settings;
  readonly version: string | undefined;
  readonly texts: ReadonlyMap<string, string>;
  readonly backends: Backends;
  readonly transfer: ServerTransfer;
  readonly notify: ServerNotify;
  /** How to add NOTIFY targets for all zones. */
  readonly notifyAddition: Addition | undefined;
  /** The files of zones that were found. */
  readonly zonesFiles: readonly ZonesFile[];
  /** What was saved of zones' metadata, by zone. */
  readonly metadata: ReadonlyMap<string, ZoneMetadata>;
  /** The names of all keys, where their list was saved. */
  readonly keys: ReadonlySet<string> | undefined;
  /** Whether zones are reported that only saved metadata name. */
  readonly hasOtherZones: boolean;
  readonly doubts: readonly Doubt[];
}

/** Puts together what the files say of a server. */
export function* readServer(files: ServerFiles, sources: Sources<PdnsFile>): Steps<Server> {
  const { settings, saved } = files;
  const texts = new Map(sources.files.map(({ file, text }) => [file, text]));
  const backends = backendsOf(settings);
  const found = backends.zonesFiles.flatMap(({ include }) => (include ? [zonesFiles(sources, include)] : []));
  const missing = found.flatMap(({ doubts }) => doubts);
  const zones = found.flatMap((one) => one.files);
  return {
    settings,
    version: sources.version,
    texts,
    backends,
    transfer: serverTransfer(settings, transferAddition(files, texts)),
    notify: serverNotify(settings),
    notifyAddition: notifyAddition(files, texts),
    zonesFiles: zones,
    metadata: yield* gathered(saved),
    keys: keyNames(saved),
    hasOtherZones: backends.hasOtherZones || missing.length > 0,
    doubts: [...files.doubts, ...missing, ...databaseDoubts(files, backends)],
  };
}

/** Zones in a database of which nothing was saved are not known by their names. */
function databaseDoubts(
  { main, saved }: ServerFiles,
  { hasOtherZones, doubt, at }: Backends,
): readonly Doubt[] {
  if (doubt) return main ? [doubt] : [];
  if (!hasOtherZones || saved.length > 0) return [];
  return ['pdnsutil list-all-zones', 'pdnsutil get-meta ZONE'].map((subject) => ({
    kind: 'database',
    subject,
    at,
  }));
}

function transferAddition(
  { main, settings }: ServerFiles,
  texts: ReadonlyMap<string, string>,
): Addition | undefined {
  const name = 'allow-axfr-ips';
  const value = settings.value(name);
  if (main === undefined || (value && 'doubt' in value)) return undefined;
  const linesFor = (list: string): readonly string[] => [`${name}=${DEFAULT_CLIENTS.join(',')},${list}`];
  return additionTo(value, main, texts, { name, linesFor });
}

/** A server that is no primary yet becomes one with the first targets that are written. */
function notifyAddition(
  { main, settings }: ServerFiles,
  texts: ReadonlyMap<string, string>,
): Addition | undefined {
  const name = 'also-notify';
  const value = settings.value(name);
  const { primary } = serverNotify(settings);
  if (main === undefined || (value && 'doubt' in value) || primary.doubt) return undefined;
  if (!primary.on && (primary.at || value)) return undefined;
  const becoming = primary.on ? [] : ['primary=yes'];
  const linesFor = (list: string): readonly string[] => [...becoming, `${name}=${list}`];
  return additionTo(value, main, texts, { name, linesFor });
}
