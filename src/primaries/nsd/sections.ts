import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Steps } from '../steps.ts';
import { type Clause, type KnownAddresses, type Name, nameOf, readClause, unknownName } from './clause.ts';
import type { Inclusion, Item, NsdFile, Section, Statement, Stray, Word } from './statements.ts';

/** A statement in its file. */
export interface Placed {
  readonly file: NsdFile;
  readonly statement: Statement;
}

/** What stands in a section, whether in one file or in several. */
export interface Block {
  readonly section: string;
  readonly at: Span;
  readonly file: NsdFile;
  /** The last one that is written. */
  readonly name: Name | undefined;
  /** All of its statements but those that are read further below. */
  readonly others: readonly Placed[];
  readonly provides: readonly Clause[];
  readonly notifies: readonly Clause[];
  /** The patterns that it includes. */
  readonly patterns: readonly Block[];
  /** Whether it transfers from a primary. */
  readonly requests: boolean;
  /** Its last statement in the file in which it begins. */
  readonly last: Statement | undefined;
  /** What may add any statement to it. */
  readonly doubts: readonly Doubt[];
}

/** All sections that were read. */
export interface Sections {
  readonly zones: readonly Block[];
  readonly keys: readonly Block[];
  readonly tlsAuths: readonly Block[];
  readonly servers: readonly Block[];
  /** All that name addresses, each once, wherever they stand. */
  readonly clauses: readonly Clause[];
  readonly doubts: readonly Doubt[];
}

interface OpenBlock extends Block {
  name: Name | undefined;
  requests: boolean;
  last: Statement | undefined;
  /** The indentation of its first statement. */
  indent: number | undefined;
  readonly others: Placed[];
  provides: Clause[];
  notifies: Clause[];
  readonly patterns: Block[];
  readonly doubts: Doubt[];
}

/** How many items are read between two pauses. */
const ITEMS_AT_ONCE = 500;

/** Files that include others again and again stand for more text than can be read. */
const MAX_ITEMS = 2_000_000;

/**
 * Follows the items of a file and of those that it includes, in the order in which NSD reads them.
 * Specified in test/unit/primaries/nsd.
 */
export function* readSections(sources: Sources<NsdFile>): Steps<Sections> {
  const reader = new Reader();
  const open: { readonly file: NsdFile; next: number }[] = [{ file: sources.root, next: 0 }];
  for (let count = 1; ; count += 1) {
    const place = open.at(-1);
    if (place === undefined) return reader.end();
    const item = place.file.items[place.next];
    place.next += 1;
    if (item === undefined) {
      open.pop();
    } else if (item.kind === 'inclusion') {
      const files = included(sources, item.include, count);
      if ('kind' in files) reader.missing(place.file, item, files);
      else open.push(...files.toReversed().map((file) => ({ file, next: 0 })));
    } else {
      reader.read(place.file, item);
    }
    if (count % ITEMS_AT_ONCE === 0) yield;
  }
}

function included(sources: Sources<NsdFile>, include: Include, count: number): readonly NsdFile[] | Doubt {
  return count > MAX_ITEMS
    ? { kind: 'too-large', subject: include.pattern, at: include.at }
    : sources.included(include);
}

/** The attributes of zones and patterns, with the most words that each takes. */
const ATTRIBUTES: ReadonlyMap<string, number> = new Map([
  ...[
    'name',
    'include-pattern',
    'zonefile',
    'zonestats',
    'outgoing-interface',
    'allow-axfr-fallback',
    'size-limit-xfr',
    'rrl-whitelist',
    'multi-master-check',
    'multi-primary-check',
    'notify-retry',
    'max-refresh-time',
    'min-refresh-time',
    'max-retry-time',
    'min-retry-time',
    'min-expire-time',
    'store-ixfr',
    'ixfr-size',
    'ixfr-number',
    'create-ixfr',
    'verify-zone',
    'verifier-feed-zone',
    'verifier-timeout',
    'catalog',
    'catalog-member-pattern',
    'catalog-producer-zone',
  ].map((name): [string, number] => [name, 1]),
  ['notify', 2],
  ['allow-notify', 2],
  ['allow-query', 2],
  ['provide-xfr', 3],
  ['request-xfr', 4],
  ['verifier', Number.POSITIVE_INFINITY],
]);

class Reader {
  readonly #blocks: OpenBlock[] = [];
  readonly #patterns = new Map<string, OpenBlock>();
  readonly #clauses = new Map<Statement, Clause>();
  readonly #addresses: KnownAddresses = new Map();
  readonly #doubts: Doubt[] = [];
  #open: OpenBlock | undefined;

