import type { Doubt } from './doubt.ts';
import type { DialectName, Evaluation } from './evaluation.ts';
import type { Span } from './span.ts';
import type { Steps } from './steps.ts';

/** A reference from one file to others. */
export interface Include {
  /** As it is written, unquoted; it may be a glob pattern. */
  readonly pattern: string;
  readonly at: Span;
  /** What may be there and need not: it is no doubt when it is missing. */
  readonly optional: boolean;
  /** A folder that relative paths are relative to before the file's own, as the file states it. */
  readonly folder: string | undefined;
}

/** One file, read and cut into statements. */
export interface ParsedFile {
  readonly file: string;
  readonly text: string;
  readonly includes: readonly Include[];
}

/** A root file with all that it includes. */
export interface Sources<Parsed extends ParsedFile> {
  readonly root: Parsed;
  /** All files that were read, the root first. */
  readonly files: readonly Parsed[];
  /** The files that an include stands for, in the order in which they are read, or why there is none. */
  included(include: Include): readonly Parsed[] | Doubt;
  /** The server's version, such as `9.18.24`; undefined where it is not known. */
  readonly version: string | undefined;
  /**
   * Whether the root is all of the configuration. A file that may be a part of one does not tell what a missing
   * statement means: that is a doubt of the kind `elsewhere`.
   */
  readonly whole: boolean;
}

/** How one server's configuration is read: a tokenizer and an evaluator, both pure, neither of which throws. */
export interface Dialect<Parsed extends ParsedFile> {
  readonly name: DialectName;
  /** Whether a text looks like such a configuration or a part of one, by its content alone. */
  looksLike(text: string): boolean;
  parse(file: string, text: string): Steps<Parsed>;
  evaluate(sources: Sources<Parsed>): Steps<Evaluation>;
}
