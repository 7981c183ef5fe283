import { BARE, CLOSE, END, OPEN, PLACEHOLDER, QUOTED, SEMICOLON, TAG, UNCLOSED_COMMENT } from './tape.ts';

const PLACEHOLDERS = /\{\{\{?[^{};\n]{0,200}\}?\}\}|\$\{[^{};\n]{0,200}\}|<%=[^\n]{0,200}?%>/y;
const TAGS = /\{%[^\n]{0,200}?%\}|<%[^\n]{0,200}?%>/y;
const VARIABLE = /^@[\w.]+@(?:\/\d+)?$/;

const TABULATOR = 9;
const LINE_FEED = 10;
const SPACE = 32;
const BANG = 33;
const QUOTE = 34;
const HASH = 35;
const DOLLAR = 36;
const PERCENT = 37;
const STAR = 42;
const SLASH = 47;
const SEMI = 59;
const LESS = 60;
const AT = 64;
const BACKSLASH = 92;
const BRACE = 123;
const UNBRACE = 125;

/** The characters that end a bare word, whatever follows them. */
const ENDS_WORD = new Uint8Array(128);
for (const code of [9, 10, 11, 12, 13, SPACE, BANG, QUOTE, HASH, SEMI, BRACE, UNBRACE]) ENDS_WORD[code] = 1;

/**
 * Cuts the text of a `named.conf` into tokens: one at a time, which its fields describe.
 * Specified in test/unit/primaries/bind.
 */
export class Lexer {
  readonly #text: string;
  #position = 0;

  /** One of the kinds that a tape has. */
  kind = END;
  /** Where the token begins and ends, with its quotes. */
  start = 0;
  end = 0;
  /** Whether a line begins between this token and the one before. */
  isFirstOnLine = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** The token as written. */
  get text(): string {
    return this.#text.slice(this.start, this.end);
  }

  /** Whether the next token is a semicolon or a closing brace, when no comment stands between. */
  get isLastOfStatement(): boolean {
    let at = this.#position;
    while (isSpace(this.#text.charCodeAt(at))) at += 1;
    const code = this.#text.charCodeAt(at);
    return code === SEMI || code === UNBRACE;
  }

  next(): void {
    this.isFirstOnLine = this.#position === 0;
    this.#skip();
    if (this.kind === UNCLOSED_COMMENT) return;
    const text = this.#text;
    this.start = this.#position;
    this.end = this.start + 1;
    switch (text.charCodeAt(this.start)) {
      case BRACE:
        this.kind = this.#template() ?? OPEN;
        break;
      case UNBRACE:
        this.kind = CLOSE;
        break;
      case SEMI:
        this.kind = SEMICOLON;
        break;
      case QUOTE:
        this.#string();
        break;
      case BANG:
        this.kind = BARE;
        break;
      case LESS:
      case DOLLAR:
        this.kind = this.#template() ?? this.#word();
        break;
      default:
        this.kind = this.start >= text.length ? END : this.#word();
    }
    if (this.kind === END) this.end = this.start;
    this.#position = this.end;
  }

  /** Passes spaces and comments. */
  #skip(): void {
    const text = this.#text;
    this.kind = END;
    for (let at = this.#position; ; ) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) {
        if (code === LINE_FEED) this.isFirstOnLine = true;
        at += 1;
      } else if (code === HASH || (code === SLASH && text.charCodeAt(at + 1) === SLASH)) {
        const end = text.indexOf('\n', at);
        at = end === -1 ? text.length : end;
      } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
        const end = text.indexOf('*/', at + 2);
        if (end === -1) {
          this.kind = UNCLOSED_COMMENT;
          this.start = at;
          this.end = text.length;
          this.#position = text.length;
          return;
        }
        at = end + 2;
      } else {
        this.#position = at;
        return;
      }
    }
  }

  #template(): number | undefined {
    const next = this.#text.charCodeAt(this.start + 1);
    if (next !== BRACE && next !== PERCENT) return undefined;
    return this.#fits(PLACEHOLDERS) ? PLACEHOLDER : this.#fits(TAGS) ? TAG : undefined;
  }

  #fits(pattern: RegExp): boolean {
    pattern.lastIndex = this.start;
    if (!pattern.test(this.#text)) return false;
    this.end = pattern.lastIndex;
    return true;
  }

  #word(): number {
    const text = this.#text;
    let at = this.start;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (ENDS_WORD[code] === 1) break;
      if (code === SLASH) {
        const next = text.charCodeAt(at + 1);
        if (next === SLASH || next === STAR) break;
      }
    }
    this.end = Math.max(at, this.start + 1);
    return text.charCodeAt(this.start) === AT && VARIABLE.test(this.text) ? PLACEHOLDER : BARE;
  }

  /**
   * A string may go over several lines, as keys in base64 do. One that would go over a semicolon or a brace on
   * another line lacks its quote, and ends with its line.
   */
  #string(): void {
    const text = this.#text;
    let endOfLine = -1;
    for (let at = this.start + 1; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.kind = QUOTED;
        this.end = at + 1;
        return;
      }
      if (code === BACKSLASH) at += 1;
      else if (code === LINE_FEED && endOfLine === -1) endOfLine = at;
      else if (endOfLine !== -1 && (code === SEMI || code === BRACE || code === UNBRACE)) break;
    }
    this.kind = BARE;
    this.end = endOfLine === -1 ? text.length : endOfLine;
  }
}

function isSpace(code: number): boolean {
  return code === SPACE || (code >= TABULATOR && code <= 13);
}
