/** A bare word. */
export const BARE = 0;
export const QUOTED = 1;
/** Text that a template engine has yet to replace. */
export const PLACEHOLDER = 2;
export const OPEN = 3;
export const CLOSE = 4;
export const SEMICOLON = 5;
/** A statement of a template engine. */
export const TAG = 6;
export const UNCLOSED_COMMENT = 7;
/** A closing brace too many. */
export const STRAY = 8;
/** The end of a statement that has no semicolon; no text. */
export const BREAK = 9;
/** The end of a block that has no closing brace; no text. */
export const CUT = 10;
export const END = 11;

/**
 * The tokens of a file, one after the other. Whatever the text, each block has its end and each statement its own:
 * where the text has none, one that says so is put in. A large file has half a million tokens: numbers in rows
 * take a tenth of the time that objects would.
 * Specified in test/unit/primaries/bind.
 */
export class Tape {
  #kinds: Uint8Array;
  #starts: Uint32Array;
  #ends: Uint32Array;
  #partners: Uint32Array;
  length = 0;

  constructor(capacity: number) {
    this.#kinds = new Uint8Array(capacity);
    this.#starts = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
    this.#partners = new Uint32Array(capacity);
  }

  /** Adds a token. @returns its number */
  push(kind: number, start: number, end: number): number {
    const token = this.length;
    if (token === this.#kinds.length) this.#grow();
    this.#kinds[token] = kind;
    this.#starts[token] = start;
    this.#ends[token] = end;
    this.length += 1;
    return token;
  }

  /** Joins the beginning of a block with its end. */
  join(open: number, close: number): void {
    this.#partners[open] = close;
  }

  kind(token: number): number {
    return this.#kinds[token] ?? END;
  }

  start(token: number): number {
    return this.#starts[token] ?? 0;
  }

  end(token: number): number {
    return this.#ends[token] ?? 0;
  }

  /** The token after this one, or after the block that it begins. */
  after(token: number): number {
    return (this.#kinds[token] === OPEN ? (this.#partners[token] ?? token) : token) + 1;
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2 + 64;
    const grown = <T extends Uint8Array | Uint32Array>(array: T, larger: T): T => {
      larger.set(array);
      return larger;
    };
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity));
    this.#starts = grown(this.#starts, new Uint32Array(capacity));
    this.#ends = grown(this.#ends, new Uint32Array(capacity));
    this.#partners = grown(this.#partners, new Uint32Array(capacity));
  }
}
