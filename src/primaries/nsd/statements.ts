import type { Include, ParsedFile } from '../dialect.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Steps } from '../steps.ts';
import {
  bareEnd,
  CARRIAGE_RETURN,
  commentEnd,
  HASH,
  isLoneBackslash,
  LINE_FEED,
  QUOTE,
  quotedEnd,
  SPACE,
  TAB,
} from './lexis.ts';

/** A value, with or without quotes. */
export interface Word {
  /** Without its quotes. */
  readonly text: string;
  /** Where the text begins and ends, within its quotes. */
  readonly start: number;
  readonly end: number;
  /** Where the word ends, with its closing quote. */
  readonly outerEnd: number;
  /** Whether a quote is not closed on its line. */
  readonly isUnclosed: boolean;
}

/** Where a keyword stands on its line. */
interface Standing {
  readonly start: number;
  readonly lineStart: number;
  /** Whether nothing but blanks stands before it on its line. */
  readonly isFirst: boolean;
}

/** `zone:`, `pattern:` and the like: what follows belongs to it, until the next one. */
export interface Section extends Standing {
  readonly kind: 'section';
  readonly name: string;
}

/** An attribute with the words that follow it. */
export interface Statement extends Standing {
  readonly kind: 'statement';
  /** Lower case, without the colon. */
  readonly name: string;
  readonly words: readonly Word[];
  /** Where its last word ends. */
  readonly end: number;
}

/** The statements of other files, in this place. */
export interface Inclusion extends Standing {
  readonly kind: 'inclusion';
  readonly include: Include;
}

/** What NSD would not take in this place. */
export interface Stray {
  readonly kind: 'stray';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Item = Section | Statement | Inclusion | Stray;

/** One file, as a row of items: an included file may go on with the section that its includer has begun. */
export interface NsdFile extends ParsedFile {
  readonly items: readonly Item[];
}

const SECTIONS: ReadonlySet<string> = new Set([
  'server',
  'zone',
  'pattern',
  'key',
  'tls-auth',
  'remote-control',
  'dnstap',
  'verify',
]);

const KEYWORD = /^[a-z][a-z0-9-]{0,60}:$/i;

/** How many words are read between two pauses. */
const WORDS_AT_ONCE = 256;

/** Cuts a file into its items. Specified in test/unit/primaries/nsd. */
export function* parseStatements(file: string, text: string): Steps<NsdFile> {
  const scanner = new Scanner(file, text);
  for (let words = 1; scanner.next(); words += 1) {
    if (words % WORDS_AT_ONCE === 0) yield;
  }
  scanner.end();
  return { file, text, includes: scanner.includes, items: scanner.items };
}

interface OpenStatement extends Statement {
  readonly words: Word[];
  end: number;
}

class Scanner {
  readonly items: Item[] = [];
  readonly includes: Include[] = [];
  readonly #file: string;
  readonly #text: string;
  #at = 0;
  #lineStart = 0;
  #isFirst = true;
  #open: OpenStatement | undefined;
  /** The keyword `include:` whose path has yet to come. */
  #pending: Standing | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  /** Reads the next word and the blanks and comments before it. @returns whether there was one */
  next(): boolean {
    this.#skip();
    if (this.#at >= this.#text.length) return false;
    const standing = { start: this.#at, lineStart: this.#lineStart, isFirst: this.#isFirst };
    if (this.#text.charCodeAt(this.#at) === QUOTE) this.#value(this.#quoted(), standing);
    else this.#bare(standing);
    this.#isFirst = false;
    return true;
  }

  end(): void {
    if (this.#pending) this.#stray('include:', this.#pending.start);
  }

  #bare(standing: Standing): void {
    const end = bareEnd(this.#text, this.#at);
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    if (KEYWORD.test(text)) this.#keyword(text.slice(0, -1).toLowerCase(), standing);
    else this.#value({ text, start: standing.start, end, outerEnd: end, isUnclosed: false }, standing);
  }

  #quoted(): Word {
    const start = this.#at + 1;
    const end = quotedEnd(this.#text, start);
    const isUnclosed = this.#text.charCodeAt(end) !== QUOTE;
    this.#at = isUnclosed ? end : end + 1;
    return { text: this.#text.slice(start, end), start, end, outerEnd: this.#at, isUnclosed };
  }

  #keyword(name: string, standing: Standing): void {
    if (this.#pending) this.#stray('include:', this.#pending.start);
    this.#pending = undefined;
    this.#open = undefined;
    if (name === 'include') {
      this.#pending = standing;
    } else if (SECTIONS.has(name)) {
      this.items.push({ kind: 'section', name, ...standing });
    } else {
      this.#open = { kind: 'statement', name, words: [], end: this.#at, ...standing };
      this.items.push(this.#open);
    }
  }

  #value(word: Word, standing: Standing): void {
    if (this.#pending) {
      this.#include(word, this.#pending);
    } else if (this.#open === undefined || (standing.isFirst && isPlaceholder(word.text))) {
      this.#open = undefined;
      this.#stray(word.text, standing.start);
    } else {
      this.#open.words.push(word);
      this.#open.end = word.outerEnd;
    }
  }

  #include(word: Word, standing: Standing): void {
    this.#pending = undefined;
    if (word.isUnclosed || isPlaceholder(word.text)) {
      this.#stray(word.text, standing.start);
      return;
    }
    const at = { file: this.#file, start: word.start, end: word.end };
    const include = { pattern: word.text, at, optional: false, folder: undefined };
    this.includes.push(include);
    this.items.push({ kind: 'inclusion', include, ...standing });
  }

  #stray(text: string, start: number): void {
    this.items.push({ kind: 'stray', text, start, end: Math.max(start, this.#at) });
  }

  #skip(): void {
    for (; this.#at < this.#text.length; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === LINE_FEED || code === CARRIAGE_RETURN) {
        this.#lineStart = this.#at + 1;
        this.#isFirst = true;
      } else if (code === HASH) {
        this.#at = commentEnd(this.#text, this.#at) - 1;
      } else if (code !== SPACE && code !== TAB && !isLoneBackslash(this.#text, this.#at)) {
        return;
      }
    }
  }
}
