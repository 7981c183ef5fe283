import type { MetadataFile } from './metadata.ts';
import type { SettingsFile } from './settingsFile.ts';
import type { ZonesFile } from './zonesFile.ts';

/** A file of one of the kinds that tell something about a PowerDNS server. */
export type PdnsFile = SettingsFile | MetadataFile | ZonesFile;
