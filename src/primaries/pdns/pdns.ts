import type { Dialect } from '../dialect.ts';
import { evaluate } from './evaluate.ts';
import { looksLikeMetadata, readMetadataFile } from './metadata.ts';
import type { PdnsFile } from './pdnsFile.ts';
import { readSettingsFile } from './settingsFile.ts';
import { looksLikeZones, readZonesFile } from './zonesFile.ts';

/** How much of a text is looked at. */
const BEGINNING = 64 * 1024;

const BACKENDS = 'bind|gmysql|gpgsql|gsqlite3|godbc|lmdb|geoip|remote|pipe|ldap|lua2|tinydns';

/** A setting that no other program has, or a choice of backends; it may be shown in a comment. */
const OWN_SETTING = new RegExp(
  [
    '^(?:#[ \\t]*)?(?:',
    'allow-axfr-ips|disable-axfr|also-notify|only-notify|allow-dnsupdate-from|forward-notify',
    `|(?:${BACKENDS})-(?:[\\w-]+-)?(?:config|host|dbname|user|database|filename|connection-string|command|dir|dnssec)`,
    '|bind-(?:[\\w-]+-)?dnssec-db',
    `|launch(?=[ \\t]*\\+?=[ \\t]*(?:$|(?:${BACKENDS}|random)\\b))`,
    ')[ \\t]*\\+?=',
  ].join(''),
);

/** What a file of settings has nowhere: sections, `name: value`, markup. */
const FOREIGN = /^(?:\[.*\]$|[\w-]+:(?:\s|$)|<\w)/;
const ASSIGNMENT = /^[\w-]+[ \t]*\+?=/;

function looksLikeSettings(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.some((line) => OWN_SETTING.test(line)) && !lines.some(isForeign);
}

/** Other files have statements and blocks, too, which are known by their ends. */
function isForeign(line: string): boolean {
  if (line.startsWith('#') || ASSIGNMENT.test(line)) return false;
  return FOREIGN.test(line) || line.endsWith('{') || line.endsWith(';');
}

/** PowerDNS Authoritative Server: its settings, its zones in BIND's format, and saved output of `pdnsutil`. */
export const pdns: Dialect<PdnsFile> = {
  name: 'pdns',
  looksLike(text) {
    const beginning = text.slice(0, BEGINNING);
    return looksLikeMetadata(beginning) || looksLikeSettings(beginning);
  },
  *parse(file, text) {
    const beginning = text.slice(0, BEGINNING);
    if (looksLikeMetadata(beginning)) return yield* readMetadataFile(file, text);
    if (looksLikeZones(beginning)) return yield* readZonesFile(file, text);
    return yield* readSettingsFile(file, text);
  },
  evaluate,
};
