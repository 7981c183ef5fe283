import type { Include, ParsedFile } from '../dialect.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Steps } from '../steps.ts';
import { readValues, skipSpaces, type Value, type Values } from './values.ts';

/** One line `name: value` or `name: [value, value]`. */
export interface Item extends Values {
  readonly name: string;
  /** Where the name begins. */
  readonly start: number;
  readonly line: Line;
}

/** A line's first character, and its end before the line break. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** A line that Knot would not take in this place. */
export interface Stray {
  readonly kind: 'stray';
  readonly start: number;
  readonly end: number;
}

/** An entry of a section, such as a zone, with its items; a section of settings alone is one block without an id. */
export interface Block {
  readonly kind: 'block';
  readonly section: string;
  readonly id: Value | undefined;
  readonly items: readonly Item[];
  readonly strays: readonly Stray[];
}

/** The sections of other files, in this place. */
export interface Inclusion {
  readonly kind: 'inclusion';
  readonly include: Include;
}

/** One file: every section of it begins in it. */
export interface KnotFile extends ParsedFile {
  readonly entries: readonly (Block | Inclusion | Stray)[];
}

/** How many lines are read between two pauses. */
const LINES_AT_ONCE = 256;

/**
 * Cuts a file into its blocks. Knot's files are read line by line: nothing goes on over a line's end.
 * Specified in test/unit/primaries/knot.
 */
export function* parseStatements(file: string, text: string): Steps<KnotFile> {
  const reader = new Reader(file, text);
  for (let lines = 1; reader.next(); lines += 1) {
    if (lines % LINES_AT_ONCE === 0) yield;
  }
  return { file, text, includes: reader.includes, entries: reader.entries };
}

/** Sections of settings alone, without entries. */
const SETTINGS: ReadonlySet<string> = new Set(['server', 'xdp', 'control', 'statistics', 'database']);

/** What names an entry in a section, where it is not `id`. */
const ID_NAMES: ReadonlyMap<string, string> = new Map([
  ['zone', 'domain'],
  ['log', 'target'],
]);

/** No list that Knot takes is as long: its data may have 64 kB. */
const MAX_LINE_LENGTH = 262_144;

const DASH = 0x2d;
const HASH = 0x23;
const SPACE = 0x20;
const COLON = 0x3a;
const CARRIAGE_RETURN = 0x0d;

/** A line `name:` with what it says, before it is known where it belongs. */
interface Statement extends Item {
  readonly indent: number;
  /** The column of the dash before the name. */
  readonly dash: number | undefined;
}

interface OpenBlock extends Block {
  readonly items: Item[];
  readonly strays: Stray[];
  /** The column of the names in it, once it is known. */
  indent: number | undefined;
}

class Reader {
  readonly entries: (Block | Inclusion | Stray)[] = [];
  readonly includes: Include[] = [];
  readonly #file: string;
  readonly #text: string;
  #at = 0;
  #lineFeed = -1;
  #section: string | undefined;
  #dash: number | undefined;
  #block: OpenBlock | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** Reads the next line. @returns whether there was one */
  next(): boolean {
    if (this.#at >= this.#text.length) return false;
    const line = { start: this.#at, end: this.#lineEnd() };
    this.#at = line.end + 1;
    const start = skipSpaces(this.#text, line.start, line.end);
    if (start >= line.end || this.#text.charCodeAt(start) === HASH) return true;
    const statement =
      line.end - line.start > MAX_LINE_LENGTH ? undefined : readStatement(this.#text, line, start);
    if (statement === undefined) this.#stray(start, line.end);
    else this.#statement(statement);
    return true;
  }

  /** A line ends with a line feed, or a carriage return, even in a comment. */
  #lineEnd(): number {
    if (this.#lineFeed < this.#at) {
      const found = this.#text.indexOf('\n', this.#at);
      this.#lineFeed = found === -1 ? this.#text.length : found;
    }
    for (let at = this.#at; at < this.#lineFeed; at += 1) {
      if (this.#text.charCodeAt(at) === CARRIAGE_RETURN) return at;
    }
    return this.#lineFeed;
  }

  #statement(statement: Statement): void {
    if (statement.dash !== undefined) this.#entry(statement, statement.dash);
    else if (statement.indent === 0) this.#top(statement);
    else this.#item(statement);
  }

  #top(statement: Statement): void {
    this.#block = undefined;
    this.#dash = undefined;
    this.#section = statement.name === 'include' ? undefined : statement.name;
    if (statement.name === 'include') {
      this.#inclusions(statement);
      return;
    }
    if (statement.values.length > 0 || statement.isBroken) this.#stray(statement.start, statement.end);
    if (SETTINGS.has(statement.name)) this.#open(undefined, undefined);
  }

  #inclusions({ values, isBroken, start, end }: Statement): void {
    if (isBroken || values.length === 0) this.#stray(start, end);
    for (const value of values) {
      if (value.text === '' || isPlaceholder(value.text)) {
        this.#stray(value.start, value.end);
      } else {
        const at = { file: this.#file, start: value.start, end: value.end };
        const include = { pattern: value.text, at, optional: false, folder: undefined };
        this.includes.push(include);
        this.entries.push({ kind: 'inclusion', include });
      }
    }
  }

  #entry(statement: Statement, dash: number): void {
    const { name, values, isList, isBroken, start, end } = statement;
    const [id] = values;
    const section = this.#section;
    const isFitting =
      section !== undefined && !SETTINGS.has(section) && name === (ID_NAMES.get(section) ?? 'id');
    if (!isFitting || id === undefined || isList || isBroken) {
      this.#stray(start, end);
      return;
    }
    this.#open(id, statement.indent);
    if (this.#dash !== undefined && dash > 0 && this.#dash > 0 && dash !== this.#dash) {
      this.#stray(start, end);
    }
    this.#dash = dash;
  }

  #open(id: Value | undefined, indent: number | undefined): void {
    if (this.#section === undefined) return;
    this.#block = { kind: 'block', section: this.#section, id, items: [], strays: [], indent };
    this.entries.push(this.#block);
  }

  #item(statement: Statement): void {
    const block = this.#block;
    if (block !== undefined) block.indent ??= statement.indent;
    if (block === undefined || block.indent !== statement.indent) {
      this.#stray(statement.start, statement.end);
    } else {
      block.items.push(statement);
    }
  }

  #stray(start: number, end: number): void {
    const stray = { kind: 'stray', start, end } as const;
    if (this.#block) this.#block.strays.push(stray);
    else this.entries.push(stray);
  }
}

const NAME = /[\w\\/.*][\w\\/.*-]*/y;

/** Reads `name: values` or `- name: values`. */
function readStatement(text: string, line: Line, first: number): Statement | undefined {
  const hasDash = text.charCodeAt(first) === DASH;
  const start = hasDash ? skipSpaces(text, first + 1, line.end) : first;
  if (hasDash && start === first + 1) return undefined;
  NAME.lastIndex = start;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const colon = skipSpaces(text, start + name.length, line.end);
  if (colon >= line.end || text.charCodeAt(colon) !== COLON) return undefined;
  if (colon + 1 < line.end && text.charCodeAt(colon + 1) !== SPACE) return undefined;
  return {
    ...readValues(text, colon + 1, line.end),
    name,
    start,
    line,
    indent: start - line.start,
    dash: hasDash ? first - line.start : undefined,
  };
}
