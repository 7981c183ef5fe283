import type { Doubt } from '../doubt.ts';
import type { Statement } from './statements.ts';

/** A statement that counts, or why none can be told. */
export type Found = Statement | Doubt;

export function isDoubt(found: object): found is Doubt {
  return 'subject' in found;
}

/** The statements that are looked up where a zone, a view or the options stand. */
const CLAUSES = new Set([
  ...['also-notify', 'allow-transfer', 'blackhole', 'in-view', 'match-clients', 'match-destinations'],
  ...['match-recursive-only', 'notify', 'port', 'template', 'type'],
]);

/** Those that may stand in another statement for lack of a semicolon; `dialup notify` alone is right. */
const HIDDEN = new Set(['also-notify', 'allow-transfer', 'notify', 'match-clients']);
const HIDDEN_LENGTHS = new Set([...HIDDEN].map(({ length }) => length));

/** A statement that was found, and what it counts for. */
interface Stated {
  readonly keyword: string;
  readonly statement: Statement;
  found: Found;
}

/**
 * The statements of one block that others look up, such as those of a zone.
 * Specified in test/unit/primaries/bind.
 */
export class Scope {
  /** There are few: to look at each is faster than to keep them by their name. */
  readonly #stated: Stated[] = [];
  #flaw: Doubt | undefined;

  /** Takes a statement in. */
  add(statement: Statement): void {
    const { keyword } = statement;
    if (keyword !== 'dialup' && hides(statement)) this.addFlaw(syntaxDoubt(statement));
    if (CLAUSES.has(keyword)) this.#count(keyword, statement);
  }

  /** Takes in that other statements may stand here. */
  addFlaw(flaw: Doubt): void {
    this.#flaw ??= flaw;
  }

  /** Why there may be other statements than those that were found. */
  get flaw(): Doubt | undefined {
    return this.#flaw;
  }

  /** What is stated, or why something may be where nothing was found. */
  find(keyword: string): Found | undefined {
    return this.stated(keyword) ?? this.#flaw;
  }

  stated(keyword: string): Found | undefined {
    return this.#entry(keyword)?.found;
  }

  /** The first statement of this kind, whether or not the server would take it. */
  first(keyword: string): Statement | undefined {
    return this.#entry(keyword)?.statement;
  }

  #entry(keyword: string): Stated | undefined {
    for (const entry of this.#stated) {
      if (entry.keyword === keyword) return entry;
    }
    return undefined;
  }

  /** The server takes no statement twice; what follows a placeholder may be a part of what it stands for. */
  #count(keyword: string, statement: Statement): void {
    const known = this.#entry(keyword);
    if (known) {
      known.found = syntaxDoubt(statement);
      return;
    }
    const isPart = this.#flaw?.kind === 'placeholder';
    const found = statement.isSound ? (isPart && this.#flaw) || statement : syntaxDoubt(statement);
    this.#stated.push({ keyword, statement, found });
  }
}

/** Whether the words of a statement are those of two. */
function hides({ source, first, last }: Statement): boolean {
  for (let token = first + 1; token < last; token = source.tape.after(token)) {
    const length = source.tape.end(token) - source.tape.start(token);
    if (HIDDEN_LENGTHS.has(length) && HIDDEN.has(source.keyword(token))) return true;
  }
  return false;
}

/** That a statement is not as the server demands. */
export function syntaxDoubt({ source, keyword, start, end }: Statement): Doubt {
  return { kind: 'syntax', subject: keyword, at: { file: source.file, start, end } };
}
