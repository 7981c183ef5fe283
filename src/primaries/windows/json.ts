import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';

/** A value in JSON, and where it stands: a string without its quotation marks. */
export type JsonValue =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonValue>; readonly span: Span }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[]; readonly span: Span }
  /** What is no JSON, or the end of the text where more was to come. */
  | { readonly kind: 'unknown'; readonly text: string; readonly span: Span }
  | { readonly kind: 'string'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'literal'; readonly value: boolean | null; readonly span: Span };

/** What a text says, as far as it is JSON: a text that is cut off still has what came before. */
export interface JsonText {
  readonly values: readonly JsonValue[];
  readonly doubts: readonly Doubt[];
}

/** What is nested more deeply is left out. */
const MAX_DEPTH = 64;
const MAX_STRING = 1_000_000;
/** How many tokens are read between two pauses. */
const STRIDE = 2_000;

/**
 * Reads JSON, and what stands before and after it such as a prompt.
 * Specified in test/unit/primaries/windows.
 */
export function* readJson(file: string, text: string): Steps<JsonText> {
  const reading = new Reading(file);
  let tokens = 0;
  for (let at = beginningOf(text); at < text.length; ) {
    at = reading.token(text, at);
    tokens += 1;
    if (tokens % STRIDE === 0) yield;
  }
  reading.end(text);
  return { values: reading.values, doubts: [...reading.doubts.values()] };
}

/** Where JSON begins: at its first bracket. */
function beginningOf(text: string): number {
  const first = text.search(/[[{]/);
  return first === -1 ? text.length : first;
}

type Container =
  | { readonly kind: 'object'; readonly members: Map<string, JsonValue>; span: Span }
  | { readonly kind: 'array'; readonly items: JsonValue[]; span: Span };

const SKIPPED = /[\s,:]+/y;
const WORD = /[^\s{}[\],:"]+/y;

class Reading {
  readonly values: JsonValue[] = [];
  readonly doubts = new Map<Doubt['kind'], Doubt>();
  readonly #file: string;
  /** The objects and arrays around the place that is read, each with the name that waits for its value. */
  readonly #open: { readonly container: Container; key: string | undefined }[] = [];
  /** How many more are open than are kept. */
  #tooDeep = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads one token, and gives where the next may begin. */
  token(text: string, at: number): number {
    SKIPPED.lastIndex = at;
    if (SKIPPED.test(text)) return SKIPPED.lastIndex;
    const character = text.charAt(at);
    if (character === '"') return this.#string(text, at);
    if (character === '{' || character === '[') this.#push(character, at);
    else if (character === '}' || character === ']') this.#pop(at + 1);
    else return this.#word(text, at);
    return at + 1;
  }

  /** The text may end within objects. */
  end(text: string): void {
    const end = text.length;
    this.#tooDeep = 0;
    while (this.#open.length > 0) {
      this.#unknown(text.slice(-20).trim(), end, end);
      this.#pop(end);
    }
  }

  #push(character: '{' | '[', at: number): void {
    if (this.#open.length >= MAX_DEPTH) {
      this.#doubt('too-deep', '', at, at + 1);
      this.#tooDeep += 1;
      return;
    }
    const span = { file: this.#file, start: at, end: at + 1 };
    const container: Container =
      character === '{' ? { kind: 'object', members: new Map(), span } : { kind: 'array', items: [], span };
    this.#open.push({ container, key: undefined });
  }

  #pop(end: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const closed = this.#open.pop();
    if (closed === undefined) return;
    closed.container.span = { ...closed.container.span, end };
    this.#value(closed.container);
  }

  #string(text: string, at: number): number {
    const end = endOfString(text, at + 1);
    if (end === undefined) {
      this.#unknown(text.slice(at), at, text.length);
      return text.length;
    }
    const span = { file: this.#file, start: at + 1, end };
    const value = decoded(text.slice(at, end + 1));
    const around = this.#open.at(-1);
    if (around?.container.kind === 'object' && around.key === undefined) around.key = value ?? '';
    else if (value === undefined) this.#unknown(text.slice(at, end), at, end);
    else this.#value({ kind: 'string', value, span });
    return end + 1;
  }

  #word(text: string, at: number): number {
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0] ?? text.charAt(at);
    const end = at + word.length;
    const span = { file: this.#file, start: at, end };
    const literal = LITERALS.get(word);
    if (literal !== undefined) this.#value({ kind: 'literal', value: literal, span });
    else if (/^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(word)) {
      this.#value({ kind: 'number', value: Number(word), span });
    } else if (this.#open.length > 0) this.#unknown(word, at, end);
    return end;
  }

  #unknown(text: string, start: number, end: number): void {
    const subject = text.slice(0, 100);
    this.#doubt('syntax', subject, start, end);
    this.#value({ kind: 'unknown', text: subject, span: { file: this.#file, start, end } });
  }

  #value(value: JsonValue): void {
    if (this.#tooDeep > 0) return;
    const around = this.#open.at(-1);
    if (around === undefined) this.values.push(value);
    else if (around.container.kind === 'array') around.container.items.push(value);
    else if (around.key !== undefined) {
      around.container.members.set(around.key, value);
      around.key = undefined;
    }
  }

  #doubt(kind: 'syntax' | 'too-deep', subject: string, start: number, end: number): void {
    if (!this.doubts.has(kind)) {
      this.doubts.set(kind, { kind, subject, at: { file: this.#file, start, end } });
    }
  }
}

const LITERALS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Where a string's closing quotation mark is; undefined where it has none, or is too long to be of such output. */
function endOfString(text: string, start: number): number | undefined {
  const limit = start + MAX_STRING;
  for (let at = text.indexOf('"', start); at !== -1 && at <= limit; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (at - escapes > start && text.charAt(at - escapes - 1) === '\\') escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return undefined;
}

function decoded(literal: string): string | undefined {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