  read(file: NsdFile, item: Exclude<Item, Inclusion>): void {
    if (item.kind === 'section') this.#begin(file, item);
    else if (item.kind === 'stray') this.#doubt(file, item);
    else this.#statement(file, item);
  }

  /** What an include that cannot be read may hold is more of the section that it stands in, or sections alone. */
  missing(file: NsdFile, item: Inclusion, doubt: Doubt): void {
    this.#doubts.push(doubt);
    const block = this.#open;
    if (block === undefined) return;
    const standsOutside =
      item.isFirst &&
      file === block.file &&
      block.indent !== undefined &&
      item.start - item.lineStart < block.indent;
    if (!standsOutside) block.doubts.push(doubt);
  }

  end(): Sections {
    this.#finish();
    const of = (section: string): readonly Block[] =>
      this.#blocks.filter((block) => block.section === section);
    return {
      zones: of('zone'),
      keys: of('key'),
      tlsAuths: of('tls-auth'),
      servers: of('server'),
      clauses: [...this.#clauses.values()],
      doubts: this.#doubts,
    };
  }

  #begin(file: NsdFile, { name, start }: Section): void {
    this.#finish();
    this.#open = {
      section: name,
      at: { file: file.file, start, end: start + name.length },
      file,
      name: undefined,
      requests: false,
      last: undefined,
      indent: undefined,
      others: [],
      provides: [],
      notifies: [],
      patterns: [],
      doubts: [],
    };
    this.#blocks.push(this.#open);
  }

  /** A pattern can be included from here on: not in itself, and not above. */
  #finish(): void {
    const block = this.#open;
    if (block === undefined) return;
    this.#open = undefined;
    // A file may be included in a section again and again.
    block.provides = [...new Set(block.provides)];
    block.notifies = [...new Set(block.notifies)];
    if (block.section !== 'pattern' || block.name === undefined) return;
    const { text, at } = block.name;
    const other = this.#patterns.get(text);
    if (other === undefined) this.#patterns.set(text, block);
    else other.doubts.push({ kind: 'syntax', subject: text, at });
  }

  #statement(file: NsdFile, statement: Statement): void {
    const block = this.#open;
    if (statement.name === 'provide-xfr' || statement.name === 'notify') this.#clause(file, statement);
    if (block === undefined) {
      this.#doubt(file, statement);
      return;
    }
    if (block.file === file) block.last = statement;
    if (statement.isFirst) block.indent ??= statement.start - statement.lineStart;
    if (block.section === 'zone' || block.section === 'pattern') this.#option(file, statement, block);
    else if (statement.name === 'name') block.name = nameIn(file, statement);
    else block.others.push({ file, statement });
  }

  #option(file: NsdFile, statement: Statement, block: OpenBlock): void {
    const { name, words } = statement;
    const most = ATTRIBUTES.get(name);
    if (most === undefined) this.#doubt(file, statement);
    const wrong = words.find((word, index) => word.isUnclosed || (most !== undefined && index >= most));
    if (wrong) this.#doubt(file, wrong);
    if (name === 'name') block.name = nameIn(file, statement);
    if (name === 'request-xfr') block.requests = true;
    if (name === 'provide-xfr') block.provides.push(this.#clause(file, statement));
    if (name === 'notify') block.notifies.push(this.#clause(file, statement));
    if (name === 'include-pattern') this.#includePattern(file, statement, block);
  }

  #includePattern(file: NsdFile, statement: Statement, block: OpenBlock): void {
    const name = nameIn(file, statement);
    const pattern = name && this.#patterns.get(name.text);
    if (pattern) block.patterns.push(pattern);
    else if (name) block.doubts.push(unknownName(name));
    else this.#doubt(file, statement);
  }

  #clause(file: NsdFile, statement: Statement): Clause {
    let clause = this.#clauses.get(statement);
    if (clause === undefined) {
      clause = readClause(file, statement, this.#addresses);
      this.#clauses.set(statement, clause);
    }
    return clause;
  }

  #doubt(file: NsdFile, { start, end }: Word | Statement | Stray): void {
    const subject = file.text.slice(start, end);
    const at = { file: file.file, start, end };
    const doubt: Doubt = { kind: isPlaceholder(subject) ? 'placeholder' : 'syntax', subject, at };
    this.#doubts.push(doubt);
    this.#open?.doubts.push(doubt);
  }
}

function nameIn(file: NsdFile, { words: [word] }: Statement): Name | undefined {
  return word && nameOf(file, word);
}
