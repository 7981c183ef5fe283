import type { Span } from './span.ts';

/** Why something cannot be told from a configuration. */
export type DoubtKind =
  /** An included file is not there. */
  | 'include-missing'
  /** An included file is there and cannot be read: too large, not text, outside of what may be read. */
  | 'include-unreadable'
  /** A file includes itself, at once or through others. */
  | 'include-cycle'
  /** A name that is not defined in what could be read. */
  | 'unknown-name'
  /** Addresses that only the running server knows: its own interfaces and networks, geographic data. */
  | 'server-knows'
  /** The default depends on the server's version, and that is not known. */
  | 'version'
  /** The answer is in the server's database. `subject` is the command that shows it. */
  | 'database'
  /** The addresses of the zone's name servers (NS records) decide. */
  | 'name-servers'
  /** Text that a template engine has yet to replace. */
  | 'placeholder'
  /** A template of the server's own that is not evaluated. */
  | 'template'
  /** A statement that is not understood, or cut off. */
  | 'syntax'
  /** Nested too deeply. */
  | 'too-deep'
  /** The file is too large to be read. */
  | 'too-large'
  /** The file is not text in an encoding that is understood. */
  | 'not-text'
  /** The file is a part of a configuration, and what decides is in another part. */
  | 'elsewhere'
  /** It depends on the port or transport that is used. */
  | 'transport';

/** A reason why something cannot be told, as data. */
export interface Doubt {
  readonly kind: DoubtKind;
  /** The name, path, statement or command that it is about, as written; empty where there is none. */
  readonly subject: string;
  readonly at: Span | undefined;
}
