import type { Address } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, NotifyDecision, NotifyPolicy } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { additionOfStatement, additionToList } from './edits.ts';
import { type RemoteList, sendsTo } from './remoteLists.ts';
import { type Found, isDoubt } from './scope.ts';
import { type Statement, spanOf } from './statements.ts';
import { decisionOfBlackhole, type Listed } from './views.ts';

/** Whether NOTIFY is sent at all, or why that cannot be told; `at` is the statement that says so. */
export type Switch =
  | { readonly kind: 'on' }
  | { readonly kind: 'off'; readonly at: Span }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

const ON = new Set(['1', 'explicit', 'master-only', 'primary-only', 'true', 'yes']);
const OFF = new Set(['0', 'false', 'no']);

const SENT: Switch = { kind: 'on' };

/**
 * What `notify` means for a primary zone. Without one, NOTIFY is sent.
 * Specified in test/unit/primaries/bind.
 */
export function switchOf(found: Found | undefined): Switch {
  if (found === undefined) return SENT;
  if (isDoubt(found)) return { kind: 'doubt', doubt: found };
  const value = found.word(1);
  const text = value?.text.toLowerCase() ?? '';
  const isAlone = found.word(2) === undefined;
  if (isAlone && ON.has(text)) return SENT;
  const at = spanOf(found, found);
  if (isAlone && OFF.has(text)) return { kind: 'off', at };
  const kind = value?.kind === 'placeholder' ? 'placeholder' : 'syntax';
  return { kind: 'doubt', doubt: { kind, subject: value?.text ?? 'notify', at } };
}

/** What a zone's `also-notify` says: its list, or why that cannot be told; undefined where there is none. */
export type Targets =
  | { readonly kind: 'list'; readonly list: RemoteList; readonly statement: Statement }
  | { readonly kind: 'doubt'; readonly doubt: Doubt }
  | undefined;

export interface NotifyRule {
  readonly onOff: Switch;
  readonly targets:
    | Exclude<Targets, { statement: Statement }>
    | { readonly kind: 'list'; readonly list: RemoteList };
  /** Addresses that nothing is sent to. */
  readonly blackhole: Listed;
  /** The port where no list names one. */
  readonly defaultPort: number;
}

/** Where NOTIFY is sent by this rule, whatever statements say so. */
export function notifyPolicy({ onOff, targets, blackhole, defaultPort }: NotifyRule): NotifyPolicy {
  return {
    at: undefined,
    off: undefined,
    addition: undefined,
    decide(target) {
      if (onOff.kind === 'off' || targets === undefined) return { kind: 'does-not-send' };
      if (targets.kind === 'doubt') return { kind: 'cannot-tell', doubt: targets.doubt };
      const sends = sendsTo(targets.list, target, defaultPort);
      if (sends.kind === 'does-not-send') return sends;
      const open = decisionOfBlackhole(blackhole, target);
      if (open.kind === 'refuse') return { kind: 'does-not-send' };
      if (open.kind === 'cannot-tell') return { kind: 'cannot-tell', doubt: open.doubt };
      return onOff.kind === 'doubt' ? { kind: 'cannot-tell', doubt: onOff.doubt } : sends;
    },
  };
}

/** The statements that a zone's rule for NOTIFY is in. */
export interface NotifyPlaces {
  readonly zone: Statement;
  readonly targets: Targets;
  readonly onOff: Switch;
  /** What follows an address that is added: its port, where the list has another. */
  readonly after: string;
}

/** The policy of a zone, with the places of its statements. */
export class StatedNotify implements NotifyPolicy {
  readonly shared: NotifyPolicy;
  readonly #zone: Statement;
  /** The statement with the targets; undefined where there is none, or more than can be told. */
  readonly #targets: Statement | undefined;
  readonly #isOpen: boolean;
  readonly #onOff: Switch;
  readonly #after: string;

  constructor(shared: NotifyPolicy, { zone, targets, onOff, after }: NotifyPlaces) {
    this.shared = shared;
    this.#zone = zone;
    this.#targets = targets?.kind === 'list' ? targets.statement : undefined;
    this.#isOpen = onOff.kind !== 'off' && targets?.kind !== 'doubt';
    this.#onOff = onOff;
    this.#after = after;
  }

  get at(): Span | undefined {
    return this.#targets && spanOf(this.#targets, this.#targets);
  }

  get off(): Span | undefined {
    return this.#onOff.kind === 'off' ? this.#onOff.at : undefined;
  }

  get addition(): Addition | undefined {
    if (!this.#isOpen) return undefined;
    return this.#targets
      ? additionToList(this.#targets, this.#after)
      : additionOfStatement(this.#zone, 'also-notify', this.#after);
  }

  decide(target: Address): NotifyDecision {
    return this.shared.decide(target);
  }
}
