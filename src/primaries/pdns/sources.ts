import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import { doubtAbout } from '../placeholder.ts';
import type { MetadataFile } from './metadata.ts';
import type { PdnsFile } from './pdnsFile.ts';
import { type Missing, type Setting, Settings, type SettingsFile } from './settingsFile.ts';

import type { ZonesFile } from './zonesFile.ts';

/** What was read of a server, by its kind. */
export interface ServerFiles {
  /** The file with the settings; undefined where there is saved output alone. */
  readonly main: SettingsFile | undefined;
  readonly settings: Settings;
  readonly saved: readonly MetadataFile[];
  /** What is missing. */
  readonly doubts: readonly Doubt[];
}

/**
 * Puts together what was read: the settings with those that they include, and what was saved.
 * Specified in test/unit/primaries/pdns.
 */
export function serverFiles(sources: Sources<PdnsFile>): ServerFiles {
  const { root, files, whole } = sources;
  const saved = files.filter((file) => file.kind === 'metadata');
  const main =
    root.kind === 'metadata'
      ? settingsBeside(sources, root.settings)
      : root.kind === 'settings'
        ? root
        : undefined;
  if (main === undefined) {
    const missing: Missing = { override: undefined, elsewhere: () => elsewhere('pdns.conf') };
    return { main, settings: new Settings([], missing), saved, doubts: [] };
  }
  const { lines, missing } = withIncluded(sources, main);
  const override = missing ?? templateIn(lines);
  const isWhole = whole || root.kind === 'metadata';
  const settings = new Settings(lines, { override, elsewhere: isWhole ? undefined : elsewhere });
  return { main, settings, saved, doubts: override ? [override] : [] };
}

function elsewhere(subject: string): Doubt {
  return { kind: 'elsewhere', subject, at: undefined };
}

/** A line that is none yet: a template engine may make any setting of it, or leave out those that follow. */
function templateIn(lines: readonly Setting[]): Doubt | undefined {
  return lines.map(({ name, at }) => doubtAbout(name, at)).find(({ kind }) => kind === 'placeholder');
}

function settingsBeside(sources: Sources<PdnsFile>, include: Include): SettingsFile | undefined {
  const found = sources.included(include);
  return 'kind' in found ? undefined : found.find((file) => file.kind === 'settings');
}

/** The settings of a file and of its folder of more, which are read after it and may replace what it says. */
function withIncluded(
  sources: Sources<PdnsFile>,
  main: SettingsFile,
): { readonly lines: readonly Setting[]; readonly missing: Doubt | undefined } {
  const folder = main.settings.findLast(({ name }) => name === 'include-dir');
  if (folder === undefined || folder.value === '') return { lines: main.settings, missing: undefined };
  const found = folder.include && sources.included(folder.include);
  if (found === undefined || 'kind' in found) {
    return { lines: main.settings, missing: missingFolder(folder, found) };
  }
  const included = found
    .filter((file) => file.kind === 'settings')
    .toSorted((a, b) => compareNames(a.file, b.file));
  return { lines: [...main.settings, ...included.flatMap(({ settings }) => settings)], missing: undefined };
}

/** Why a folder of settings was not read. */
function missingFolder(folder: Setting, found: Doubt | undefined): Doubt {
  if (found) return found;
  const doubt = doubtAbout(folder.value, folder.at);
  return doubt.kind === 'placeholder' ? doubt : { ...doubt, kind: 'include-missing' };
}

/** As the server sorts names: without regard to case. */
function compareNames(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The files of zones that a setting names, with all that they include, or why they were not found. */
export function zonesFiles(
  sources: Sources<PdnsFile>,
  include: Include,
): { readonly files: readonly ZonesFile[]; readonly doubts: readonly Doubt[] } {
  const files = new Set<ZonesFile>();
  const doubts: Doubt[] = [];
  const waiting = [include];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const found = sources.included(next);
    if ('kind' in found) {
      doubts.push(found);
      continue;
    }
    for (const file of found) {
      if (file.kind === 'zones' && !files.has(file)) {
        files.add(file);
        for (const other of file.includes.toReversed()) waiting.push(other);
      } else if (file.text.trim() !== '' && file.kind === 'settings' && file.settings.length > 0) {
        doubts.push(doubtAbout(file.file, next.at));
      }
    }
  }
  return { files: [...files], doubts };
}
