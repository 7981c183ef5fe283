import type { Address, AddressRange } from './addressRange.ts';
import type { Doubt } from './doubt.ts';
import type { Span } from './span.ts';

export const DIALECTS = ['bind', 'knot', 'nsd', 'pdns', 'windows'] as const;

/** Whose configuration it is. */
export type DialectName = (typeof DIALECTS)[number];

/** Who asks for a transfer. */
export interface TransferRequest {
  readonly address: Address;
  /** The TSIG key that signs the request, as `ConfiguredKey.name` has it; undefined for an unsigned one. */
  readonly key: string | undefined;
}

/** What a server would answer, by its configuration. `at` is the statement or element that decides. */
export type Decision =
  | { readonly kind: 'allow'; readonly at: Span | undefined }
  | { readonly kind: 'refuse'; readonly at: Span | undefined }
  | { readonly kind: 'cannot-tell'; readonly at: Span | undefined; readonly doubt: Doubt };

/**
 * Who may transfer a zone. Zones that share a policy share the object: it is judged once.
 * A decision may change only at an edge of `edges`, and only with a key of `keys`.
 */
export interface TransferPolicy {
  readonly edges: readonly AddressRange[];
  /** Names of keys, lower case, without a trailing dot; the first named in the configuration first. */
  readonly keys: readonly string[];
  decide(request: TransferRequest): Decision;
  /** The statement that problems with the policy are shown at; undefined where a default decides. */
  readonly at: Span | undefined;
  /** How to allow more addresses, unsigned, and no other client; undefined where that is not a matter of one place. */
  readonly addition: Addition | undefined;
  /**
   * One that decides alike for this and for others, which are then judged once; its decisions name no places but
   * those that they have in common.
   */
  readonly shared?: TransferPolicy;
}

/** Whether the server sends NOTIFY to an address, port 53. */
export interface NotifyPolicy {
  decide(target: Address): NotifyDecision;
  /** The statement that lists the targets; undefined where there is none. */
  readonly at: Span | undefined;
  /** The statement that switches NOTIFY off; undefined where none does. */
  readonly off: Span | undefined;
  readonly addition: Addition | undefined;
  /** As a `TransferPolicy` has it. */
  readonly shared?: NotifyPolicy;
}

export type NotifyDecision =
  | { readonly kind: 'sends' }
  | { readonly kind: 'does-not-send' }
  | { readonly kind: 'cannot-tell'; readonly doubt: Doubt };

/** How addresses are added to a file in its own style. */
export interface Addition {
  readonly file: string;
  /** Where the text is inserted, UTF-16 code units from the start. */
  readonly offset: number;
  /** The text to insert for these addresses and prefixes. */
  render(prefixes: readonly string[]): string;
}

/** A primary zone. A secondary, a hint or a template is none. */
export interface ConfiguredZone {
  /** Lower case, without the last dot; `.` for the root. */
  readonly name: string;
  /** The view that it is in, where the server has views. */
  readonly view: string | undefined;
  /** Its name, where the zone is stated. */
  readonly at: Span;
  readonly transfer: TransferPolicy;
  readonly notify: NotifyPolicy;
}

/** An address or a prefix that is written in a list of transfer clients or NOTIFY targets. */
export interface Mention {
  readonly range: AddressRange;
  readonly role: 'transfer' | 'notify';
  /** The address itself; `Decision.at` names the same place where this element decides. */
  readonly span: Span;
  /** The whole element, with its sign, its key, its separator and the space before: what is deleted with it. */
  readonly element: Span;
  /** How to add addresses beside it that are treated as it is; undefined where that cannot be written. */
  readonly beside: Addition | undefined;
}

/** A TSIG key. The secret stays in the file; only whether it equals another can be asked. */
export interface ConfiguredKey {
  /** Lower case, without a trailing dot. */
  readonly name: string;
  /** Lower case, without a trailing dot, such as `hmac-sha256`; undefined where it is not stated. */
  readonly algorithm: string | undefined;
  readonly at: Span;
  /** Whether the secret is the same bytes as this one, in base64; undefined where the file does not state it. */
  hasSecret(base64: string): boolean | undefined;
}

/** What a configuration says. */
export interface Evaluation {
  readonly dialect: DialectName;
  readonly zones: readonly ConfiguredZone[];
  readonly mentions: readonly Mention[];
  readonly keys: readonly ConfiguredKey[];
  /** What was not understood or not found, whether or not it decides something. */
  readonly doubts: readonly Doubt[];
}
