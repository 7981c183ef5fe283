import type { Dialect } from '../dialect.ts';
import { evaluate } from './evaluate.ts';
import { looksLikeMetadata, readMetadataFile } from './metadataFile.ts';
import type { PdnsFile } from './pdnsFile.ts';
import { readSettingsFile } from './settingsFile.ts';
import { looksLikeZones, readZonesFile } from './zonesFile.ts';

/** How much of a text is looked at. */
const BEGINNING = 64 * 1024;

/** Settings that no other program has, or a choice of backends. */
const OWN_SETTING =
  /^[ \t]*(?:#[ \t]*)?(?:allow-axfr-ips|disable-axfr|also-notify|only-notify|allow-dnsupdate-from|forward-notify|(?:bind|gmysql|gpgsql|gsqlite3|godbc|lmdb|geoip|remote|pipe|ldap|lua2|tinydns)(?:-[\w-]+)?-(?:config|host|dbname|user|database|filename|connection-string|command|dir|dnssec-db|dnssec)|launch(?=[ \t]*\+?=[ \t]*(?:$|[\r\n]|(?:bind|gmysql|gpgsql|gsqlite3|godbc|lmdb|geoip|remote|pipe|ldap|lua2|tinydns|random)\b)))[ \t]*\+?=/m;

/** What a file of settings has nowhere: sections, blocks, statements that end, `name: value`. */
const FOREIGN = /^[ \t]*(?:\[[^\]\n]*\][ \t]*$|[\w-]+:(?:[ \t]|$)|[^#\n]*[{;][ \t]*$|<\w)/m;

/** PowerDNS Authoritative Server: its settings, its zones in BIND's format, and saved output of `pdnsutil`. */
export const pdns: Dialect<PdnsFile> = {
  name: 'pdns',
  looksLike(text) {
    const beginning = text.slice(0, BEGINNING);
    return looksLikeMetadata(beginning) || (OWN_SETTING.test(beginning) && !FOREIGN.test(beginning));
  },
  *parse(file, text) {
    const beginning = text.slice(0, BEGINNING);
    if (looksLikeMetadata(beginning)) return yield* readMetadataFile(file, text);
    if (looksLikeZones(beginning)) return yield* readZonesFile(file, text);
    return yield* readSettingsFile(file, text);
  },
  evaluate,
};
