import path from 'node:path';
import { type Checked, check } from '../../../src/primaries/checkFiles.ts';
import type { Addition, DialectName, Mention } from '../../../src/primaries/evaluation.ts';
import type { Files } from '../../../src/primaries/load.ts';
import { type ReportedZone, report } from '../../../src/primaries/report.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';

/** Files that are only in memory, by absolute path. A pattern with an asterisk names all that it fits. */
export function memoryFiles(files: Readonly<Record<string, string>>): Files {
  return {
    async read(file) {
      const text = files[file];
      return text === undefined ? { ok: false, reason: 'include-missing' } : { ok: true, text };
    },
    async find({ pattern, folder }, from) {
      const wanted = path.posix.resolve(folder ?? path.posix.dirname(from), pattern);
      if (!pattern.includes('*')) return [wanted];
      const all = [ROOT_FILE, ...Object.keys(files)];
      const hasFolder = all.some((file) => path.posix.dirname(file) === path.posix.dirname(wanted));
      const found = Object.keys(files).filter((file) => path.posix.matchesGlob(file, wanted));
      return hasFolder ? found.sort() : undefined;
    },
  };
}

export interface TextOptions {
  /** What may be included, by absolute path. The text itself is `/etc/dns/root.conf`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly whole?: boolean;
}

export const ROOT_FILE = '/etc/dns/root.conf';

/** Reads and judges a configuration that is only in memory. */
export function checkText(
  dialect: DialectName,
  text: string,
  { files = {}, version, whole = true }: TextOptions = {},
): Promise<Checked> {
  return check(dialect, { file: ROOT_FILE, text, version, whole }, memoryFiles(files), async (steps) =>
    runAtOnce(steps),
  );
}

/** A week before the old addresses end. */
export const BEFORE_THE_END = { now: Date.parse('2026-11-24T12:00:00Z'), locale: 'en' };

/** What is reported of a configuration's zones, by name. */
export async function reportOf(
  dialect: DialectName,
  text: string,
  options?: TextOptions,
): Promise<Readonly<Record<string, ReportedZone>>> {
  const { zones } = report(await checkText(dialect, text, options), BEFORE_THE_END);
  return Object.fromEntries(zones.map((zone) => [zone.zone, zone]));
}

/** A text after addresses were added to it. */
export function withAdded(text: string, addition: Addition, prefixes: readonly string[]): string {
  return text.slice(0, addition.offset) + addition.render(prefixes) + text.slice(addition.offset);
}

/** A text without an element of a list. */
export function withoutElement(text: string, { element }: Mention): string {
  return text.slice(0, element.start) + text.slice(element.end);
}
