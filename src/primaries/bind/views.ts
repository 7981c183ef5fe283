import type { Address } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Decision, TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { type AddressList, type Client, MATCHES, type Verdict } from './addressList.ts';
import { isDoubt } from './scope.ts';
import type { Statement } from './statements.ts';

/** That nothing stands in the way of a request. */
export const OPEN: Decision = { kind: 'allow', at: undefined };

const REFUSED: Decision = { kind: 'refuse', at: undefined };

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
export function reaches(view: View, before: readonly (View | Doubt)[], request: TransferRequest): Decision {
  let unsure: Decision | undefined;
  for (const other of before) {
    const decision = isDoubt(other) ? doubtful(other) : matches(other, request);
    if (decision.kind === 'allow') return { kind: 'refuse', at: decision.at };
    if (decision.kind === 'cannot-tell') unsure ??= decision;
  }
  const own = matches(view, request);
  return own.kind === 'allow' ? (unsure ?? own) : own;
}

function matches(view: View, { address, key }: TransferRequest): Decision {
  const { clients, destinations, isRecursive, at, knows } = view;
  const signer = key !== undefined && knows(key) ? key : undefined;
  const recursive =
    typeof isRecursive === 'object' ? doubtful(isRecursive) : isRecursive ? { ...REFUSED, at } : OPEN;
  const destination = decisionOf(destinations, (list) => list.verdictOfFamily(address.family, signer));
  const client = decisionBy(clients, { address, key: signer });
  const decision = worse(worse(recursive, destination), client);
  return decision.at === undefined ? { ...decision, at } : decision;
}

/** What follows from two decisions that both have to be good: a bad one, or a doubt, or the later one. */
export function worse(one: Decision, later: Decision): Decision {
  if (one.kind === 'refuse') return one;
  return later.kind === 'refuse' || one.kind === 'allow' ? later : one;
}

/** Whether a list has a client; where there is none, everyone may pass. */
export function decisionBy(listed: Listed, client: Client): Decision {
  return decisionOf(listed, (list) => list.verdict(client));
}

function decisionOf(listed: Listed, ask: (list: AddressList) => Verdict): Decision {
  if (listed === undefined) return OPEN;
  if (isDoubt(listed)) return doubtful(listed);
  const { possible, at = listed.at, doubt } = ask(listed.list);
  if (possible === MATCHES) return { kind: 'allow', at };
  return (possible & MATCHES) === 0 || doubt === undefined
    ? { kind: 'refuse', at }
    : { kind: 'cannot-tell', at, doubt };
}

/** Whether an address is in none of the lists of those that are not answered, whoever signs. */
export function decisionOfBlackhole(listed: Listed, address: Address): Decision {
  const decision = decisionBy(listed, { address, key: undefined });
  if (listed === undefined || decision.kind === 'cannot-tell') return decision;
  return { kind: decision.kind === 'allow' ? 'refuse' : 'allow', at: decision.at };
}

export function doubtful(doubt: Doubt): Decision {
  return { kind: 'cannot-tell', at: doubt.at, doubt };
}
