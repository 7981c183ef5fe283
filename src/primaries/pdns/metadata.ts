import { isSameSecret } from '../compareKeys.ts';
import type { Include, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { ConfiguredKey } from '../evaluation.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { optionalInclude, type Word, wordsOf } from './settingsFile.ts';

/** How many zones are gone through between two pauses. */
const STRIDE = 500;

/** The metadata of one zone, from all that was saved of it. */
export class ZoneMetadata {
  /** Lower case, without the last dot. */
  readonly name: string;
  /** The view that the zone is a variant for, as newer versions have it. */
  readonly view: string | undefined;
  readonly at: Span;
  readonly #lines = new Map<string, Metadata>();
  #isPart = false;

  constructor(printed: string, at: Span) {
    const { name, view } = zoneNameOf(printed);
    this.name = name;
    this.view = view;
    this.at = at;
  }

  /** An empty kind is printed only when it was asked for by its name, and others were not. */
  add(lines: readonly Metadata[]): void {
    for (const line of lines) this.#lines.set(line.kind, line);
    this.#isPart ||= lines.some(({ words }) => words.length === 0);
  }

  /** What is set for a kind, undefined where nothing is, or why that cannot be told. */
  of(kind: string): Metadata | Doubt | undefined {
    const line = this.#lines.get(kind);
    if (line) return line;
    // Whether a kind in other letters counts is a matter of the database.
    const other = [...this.#lines.values()].find((one) => one.kind.toUpperCase() === kind);
    if (other) return { kind: 'syntax', subject: other.kind, at: other.at };
    return this.#isPart ? unsaved(this.name) : undefined;
  }
}

/** The metadata of a zone are in the database and were not saved. */
export function unsaved(zone: string): Doubt {
  return { kind: 'database', subject: `pdnsutil get-meta ${zone}`, at: undefined };
}

/** What is in the database of a zone beside its metadata. */
export function unsavedZone(zone: string, at: Span | undefined): Doubt {
  return { kind: 'database', subject: `pdnsutil show-zone ${zone}`, at };
}

/** A zone's name without its last dot, and the variant that newer versions write behind two dots. */
export function zoneNameOf(printed: string): { readonly name: string; readonly view: string | undefined } {
  const [zone = '', view] = printed.toLowerCase().split('..');
  return { name: zone.replace(/(?<=.)\.$/, '') || '.', view: view || undefined };
}

/** A zone's name as metadata are found by. */
export function keyOf(printed: string): string {
  return printed.toLowerCase().replace(/(?<=[^.])\.$/, '');
}

/** The metadata of all zones: each zone's from the first file that has some; later lines of that file win. */
export function* gathered(files: readonly MetadataFile[]): Steps<ReadonlyMap<string, ZoneMetadata>> {
  const zones = new Map<string, ZoneMetadata>();
  for (const { blocks } of files) {
    for (const [index, { zone, at, lines }] of blocks.entries()) {
      if (index % STRIDE === 0) yield;
      const metadata = zones.get(keyOf(zone)) ?? new ZoneMetadata(zone, at);
      zones.set(keyOf(zone), metadata);
      if (metadata.at.file === at.file) metadata.add(lines);
    }
  }
  return zones;
}

/** A key's name as it is compared. */
export function keyNameOf(written: string): string {
  return written.toLowerCase().replace(/\.$/, '');
}

/** The names of all keys of a server; undefined where their list was not saved. */
export function keyNames(files: readonly MetadataFile[]): ReadonlySet<string> | undefined {
  const names = files.flatMap(({ keys }) => keys.map(({ name }) => keyNameOf(name)));
  return names.length > 0 ? new Set(names) : undefined;
}

/** The keys that zones name, and those whose list was saved too. */
export function* keysOf(files: readonly MetadataFile[]): Steps<readonly ConfiguredKey[]> {
  const keys = new Map<string, ConfiguredKey>();
  for (const saved of files.flatMap((file) => file.keys)) {
    const name = keyNameOf(saved.name);
    if (!keys.has(name)) keys.set(name, savedKey(name, saved));
  }
  for (const { blocks } of files) {
    for (const [index, { lines }] of blocks.entries()) {
      if (index % STRIDE === 0) yield;
      for (const key of lines.flatMap(namedKeys)) {
        if (!keys.has(key.name)) keys.set(key.name, key);
      }
    }
  }
  return [...keys.values()];
}

function namedKeys({ kind, words }: Metadata): readonly ConfiguredKey[] {
  if (kind !== 'TSIG-ALLOW-AXFR') return [];
  return words.map(({ text, span }) => ({
    name: keyNameOf(text),
    algorithm: undefined,
    at: span,
    hasSecret: () => undefined,
  }));
}

function savedKey(name: string, { algorithm, secret, at }: SavedKey): ConfiguredKey {
  return {
    name,
    algorithm: algorithm.toLowerCase(),
    at,
    hasSecret: (base64) => isSameSecret(secret, base64),
  };
}

/** What one kind of metadata says, such as `ALLOW-AXFR-FROM = 192.0.2.0/24, AUTO-NS`. */
export interface Metadata {
  readonly kind: string;
  readonly words: readonly Word[];
  /** The line. */
  readonly at: Span;
}

/** The metadata of one zone, as `pdnsutil get-meta ZONE` prints it. */
export interface MetadataBlock {
  /** As it is printed. */
  readonly zone: string;
  readonly at: Span;
  readonly lines: readonly Metadata[];
}

/** A key as `pdnsutil list-tsig-keys` prints it. */
export interface SavedKey {
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
  readonly at: Span;
}

/** Saved output of `pdnsutil`. */
export interface MetadataFile extends ParsedFile {
  readonly kind: 'metadata';
  readonly blocks: readonly MetadataBlock[];
  readonly keys: readonly SavedKey[];
  /** The server's settings, if they stand in the same folder. */
  readonly settings: Include;
}

const TITLE = /^[ \t]*Metadata for '([^'\n]+)'[ \t]*\r?$/m;
const LINE = /^[ \t]*([A-Za-z0-9][A-Za-z0-9_-]*) =(?: (.*))?$/;
const KEY = /^[ \t]*(\S+?)\.? (hmac-[a-z0-9.-]+?)\.? ([A-Za-z0-9+/]+={0,2})$/;

