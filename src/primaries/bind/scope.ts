import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { BindFile, Statement } from './statements.ts';

/** At most so many includes are followed, those within others too. */
const MAX_INCLUDES = 10_000;

/** Goes through statements and those that are included among them, in the order of the server. */
export class Reader {
  readonly doubts: Doubt[] = [];
  readonly #sources: Sources<BindFile>;
  #included = 0;

  constructor(sources: Sources<BindFile>) {
    this.#sources = sources;
  }

  /** Calls `use` with each statement, and `useFlaw` with each place where others may stand that are not known. */
  forEach(
    statements: readonly Statement[],
    use: (statement: Statement) => void,
    useFlaw: (flaw: Doubt) => void,
  ): void {
    for (const statement of statements) {
      const { include, flaw } = statement;
      if (flaw) {
        this.doubts.push(flaw);
        useFlaw(flaw);
      } else if (include) {
        this.#follow(include, use, useFlaw);
      } else {
        use(statement);
      }
    }
  }

  #follow(include: Include, use: (statement: Statement) => void, useFlaw: (flaw: Doubt) => void): void {
    const files = this.#filesOf(include);
    if ('kind' in files) {
      this.doubts.push(files);
      useFlaw(files);
    } else {
      for (const { statements } of files) this.forEach(statements, use, useFlaw);
    }
  }

  /** The server demands that there are files: a pattern that fits none means that they are elsewhere. */
  #filesOf(include: Include): readonly BindFile[] | Doubt {
    const { pattern, at } = include;
    this.#included += 1;
    if (this.#included > MAX_INCLUDES) return { kind: 'too-deep', subject: pattern, at };
    const files = this.#sources.included(include);
    if ('kind' in files || files.length > 0) return files;
    return { kind: 'include-missing', subject: pattern, at };
  }
}

/** A statement that counts, or why none can be told. */
export type Found =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

/** The statements that are looked up where a zone, a view or the options stand. */
const CLAUSES = new Set([
  ...['also-notify', 'allow-transfer', 'blackhole', 'in-view', 'match-clients', 'match-destinations'],
  ...['match-recursive-only', 'notify', 'port', 'template', 'type'],
]);

/** Those that may stand in another statement for lack of a semicolon; `dialup notify` alone is right. */
const HIDDEN = new Set(['also-notify', 'allow-transfer', 'notify', 'match-clients']);

/** The statements of one block that others look up, such as those of a zone. */
export class Scope {
  readonly #stated = new Map<string, { readonly statement: Statement; found: Found }>();
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
    return this.stated(keyword) ?? (this.#flaw && { kind: 'doubt', doubt: this.#flaw });
  }

  stated(keyword: string): Found | undefined {
    return this.#stated.get(keyword)?.found;
  }

  /** The first statement of this kind, whether or not the server would take it. */
  first(keyword: string): Statement | undefined {
    return this.#stated.get(keyword)?.statement;
  }

  /** The server takes no statement twice; what follows a placeholder may be a part of what it stands for. */
  #count(keyword: string, statement: Statement): void {
    const known = this.#stated.get(keyword);
    if (known) {
      known.found = { kind: 'doubt', doubt: syntaxDoubt(statement) };
    } else if (!statement.isSound) {
      this.#stated.set(keyword, { statement, found: { kind: 'doubt', doubt: syntaxDoubt(statement) } });
    } else if (this.#flaw?.kind === 'placeholder') {
      this.#stated.set(keyword, { statement, found: { kind: 'doubt', doubt: this.#flaw } });
    } else {
      this.#stated.set(keyword, { statement, found: { kind: 'statement', statement } });
    }
  }
}

/** Whether the words of a statement are those of two. */
function hides({ source, first, last }: Statement): boolean {
  for (let token = first + 1; token < last; token = source.tape.after(token)) {
    if (HIDDEN.has(source.keyword(token))) return true;
  }
  return false;
}

/** That a statement is not as the server demands. */
export function syntaxDoubt({ source, keyword, start, end }: Statement): Doubt {
  return { kind: 'syntax', subject: keyword, at: { file: source.file, start, end } };
}
