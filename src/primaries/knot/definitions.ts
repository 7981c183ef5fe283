import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { Network } from './network.ts';
import type { List, Listed, Stated } from './settingValues.ts';

/** What a name stands for, or why that is not known. */
export type Reference<T> =
  | { readonly name: string; readonly at: Span; readonly to: T }
  | { readonly name: string; readonly at: Span; readonly doubt: Doubt };

/** References to what is defined, in a list. */
export interface References<T> {
  readonly at: Span;
  readonly to: readonly Reference<T>[];
  readonly doubt: Doubt | undefined;
}

/** References that a zone has; undefined where it has none, a doubt where they are not known. */
export type Effective<T> = References<T> | Doubt | undefined;

export interface Definition {
  /** Its id, where it is defined. */
  readonly at: Span;
  /** Why it may be something else than it seems: lines that are not understood, a second one of the same id. */
  readonly doubts: Doubt[];
}

export interface Key extends Definition {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly algorithm: string | undefined;
  readonly secret: string | undefined;
}

/** An address in a list, as it is written. */
export interface Literal extends Listed, Network {
  /** The address alone, without a port. */
  readonly addressAt: Span;
  /** Of a remote's address. */
  readonly port: number | undefined;
}

export interface Addresses {
  readonly literals: readonly Literal[];
  /** How many values there are, whether or not they are addresses. */
  readonly values: number;
  /** Why there may be others. */
  readonly doubts: readonly Doubt[];
}

export interface Remote extends Definition {
  readonly addresses: Addresses;
  readonly key: Reference<Key> | undefined;
  /** Whether it takes part in automatic rules. */
  readonly automatic: Stated<boolean> | undefined;
  /** QUIC or TLS, where it is reached by that. */
  readonly encrypted: Stated<boolean> | undefined;
  /** Whether it must have a certificate, which a client over TCP has not. */
  readonly needsCertificate: boolean;
}

/** A remote, or several under one name. */
export type Remotes = Remote | RemoteGroup;

export interface RemoteGroup extends Definition {
  readonly remotes: References<Remote>;
}

export interface Acl extends Definition {
  readonly addresses: Addresses | undefined;
  readonly keys: References<Key> | undefined;
  readonly remotes: References<Remotes> | undefined;
  readonly actions: List | undefined;
  readonly protocols: List | undefined;
  readonly deny: Stated<boolean> | undefined;
  readonly needsCertificate: boolean;
}

/** What zones and templates have in common. */
export interface Template extends Definition {
  readonly acl: References<Acl> | undefined;
  readonly notify: References<Remotes> | undefined;
  readonly master: References<Remotes> | undefined;
}

export interface Zone extends Template {
  /** As it is written. */
  readonly name: string;
  readonly template: Reference<Template> | undefined;
}

/** All that a configuration defines. */
export interface Definitions {
  readonly keys: readonly Key[];
  readonly remotes: readonly Remote[];
  readonly acls: readonly Acl[];
  readonly templates: readonly Template[];
  readonly zones: readonly Zone[];
  /** The template of zones that name none. */
  readonly defaultTemplate: Template | undefined;
  /** `automatic-acl` of the server. */
  readonly automatic: Stated<boolean> | undefined;
  /** Why there may be more definitions than these. */
  readonly gap: Doubt | undefined;
  readonly doubts: readonly Doubt[];
}

/**
 * A key's name as it is compared in requests: lower case, without the last dot.
 * Specified in test/unit/primaries/knot.
 */
export function nameOf(written: string): string {
  return written.length > 1 && written.endsWith('.')
    ? written.slice(0, -1).toLowerCase()
    : written.toLowerCase();
}