/** Whether a text is such output, by its beginning. */
export function looksLikeMetadata(text: string): boolean {
  return TITLE.test(text);
}

/** Reads saved output; lines that are neither are ignored, such as the shell's prompt and the log. */
export function* readMetadataFile(file: string, text: string): Steps<MetadataFile> {
  const blocks: (MetadataBlock & { readonly lines: Metadata[] })[] = [];
  const keys: SavedKey[] = [];
  let lines = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, end).trimEnd();
    const title = TITLE.exec(line)?.[1];
    if (title !== undefined) {
      const at = start + line.indexOf(title);
      blocks.push({ zone: title, at: { file, start: at, end: at + title.length }, lines: [] });
    } else {
      const metadata = readLine(file, line, start);
      if (metadata) blocks.at(-1)?.lines.push(metadata);
      else keys.push(...readKey(file, line, start));
    }
    start = end + 1;
    lines += 1;
    if (lines % 200 === 0) yield;
  }
  const settings = optionalInclude(file, 'pdns.conf');
  return { kind: 'metadata', file, text, blocks, keys, settings, includes: [settings] };
}

function readLine(file: string, line: string, start: number): Metadata | undefined {
  const match = LINE.exec(line);
  if (match === null) return undefined;
  const [, kind = '', value = ''] = match;
  const words = wordsOf(line, line.length - value.length, (from, to) => ({
    file,
    start: start + from,
    end: start + to,
  }));
  const begin = start + line.length - line.trimStart().length;
  return { kind, words, at: { file, start: begin, end: start + line.length } };
}

function readKey(file: string, line: string, start: number): readonly SavedKey[] {
  const match = line.length < 1_000 ? KEY.exec(line) : null;
  if (match === null) return [];
  const [, name = '', algorithm = '', secret = ''] = match;
  const at = start + line.indexOf(name);
  return [{ name, algorithm, secret, at: { file, start: at, end: at + name.length } }];
}
