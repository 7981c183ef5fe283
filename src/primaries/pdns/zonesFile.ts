import type { Include, ParsedFile } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { MAX_WORDS, type Word } from './settingsFile.ts';

/** A NOTIFY target of a zone, or why it is not understood. */
export type Target = Word | Doubt;

/** A `zone` statement. */
export interface ZoneStatement {
  readonly name: Word;
  readonly type: Word | undefined;
  readonly hasFile: boolean;
  readonly alsoNotify: TargetList | undefined;
}

/** An `also-notify` statement. */
export interface TargetList {
  readonly targets: readonly Target[];
  readonly at: Span;
}

/** A file of zones in BIND's format, of which PowerDNS reads little: zones with a type, and `also-notify`. */
export interface ZonesFile extends ParsedFile {
  readonly kind: 'zones';
  readonly zones: readonly ZoneStatement[];
  /**
   * For all zones. That has no effect: the backend that reads the file keeps the list for itself, and the one that
   * is asked for whom to tell is another.
   */
  readonly alsoNotify: readonly TargetList[];
}

/** Words that such a file begins with. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  'zone',
  'options',
  'include',
  'acl',
  'logging',
  'key',
  'controls',
  'also-notify',
]);

/** Whether a text is such a file, by its beginning. Specified in test/unit/primaries/pdns. */
export function looksLikeZones(text: string): boolean {
  const tokens = tokensOf('', text);
  const first = tokens.next().value;
  const second = tokens.next().value;
  return (
    first !== undefined && BEGINNINGS.has(first.text) && second !== undefined && !/^\+?=/.test(second.text)
  );
}

interface Token extends Word {
  readonly mark: '{' | '}' | ';' | undefined;
}

/** Where a statement stands: what blocks are around it. */
type Block = 'top' | 'options' | 'zone' | 'targets' | 'other';

interface Frame {
  readonly block: Block;
  /** The words of the statement that is being read, in front of its block. */
  words: Token[];
}

/** Reads a file of zones. */
export function* readZonesFile(file: string, text: string): Steps<ZonesFile> {
  const reading = new Reading();
  let tokens = 0;
  for (const token of tokensOf(file, text)) {
    reading.take(token);
    tokens += 1;
    if (tokens % 2_000 === 0) yield;
  }
  reading.end();
  const { zones, alsoNotify, includes } = reading;
  return { kind: 'zones', file, text, zones, alsoNotify, includes };
}

/** What has been read so far. Blocks within blocks are kept as a stack, however deep they are. */
class Reading {
  readonly zones: ZoneStatement[] = [];
  readonly alsoNotify: TargetList[] = [];
  readonly includes: Include[] = [];
  readonly #frames: Frame[] = [{ block: 'top', words: [] }];
  #folder: string | undefined;
  #zone: Draft | undefined;
  #targets: { readonly head: Token; readonly list: Target[] } | undefined;

  take(token: Token): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    if (token.mark === '{') this.#open(frame, token);
    else if (token.mark === '}') this.#close(token);
    else if (token.mark === ';') {
      this.#statement(frame);
      frame.words = [];
    } else frame.words.push(token);
  }

  /** The text may end within a zone. */
  end(): void {
    this.#finishZone();
  }

  #open(frame: Frame, token: Token): void {
    const block = this.#blockOf(frame);
    const [head, name] = frame.words;
    if (block === 'zone' && name)
      this.#zone = { name, type: undefined, hasFile: false, alsoNotify: undefined };
    if (block === 'targets' && head) this.#targets = { head, list: [] };
    if (frame.block === 'targets') this.#target(doubtAbout('{{', token.span));
    this.#frames.push({ block, words: [] });
  }

  #blockOf({ block, words: [head] }: Frame): Block {
    if (head === undefined || block === 'other' || block === 'targets') return 'other';
    if (head.text === 'also-notify') return 'targets';
    if (block !== 'top') return 'other';
    return head.text === 'zone' || head.text === 'options' ? head.text : 'other';
  }

  #close(token: Token): void {
    if (this.#frames.length === 1) return;
    const closed = this.#frames.pop();
    if (closed?.block === 'targets') this.#finishTargets(token);
    if (closed?.block === 'zone') this.#finishZone();
  }

  #finishTargets({ span: { end } }: Token): void {
    if (this.#targets === undefined) return;
    const { head, list } = this.#targets;
    const targets: TargetList = { targets: list, at: { ...head.span, end } };
    const before = this.#zone?.alsoNotify;
    if (this.#zone) {
      this.#zone.alsoNotify = before ? { ...before, targets: [...before.targets, ...list] } : targets;
    } else this.alsoNotify.push(targets);
    this.#targets = undefined;
  }

  #finishZone(): void {
    if (this.#zone) this.zones.push(this.#zone);
    this.#zone = undefined;
  }

  #statement({ block, words }: Frame): void {
    const [head, value] = words;
    if (head === undefined) return;
    if (block === 'targets') {
      this.#target(head);
      if (value) this.#target(doubtAbout(value.text, value.span));
    } else if (block === 'zone' && this.#zone) {
      if (head.text === 'type') this.#zone.type = value ?? head;
      if (head.text === 'file') this.#zone.hasFile = value?.text !== '';
    } else if ((block === 'top' || block === 'options') && value) {
      if (head.text === 'directory') this.#folder = value.text;
      if (head.text === 'include') this.#include(value);
    }
  }

  /** What follows the first thousand is not read: answers that it might change are `cannot-tell`. */
  #target(target: Target): void {
    const list = this.#targets?.list ?? [];
    if (list.length < MAX_WORDS) list.push(target);
    else if (list.length === MAX_WORDS) list.push('kind' in target ? target : doubtAbout('…', target.span));
  }

  #include({ text, span }: Token): void {
    this.includes.push({ pattern: text, at: span, optional: false, folder: this.#folder });
  }
}

type Draft = { -readonly [Key in keyof ZoneStatement]: ZoneStatement[Key] };

const TOKEN = /\/\/.*|#.*|\/\*[\s\S]*?(?:\*\/|$)|"([^"]*)(?:"|$)|[{};]|[^\s{};"]+/g;

function* tokensOf(file: string, text: string): Generator<Token, void> {
  for (const { 0: found, 1: quoted, index } of text.matchAll(TOKEN)) {
    if (/^(?:\/\/|#|\/\*)/.test(found)) continue;
    const start = quoted === undefined ? index : index + 1;
    const word = quoted ?? found;
    const mark =
      quoted === undefined && (found === '{' || found === '}' || found === ';') ? found : undefined;
    yield { text: word, span: { file, start, end: start + word.length }, mark };
  }
}
