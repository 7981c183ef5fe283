import type { Include, ParsedFile } from '../dialect.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { optionalInclude, type Word, wordsOf } from './settingsFile.ts';

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
