import * as v from '../text/schema.ts';
import { type History, readHistory } from './history.ts';
import { type FileKeeping, IdentityFiles, readJsonLine } from './identityFiles.ts';

/** The histories of an identity's zones, by zone id. */
export type Histories = ReadonlyMap<string, History>;

const VERSION = 1;
/** Twice the longest list of zones: what a file holds past that is not read. */
const MAX_LINES = 100_000;
const LINES_AT_ONCE = 100;

const headerSchema = v.object({ version: v.literal(VERSION) });
const lineSchema = v.tuple([v.id, v.array(v.number())]);

/** Histories as text, a JSON value a line: first the version, then a zone each. It comes in pieces. */
export function* historiesText(histories: Histories): Iterable<string> {
  yield `${JSON.stringify({ version: VERSION })}\n`;
  const zones = [...histories];
  for (let start = 0; start < zones.length; start += LINES_AT_ONCE) {
    yield zones
      .slice(start, start + LINES_AT_ONCE)
      .map((zone) => `${JSON.stringify(zone)}\n`)
      .join('');
  }
}

/**
 * Reads what `historiesText` wrote. A line that is torn or is no history is left out; undefined when the text
 * holds no histories of this version.
 */
export function readHistories(text: string): Histories | undefined {
  const [first = '', ...lines] = text.split('\n', MAX_LINES);
  return readJsonLine(headerSchema, first) && new Map(lines.flatMap(readLine));
}

function readLine(line: string): readonly (readonly [string, History])[] {
  const [zoneId, numbers] = readJsonLine(lineSchema, line) ?? [];
  const history = numbers && readHistory(numbers);
  return zoneId !== undefined && history ? [[zoneId, history]] : [];
}

export interface HistoryFilesOptions extends FileKeeping {
  /** What was seen of an identity's zones until now. */
  readonly histories: (identityId: string) => Histories;
}

/** Keeps the histories of each identity's zones. */
export class HistoryFiles extends IdentityFiles<Histories> {
  constructor({ histories, ...keeping }: HistoryFilesOptions) {
    super({ ...keeping, text: (identityId) => historiesText(histories(identityId)), parse: readHistories });
  }
}
