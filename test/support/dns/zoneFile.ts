import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** A zone of the lab; times in seconds. */
export interface LabZone {
  /** Without trailing dot. */
  readonly name: string;
  readonly serial: number;
  readonly refresh?: number;
  readonly retry?: number;
  readonly expire?: number;
  /** Labels of children that are delegated to elsewhere. */
  readonly delegated?: readonly string[];
}

export function zoneFileName({ name }: LabZone): string {
  return `${name}.zone`;
}

export function writeZoneFile(folder: string, zone: LabZone): void {
  writeFileSync(path.join(folder, zoneFileName(zone)), zoneText(zone));
}

function zoneText(zone: LabZone): string {
  const { name, serial, refresh = 3600, retry = 1, expire = 1_209_600, delegated = [] } = zone;
  return [
    `$ORIGIN ${name}.`,
    '$TTL 60',
    `@ SOA ns1 hostmaster ${serial} ${refresh} ${retry} ${expire} 60`,
    '@ NS ns1',
    'ns1 A 127.0.0.1',
    'www A 192.0.2.1',
    ...delegated.map((label) => `${label} NS ns.elsewhere.test.`),
    '',
  ].join('\n');
}
