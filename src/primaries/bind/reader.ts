import type { Include, Sources } from '../dialect.ts';
import type { Doubt } from '../doubt.ts';
import type { Steps } from '../steps.ts';
import { isDoubt } from './scope.ts';
import type { BindFile, Statement } from './statements.ts';

/** At most so many includes are followed, those within others too. */
const MAX_INCLUDES = 10_000;

/** Statements between two pauses. */
const STEP = 1_000;

const NO_FILES: readonly BindFile[] = [];

/** Who is handed statements. */
export interface Receiver {
  add(statement: Statement): void;
  /** That others may stand in a place, which are not known. */
  addFlaw(flaw: Doubt): void;
}

/**
 * Goes through statements and those that are included among them, in the order of the server.
 * Specified in test/unit/primaries/bind.
 */
export class Reader {
  readonly doubts: Doubt[] = [];
  readonly #sources: Sources<BindFile>;
  #included = 0;

  constructor(sources: Sources<BindFile>) {
    this.#sources = sources;
  }

  /** Hands out the statements and those that are included, at once. */
  forEach(statements: Iterable<Statement>, to: Receiver): void {
    for (const statement of statements) {
      const files = this.#filesAt(statement, to);
      for (const file of files) this.forEach(file.statements, to);
    }
  }

  /** As `forEach`, with pauses. */
  *forEachInSteps(statements: Iterable<Statement>, to: Receiver): Steps<void> {
    let count = 0;
    for (const statement of statements) {
      count += 1;
      if (count % STEP === 0) yield;
      for (const file of this.#filesAt(statement, to)) yield* this.forEachInSteps(file.statements, to);
    }
  }

  /** Hands out a statement. @returns the files that it includes */
  #filesAt(statement: Statement, to: Receiver): readonly BindFile[] {
    const { include, flaw } = statement;
    const files = flaw ?? (include && this.#filesOf(include));
    if (files === undefined) {
      to.add(statement);
    } else if (isDoubt(files)) {
      this.doubts.push(files);
      to.addFlaw(files);
    } else {
      return files;
    }
    return NO_FILES;
  }

  /** The server demands that there are files: a pattern that fits none means that they are elsewhere. */
  #filesOf(include: Include): readonly BindFile[] | Doubt {
    const { pattern, at } = include;
    this.#included += 1;
    if (this.#included > MAX_INCLUDES) return { kind: 'too-deep', subject: pattern, at };
    const files = this.#sources.included(include);
    if (isDoubt(files) || files.length > 0) return files;
    return { kind: 'include-missing', subject: pattern, at };
  }
}
