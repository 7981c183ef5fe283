import type { Include, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import * as tape from './tape.ts';

/** A word or a string; its place is that of its text, without quotes. */
export interface Word {
  readonly kind: 'bare' | 'quoted' | 'placeholder';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A `named.conf` or a part of it, cut into tokens. Specified in test/unit/primaries/bind. */
export class BindFile implements ParsedFile {
  readonly file: string;
  readonly text: string;
  readonly tape: tape.Tape;
  readonly includes: readonly Include[];
  /** Includes by the first token of their statement. */
  readonly includeAt = new Map<number, Include>();

  constructor(file: string, text: string, tokens: tape.Tape, includes: readonly Include[]) {
    this.file = file;
    this.text = text;
    this.tape = tokens;
    this.includes = includes;
  }

  get statements(): Iterable<Statement> {
    return statementsBetween(this, 0, this.tape.length);
  }

  /** A token as a word. */
  word(token: number): Word {
    const kind = this.tape.kind(token);
    const quote = kind === tape.QUOTED ? 1 : 0;
    const start = this.tape.start(token) + quote;
    const end = this.tape.end(token) - quote;
    return { kind: WORDS[kind] ?? 'placeholder', text: this.text.slice(start, end), start, end };
  }

  /** A token in lower case, where it is a bare word. */
  keyword(token: number): string {
    return this.tape.kind(token) === tape.BARE
      ? this.text.slice(this.tape.start(token), this.tape.end(token)).toLowerCase()
      : '';
  }
}

const WORDS = ['bare', 'quoted', 'placeholder'] as const;

function* statementsBetween(source: BindFile, from: number, to: number): Iterable<Statement> {
  for (let first = from; first < to; ) {
    const statement = new Statement(source, first);
    yield statement;
    first = statement.last + 1;
  }
}

function listBetween(source: BindFile, from: number, to: number): readonly Statement[] {
  const statements: Statement[] = [];
  for (let first = from; first < to; ) {
    const statement = new Statement(source, first);
    statements.push(statement);
    first = statement.last + 1;
  }
  return statements;
}

/** Words, mostly a block, and a semicolon: a statement, or an element of a list. */
export class Statement {
  readonly source: BindFile;
  /** Its first token, and the one that ends it. */
  readonly first: number;
  readonly last: number;

  constructor(source: BindFile, first: number) {
    this.source = source;
    this.first = first;
    const { tape: tokens } = source;
    let last = first;
    while (!isEnd(tokens.kind(last))) last = tokens.after(last);
    this.last = last;
  }

  /** The first word in lower case; empty where a statement begins with none. */
  get keyword(): string {
    return this.source.keyword(this.first);
  }

  /** Its words without those of its block. */
  get words(): readonly Word[] {
    const { tape: tokens } = this.source;
    const words: Word[] = [];
    for (let token = this.first; token < this.last; token = tokens.after(token)) {
      if (tokens.kind(token) <= tape.PLACEHOLDER) words.push(this.source.word(token));
    }
    return words;
  }

  /** One of its words, the first of which has the number 0. */
  word(index: number): Word | undefined {
    const { tape: tokens } = this.source;
    let left = index;
    for (let token = this.first; token < this.last; token = tokens.after(token)) {
      if (tokens.kind(token) > tape.PLACEHOLDER) continue;
      if (left === 0) return this.source.word(token);
      left -= 1;
    }
    return undefined;
  }

  get block(): Block | undefined {
    const { tape: tokens } = this.source;
    for (let token = this.first; token < this.last; token = tokens.after(token)) {
      if (tokens.kind(token) === tape.OPEN) return new Block(this.source, token);
    }
    return undefined;
  }

  get start(): number {
    return this.source.tape.start(this.first);
  }

  get end(): number {
    return this.source.tape.end(this.last);
  }

  /** Whether it ends with a semicolon, after at most one block, as all that is of interest here does. */
  get isSound(): boolean {
    const { tape: tokens } = this.source;
    if (tokens.kind(this.last) !== tape.SEMICOLON) return false;
    let token = this.first;
    while (token < this.last && tokens.kind(token) !== tape.OPEN) token += 1;
    if (token === this.last) return true;
    const after = tokens.after(token);
    return after === this.last && tokens.kind(after - 1) === tape.CLOSE;
  }

  get include(): Include | undefined {
    return this.source.includeAt.get(this.first);
  }

  /** Why any other statements could stand here instead; undefined where none could. */
  get flaw(): Doubt | undefined {
    const kind = this.source.tape.kind(this.first);
    if (kind === tape.PLACEHOLDER || kind === tape.TAG) return this.#doubt('placeholder');
    return kind === tape.UNCLOSED_COMMENT || kind === tape.STRAY ? this.#doubt('syntax') : undefined;
  }

  #doubt(kind: Doubt['kind']): Doubt {
    const { text, tape: tokens, file } = this.source;
    const start = tokens.start(this.first);
    const end = tokens.end(this.first);
    return { kind, subject: text.slice(start, Math.min(end, start + LONGEST)), at: { file, start, end } };
  }
}

/** Characters of a text that a doubt shows. */
const LONGEST = 40;

function isEnd(kind: number): boolean {
  return kind === tape.SEMICOLON || kind === tape.BREAK || kind === tape.END;
}

/** Tokens. */
const LONG = 4_000;

/** Statements or elements of a list between braces. */
export class Block {
  readonly source: BindFile;
  /** The token of its brace: with its file it says which block it is. */
  readonly open: number;

  constructor(source: BindFile, open: number) {
    this.source = source;
    this.open = open;
  }

  get statements(): Iterable<Statement> {
    return this.isLong
      ? statementsBetween(this.source, this.open + 1, this.#close)
      : listBetween(this.source, this.open + 1, this.#close);
  }

  get first(): Statement | undefined {
    for (const statement of this.statements) return statement;
    return undefined;
  }

  get last(): Statement | undefined {
    let last: Statement | undefined;
    for (const statement of this.statements) last = statement;
    return last;
  }

  /** Whether it is so long that work on it needs pauses. */
  get isLong(): boolean {
    return this.#close - this.open > LONG;
  }

  get start(): number {
    return this.source.tape.start(this.open);
  }

  get end(): number {
    return this.source.tape.end(this.#close);
  }

  get isClosed(): boolean {
    return this.source.tape.kind(this.#close) === tape.CLOSE;
  }

  get #close(): number {
    return this.source.tape.after(this.open) - 1;
  }
}

/** The span of a word in a file. */
export function spanOf({ source }: Statement, { start, end }: Omit<Span, 'file'>): Span {
  return { file: source.file, start, end };
}

/** What is known of blocks. */
export class ByBlock<T> {
  readonly #files = new Map<BindFile, Map<number, T>>();

  get({ source, open }: Block): T | undefined {
    return this.#files.get(source)?.get(open);
  }

  set({ source, open }: Block, value: T): void {
    const known = this.#files.get(source);
    if (known) known.set(open, value);
    else this.#files.set(source, new Map([[open, value]]));
  }

  delete({ source, open }: Block): void {
    this.#files.get(source)?.delete(open);
  }
}
