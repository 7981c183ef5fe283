import type { Doubt } from '../doubt.ts';
import type { TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { type AddressList, MATCHES, type Verdict } from './addressList.ts';
import type { Statement } from './statements.ts';

/** What has to be so for a request to be answered: it is, it is not, or it cannot be told. */
export type Condition =
  | { readonly kind: 'met'; readonly at: Span | undefined }
  | { readonly kind: 'failed'; readonly at: Span | undefined }
  | { readonly kind: 'unsure'; readonly at: Span | undefined; readonly doubt: Doubt };

export const MET: Condition = { kind: 'met', at: undefined };

/** A statement with a list of clients. */
export interface StatedList {
  readonly list: AddressList;
  readonly statement: Statement;
  /** Where it is decided when no element does so; undefined for one of many in the same words. */
  readonly at: Span | undefined;
}

/** The list of a statement, or why it cannot be told; undefined where there is no statement. */
export type Listed = StatedList | Doubt | undefined;

/** Whom a view answers. */
export interface View {
  readonly clients: Listed;
  readonly destinations: Listed;
  /** A view for recursion alone is none for transfers, which do not ask for it. */
  readonly isRecursive: boolean | Doubt;
  readonly at: Span;
  /** Whether it accepts the signature of a key of this name. */
  readonly knows: (key: string) => boolean;
}

/** Whether a request reaches a view: the first one that matches its address and its key answers it. */
export function reaches(view: View, before: readonly (View | Doubt)[], request: TransferRequest): Condition {
  let unsure: Condition | undefined;
  for (const other of before) {
    const condition = 'clients' in other ? matches(other, request) : doubtful(other);
    if (condition.kind === 'met') return { kind: 'failed', at: condition.at };
    if (condition.kind === 'unsure') unsure ??= condition;
  }
  const own = matches(view, request);
  return own.kind === 'met' ? (unsure ?? own) : own;
}

function matches(view: View, { address, key }: TransferRequest): Condition {
  const signer = key !== undefined && view.knows(key) ? key : undefined;
  const clients = conditionOf(view.clients, (list) => list.verdict({ address, signer }));
  const destinations = conditionOf(view.destinations, (list) => list.verdictOfFamily(address.family, signer));
  const recursive =
    typeof view.isRecursive === 'object'
      ? doubtful(view.isRecursive)
      : { ...MET, kind: view.isRecursive ? ('failed' as const) : ('met' as const) };
  const condition = together([clients, destinations, recursive]);
  return condition.at === undefined ? { ...condition, at: view.at } : condition;
}

/** Whether all conditions are met; where all are, the last one says where. */
export function together(conditions: readonly Condition[]): Condition {
  return (
    conditions.find(({ kind }) => kind === 'failed') ??
    conditions.find(({ kind }) => kind === 'unsure') ??
    conditions.at(-1) ??
    MET
  );
}

/**
 * Whether a list has a client, or with `excludes` whether it has not; where there is no list, it is as good as met.
 */
export function conditionOf(
  listed: Listed,
  ask: (list: AddressList) => Verdict,
  when: 'includes' | 'excludes' = 'includes',
): Condition {
  if (listed === undefined) return MET;
  if ('subject' in listed) return doubtful(listed);
  const { possible, at = listed.at, doubt } = ask(listed.list);
  const isMatch = possible === MATCHES;
  if (!isMatch && (possible & MATCHES) !== 0 && doubt) return { kind: 'unsure', at, doubt };
  return { kind: isMatch === (when === 'includes') ? 'met' : 'failed', at };
}

export function doubtful(doubt: Doubt): Condition {
  return { kind: 'unsure', at: doubt.at, doubt };
}
