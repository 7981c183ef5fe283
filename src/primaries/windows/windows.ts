import type { Dialect, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredZone, Mention } from '../evaluation.ts';
import { type JsonText, readJson } from './json.ts';
import { zoneRecords } from './zoneRecord.ts';
import { mentionsOf, zoneOf } from './zoneSettings.ts';

/** Saved output of `Get-DnsServerZone | ConvertTo-Json`. */
export interface WindowsFile extends ParsedFile {
  readonly json: JsonText;
}

/** How much of a text is looked at. */
const BEGINNING = 64 * 1024;

/** Windows DNS: it has no file to read, but PowerShell prints what it is set to. */
export const windows: Dialect<WindowsFile> = {
  name: 'windows',
  looksLike(text) {
    const beginning = text.slice(0, BEGINNING);
    return (
      /^(?:\s|PS [^\n]*\n)*[[{]/.test(beginning) &&
      /"ZoneName"\s*:/.test(beginning) &&
      /"(?:ZoneType|SecureSecondaries)"\s*:/.test(beginning)
    );
  },
  *parse(file, text) {
    return { file, text, includes: [], json: yield* readJson(file, text) };
  },
  *evaluate({ root: { json } }) {
    const zones: ConfiguredZone[] = [];
    const mentions: Mention[] = [];
    const doubts: Doubt[] = [...json.doubts];
    for (const value of json.values) {
      for (const record of zoneRecords(value)) {
        const zone = zoneOf(record);
        if (zone && 'transfer' in zone) {
          zones.push(zone);
          mentions.push(...mentionsOf(record));
        } else if (zone) doubts.push(zone);
        yield;
      }
    }
    return { dialect: 'windows', zones, mentions, keys: [], doubts };
  },
};
