import type { Include } from '../dialect.ts';
import type { Steps } from '../steps.ts';
import { Lexer } from './lexer.ts';
import { BindFile } from './statements.ts';
import * as tape from './tape.ts';

/** Characters between two pauses. */
const STEP = 8_192;

/**
 * Cuts a file into statements, whatever its text. What is cut off or misplaced makes its statement unsound.
 * Specified in test/unit/primaries/bind.
 */
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

/** Words that begin a statement when they begin a line: where one does, what stands before lacks its semicolon. */
const STARTERS = new Set([
  ...['acl', 'also-notify', 'allow-transfer', 'file', 'include', 'masters', 'match-clients', 'notify'],
  ...['options', 'primaries', 'type', 'view', 'zone'],
]);

/** Statements that stand in no list, and in no block of these: where one does, these lack their closing brace. */
const OUTER = /^(?:acl|options|view|zone)$/;
const INNER = new Set([
  ...['', 'acl', 'key', 'options', 'zone', 'primaries', 'masters', 'remote-servers', 'also-notify'],
  ...['allow-notify', 'allow-query', 'allow-recursion', 'allow-transfer', 'allow-update', 'match-clients'],
]);

const NONE = -1;

class Parser {
  readonly parsed: BindFile;
  readonly #lexer: Lexer;
  readonly #includes: Include[] = [];
  /** The blocks that are open, by their first token and by that of their statement. */
  readonly #opens: number[] = [];
  readonly #owners: number[] = [];
  /** The first token of the statement that is not at its end yet. */
  #first = NONE;
  #hasBlock = false;
  #isTemplate = true;
  /** The end of the last token. */
  #end = 0;
  #folder: string | undefined;

  constructor(file: string, text: string) {
    this.parsed = new BindFile(file, text, new tape.Tape(Math.ceil(text.length / 6) + 16), this.#includes);
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
      case tape.OPEN:
        this.#owners.push(this.#start());
        this.#opens.push(this.#push(tape.OPEN));
        this.#first = NONE;
        break;
      case tape.CLOSE:
        this.#finish(tape.BREAK);
        if (this.#opens.length > 0) this.#pop(tape.CLOSE);
        else this.#flaw(tape.STRAY);
        break;
      case tape.SEMICOLON:
        this.#finish(tape.SEMICOLON);
        break;
      case tape.TAG:
      case tape.UNCLOSED_COMMENT:
        this.#finish(tape.BREAK);
        this.#flaw(lexer.kind);
        break;
      case tape.END:
        this.#finish(tape.BREAK);
        while (this.#opens.length > 0) this.#pop(tape.CUT);
        return false;
      default:
        this.#word(lexer.kind);
    }
    this.#end = lexer.end;
    return true;
  }

  #push(kind: number): number {
    const { start, end } = this.#lexer;
    return this.parsed.tape.push(kind, start, end);
  }

  /** Begins a statement unless there is one. @returns its first token */
  #start(): number {
    if (this.#first === NONE) {
      this.#first = this.parsed.tape.length;
      this.#hasBlock = false;
      this.#isTemplate = true;
    }
    return this.#first;
  }

  #word(kind: number): void {
    if (this.#lexer.isFirstOnLine && kind === tape.BARE) this.#startLine();
    this.#start();
    if (kind !== tape.PLACEHOLDER) this.#isTemplate = false;
    this.#push(kind);
  }

  /** Ends what lacks its end where a line begins with a word that cannot belong to it. */
  #startLine(): void {
    const lexer = this.#lexer;
    if (this.#first !== NONE && (this.#hasBlock || this.#isTemplate || STARTERS.has(lexer.text))) {
      this.#finish(tape.BREAK);
    }
    const isInBlock = this.#opens.length > 0 && lexer.end - lexer.start <= 'options'.length;
    if (!isInBlock || !OUTER.test(lexer.text) || lexer.isLastOfStatement) return;
    while (this.#opens.length > 0) {
      const owner = this.#keyword(this.#owners.at(-1));
      if (!INNER.has(owner) && !(owner === 'view' && lexer.text !== 'zone')) return;
      this.#finish(tape.BREAK);
      this.#pop(tape.CUT);
    }
  }

  #keyword(first: number | undefined): string {
    return first === undefined ? '' : this.parsed.keyword(first);
  }

  /** Ends the innermost block; its statement goes on. */
  #pop(kind: number): void {
    const open = this.#opens.pop();
    this.#first = this.#owners.pop() ?? NONE;
    this.#hasBlock = true;
    if (open === undefined) return;
    const close = kind === tape.CLOSE ? this.#push(kind) : this.parsed.tape.push(kind, this.#end, this.#end);
    this.parsed.tape.join(open, close);
    if (kind === tape.CUT) this.#finish(tape.BREAK);
  }

  #finish(kind: number): void {
    const first = this.#first;
    if (first === NONE) return;
    this.#first = NONE;
    const last = this.parsed.tape.length;
    if (kind === tape.SEMICOLON) this.#push(kind);
    else this.parsed.tape.push(kind, this.#end, this.#end);
    if (last !== first + 2) return;
    const keyword = this.parsed.keyword(first);
    if (keyword === 'include') this.#include(first + 1);
    else if (keyword === 'directory' && this.#keyword(this.#owners.at(-1)) === 'options') {
      this.#folder = this.parsed.word(first + 1).text;
    }
  }

  #include(token: number): void {
    const { text, start, end } = this.parsed.word(token);
    const at = { file: this.parsed.file, start, end };
    const include = { pattern: text, at, optional: false, folder: this.#folder };
    this.#includes.push(include);
    this.parsed.includeAt.set(token - 1, include);
  }

  /** Stands for what cannot be read here. */
  #flaw(kind: number): void {
    this.#push(kind);
    this.parsed.tape.push(tape.BREAK, this.#lexer.end, this.#lexer.end);
  }
}
