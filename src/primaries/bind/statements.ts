import type { Include, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { Lexer } from './lexer.ts';

/** A word or a string; its place is that of its text, without quotes. */
export interface Word {
  readonly kind: 'bare' | 'quoted' | 'placeholder';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Statements or elements of a list between braces, which are included in its place. */
export interface Block {
  readonly statements: readonly Statement[];
  readonly start: number;
  readonly end: number;
  readonly isClosed: boolean;
}

/** Words, mostly a block, and a semicolon: a statement, or an element of a list. */
export interface Statement {
  readonly source: BindFile;
  /** The first word in lower case; empty where a statement begins with none. */
  readonly keyword: string;
  readonly words: readonly Word[];
  readonly block: Block | undefined;
  readonly start: number;
  readonly end: number;
  /** Whether it ends with a semicolon, after at most one block, as all that is of interest here does. */
  readonly isSound: boolean;
  readonly include: Include | undefined;
  /** Why any other statements could stand here instead; undefined where none could. */
  readonly flaw: Doubt | undefined;
}

/** A `named.conf` or a part of it, cut into statements. */
export interface BindFile extends ParsedFile {
  readonly statements: readonly Statement[];
}

/** Cuts a file into statements, whatever its text. What is cut off or misplaced makes its statement unsound. */
export function* parseBind(file: string, text: string): Steps<BindFile> {
  const parser = new Parser(file, text);
  for (let next = STEP; parser.step(); ) {
    if (parser.position >= next) {
      yield;
      next = parser.position + STEP;
    }
  }
  return parser.parsed;
}

/** Characters between two pauses. */
const STEP = 8_192;

/** The span of a word in a file. */
export function spanOf({ source }: Statement, { start, end }: Omit<Span, 'file'>): Span {
  return { file: source.file, start, end };
}

/** Words that begin a statement when they begin a line: where one does, what stands before lacks its semicolon. */
const STARTERS = new Set([
  ...['acl', 'also-notify', 'allow-transfer', 'file', 'include', 'masters', 'match-clients', 'notify'],
  ...['options', 'primaries', 'type', 'view', 'zone'],
]);

/** Statements that stand in no list, and in no block of these: where one does, these lack their closing brace. */
const OUTER = new Set(['acl', 'options', 'view', 'zone']);
const INNER = new Set([
  ...['', 'acl', 'key', 'options', 'zone', 'primaries', 'masters', 'remote-servers', 'also-notify'],
  ...['allow-notify', 'allow-query', 'allow-recursion', 'allow-transfer', 'allow-update', 'match-clients'],
]);

/** A statement that is not at its end yet. */
interface Draft {
  readonly start: number;
  readonly words: Word[];
  block: Block | undefined;
  isOdd: boolean;
}

interface OpenBlock {
  readonly owner: Draft;
  readonly start: number;
  readonly statements: Statement[];
}

class Parser {
  readonly parsed: BindFile & { readonly includes: Include[]; readonly statements: Statement[] };
  readonly #lexer: Lexer;
  readonly #open: OpenBlock[] = [];
  /** The statements of the innermost block that is open. */
  #siblings: Statement[];
  #draft: Draft | undefined;
  #end = 0;
  #folder: string | undefined;

  constructor(file: string, text: string) {
    this.parsed = { file, text, includes: [], statements: [] };
    this.#siblings = this.parsed.statements;
    this.#lexer = new Lexer(text);
  }

  get position(): number {
    return this.#lexer.end;
  }

  /** Reads a token. @returns whether there may be another */
  step(): boolean {
    const lexer = this.#lexer;
    lexer.next();
    switch (lexer.kind) {
      case 'bare':
      case 'quoted':
      case 'placeholder':
        this.#word(lexer.kind);
        break;
      case 'open':
        this.#openBlock();
        break;
      case 'close':
        this.#closeBlock();
        break;
      case 'semicolon':
        this.#end = lexer.end;
        this.#finish(true);
        break;
      case 'tag':
      case 'unclosed-comment':
        this.#finish(false);
        this.#flaw(lexer.kind === 'tag' ? 'placeholder' : 'syntax');
        break;
      case 'end':
        this.#finish(false);
        while (this.#open.length > 0) this.#pop(false);
        return false;
    }
    this.#end = lexer.end;
    return true;
  }

  #word(kind: Word['kind']): void {
    const lexer = this.#lexer;
    const { text } = lexer;
    if (lexer.isFirstOnLine && kind === 'bare') this.#startOfLine(text);
    const quote = kind === 'quoted' ? 1 : 0;
    const draft = this.#startDraft();
    if (draft.block) draft.isOdd = true;
    draft.words.push({ kind, text, start: lexer.start + quote, end: lexer.end - quote });
  }

  /** Ends what lacks its end where a line begins with a word that cannot belong to it. */
  #startOfLine(text: string): void {
    const draft = this.#draft;
    if (draft && (draft.block || STARTERS.has(text) || draft.words.every(isPlaceholder))) this.#finish(false);
    if (this.#open.length === 0 || !OUTER.has(text) || this.#lexer.isLastOfStatement) return;
    for (let last = this.#open.at(-1); last; last = this.#open.at(-1)) {
      const owner = keywordOf(last.owner);
      if (!INNER.has(owner) && !(owner === 'view' && text !== 'zone')) return;
      this.#finish(false);
      this.#pop(false);
    }
  }

  #startDraft(): Draft {
    this.#draft ??= { start: this.#lexer.start, words: [], block: undefined, isOdd: false };
    return this.#draft;
  }

  #openBlock(): void {
    const owner = this.#startDraft();
    if (owner.block) owner.isOdd = true;
    this.#siblings = [];
    this.#open.push({ owner, start: this.#lexer.start, statements: this.#siblings });
    this.#draft = undefined;
  }

  #closeBlock(): void {
    this.#finish(false);
    if (this.#open.length > 0) this.#pop(true);
    else this.#flaw('syntax');
  }

  /** Ends the innermost block; its statement goes on. */
  #pop(isClosed: boolean): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const { owner, start, statements } = closed;
    const end = isClosed ? this.#lexer.end : this.#end;
    owner.block ??= { statements, start, end, isClosed };
    this.#siblings = this.#open.at(-1)?.statements ?? this.parsed.statements;
    this.#draft = owner;
    this.#end = end;
    if (!isClosed) this.#finish(false);
  }

  #finish(hasSemicolon: boolean): void {
    const draft = this.#draft;
    if (draft === undefined) return;
    this.#draft = undefined;
    const { start, words, block, isOdd } = draft;
    const keyword = keywordOf(draft);
    const isSound = hasSemicolon && !isOdd && block?.isClosed !== false;
    const [first, second] = words;
    const include = keyword === 'include' && second && !block ? this.#include(second) : undefined;
    const flaw = first && isPlaceholder(first) ? this.#doubt('placeholder', first) : undefined;
    const end = this.#end;
    this.#siblings.push({ source: this.parsed, keyword, words, block, start, end, isSound, include, flaw });
    if (keyword === 'directory' && second && keywordOf(this.#open.at(-1)?.owner) === 'options') {
      this.#folder = second.text;
    }
  }

  #include({ text, start, end }: Word): Include {
    const at = { file: this.parsed.file, start, end };
    const include = { pattern: text, at, optional: false, folder: this.#folder };
    this.parsed.includes.push(include);
    return include;
  }

  /** Stands for what cannot be read here. */
  #flaw(kind: 'placeholder' | 'syntax'): void {
    const { start, end } = this.#lexer;
    const flaw = this.#doubt(kind, {
      text: this.parsed.text.slice(start, Math.min(end, start + 40)),
      start,
      end,
    });
    const statement = { source: this.parsed, keyword: '', words: [], block: undefined, start, end };
    this.#siblings.push({ ...statement, isSound: false, include: undefined, flaw });
  }

  #doubt(kind: Doubt['kind'], { text, start, end }: Omit<Word, 'kind'>): Doubt {
    return { kind, subject: text, at: { file: this.parsed.file, start, end } };
  }
}

function keywordOf(draft: Draft | undefined): string {
  const first = draft?.words[0];
  return first?.kind === 'bare' ? first.text.toLowerCase() : '';
}

function isPlaceholder({ kind }: Word): boolean {
  return kind === 'placeholder';
}
