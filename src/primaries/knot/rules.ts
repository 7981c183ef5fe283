import type { Address, AddressRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Decision, TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import type { Acl, Addresses, Key, Literal, Reference, References, Remote, Remotes } from './definitions.ts';
import { nameOf } from './definitions.ts';
import { edgesIn, has } from './network.ts';
import { isPlaceholder } from './placeholder.ts';
import type { List, Stated } from './settings.ts';

/** What a rule may come to for a request; several where that cannot be told, and why. */
export interface Outcome {
  readonly may: ReadonlySet<'allow' | 'refuse' | 'go-on'>;
  readonly at: Span | undefined;
  readonly doubt: Doubt | undefined;
}

/** One of the rules that Knot goes through until one of them decides. */
export interface Rule {
  /** Undefined for an automatic rule, and for one that is not known. */
  readonly acl: Acl | undefined;
  readonly literals: readonly Literal[];
  /** Names of keys, lower case, without a trailing dot. */
  readonly keys: readonly string[];
  outcome(request: TransferRequest): Outcome;
}

const GO_ON: Outcome = { may: new Set(['go-on']), at: undefined, doubt: undefined };

/** A rule of which nothing is known. */
export function unknownRule(doubt: Doubt): Rule {
  const outcome: Outcome = { may: new Set(['allow', 'refuse', 'go-on']), at: doubt.at, doubt };
  return { acl: undefined, literals: [], keys: [], outcome: () => outcome };
}

/** The first rule that decides does; where none does, the transfer is refused. */
export function decide(rules: readonly Rule[], request: TransferRequest): Decision {
  const may = new Set<'allow' | 'refuse'>();
  let unsure: Outcome | undefined;
  let last: Outcome | undefined;
  for (const rule of rules) {
    const outcome = rule.outcome(request);
    if (outcome.may.has('allow')) may.add('allow');
    if (outcome.may.has('refuse')) may.add('refuse');
    if (outcome.doubt) unsure ??= outcome;
    if (!outcome.may.has('go-on')) {
      last = outcome;
      break;
    }
  }
  if (last === undefined) may.add('refuse');
  if (may.size > 1 && unsure?.doubt) return { kind: 'cannot-tell', at: unsure.at, doubt: unsure.doubt };
  return { kind: may.has('allow') ? 'allow' : 'refuse', at: last?.at };
}

/** Whether something is so, where in the configuration that is stated, and why it may be otherwise. */
type Match =
  | { readonly is: 'yes'; readonly at: Span | undefined }
  | { readonly is: 'no' }
  | { readonly is: 'maybe'; readonly at: Span | undefined; readonly doubt: Doubt };

const NO: Match = { is: 'no' };
const YES: Match = { is: 'yes', at: undefined };

function maybe(doubt: Doubt): Match {
  return { is: 'maybe', at: doubt.at, doubt };
}

/** Clients that a rule is about: one with any of the addresses, and any of the keys. */
interface Clients {
  /** Undefined for all addresses. */
  readonly addresses: Addresses | undefined;
  /** Undefined for requests without a key; in a rule that denies, for all. */
  readonly keys: readonly Reference<Key>[] | undefined;
  /** Why it may be about others. */
  readonly unknown?: Doubt | undefined;
  /** Why it may be about none. */
  readonly doubt?: Doubt | undefined;
}

function matchOf(clients: Clients, { address, key }: TransferRequest, isDenied: boolean): Match {
  if (clients.unknown) return maybe(clients.unknown);
  const byAddress = matchAddress(clients.addresses, address);
  const byKey = matchKey(clients.keys, key, isDenied);
  if (byAddress.is === 'no' || byKey.is === 'no') return NO;
  if (clients.doubt) return maybe(clients.doubt);
  return byAddress.is === 'yes' && byKey.is === 'maybe' ? byKey : byAddress;
}

function matchAddress(addresses: Addresses | undefined, address: Address): Match {
  if (addresses === undefined) return YES;
  const literal = addresses.literals.find((one) => has(one, address));
  if (literal) return { is: 'yes', at: literal.addressAt };
  const [doubt] = addresses.doubts;
  return doubt ? maybe(doubt) : NO;
}

function matchKey(keys: Clients['keys'], key: string | undefined, isDenied: boolean): Match {
  if (keys === undefined) return key === undefined || isDenied ? YES : NO;
  if (key === undefined) return NO;
  const problems = keys
    .filter(({ name }) => nameOf(name) === key)
    .map((reference) => ('doubt' in reference ? reference.doubt : reference.to.doubts[0]));
  if (problems.includes(undefined)) return YES;
  const doubt = problems[0] ?? keys.flatMap(openName)[0];
  return doubt ? maybe(doubt) : NO;
}

/** Why a name has yet to be filled in, so that it may come to be any. */
function openName(reference: Reference<Key>): readonly Doubt[] {
  return 'doubt' in reference && reference.doubt.kind === 'placeholder' ? [reference.doubt] : [];
}

/** The remotes that references stand for; a doubt for each that is not known. */
export function remotesIn(references: References<Remotes>): readonly (Remote | Doubt)[] {
  return [
    ...references.to.flatMap((reference) => {
      if ('doubt' in reference) return [reference.doubt];
      if ('addresses' in reference.to) return [reference.to];
      return [...reference.to.doubts, ...remotesIn(reference.to.remotes)];
    }),
    ...(references.doubt ? [references.doubt] : []),
  ];
}

/** The clients that a remote stands for in a rule; undefined for none, since Cloudflare comes over TCP. */
function clientsOf(remote: Remote | Doubt): Clients | undefined {
  if ('kind' in remote) return { addresses: undefined, keys: undefined, unknown: remote };
  if (remote.needsCertificate) return undefined;
  return {
    addresses: remote.addresses,
    keys: remote.key && [remote.key],
    unknown: remote.doubts[0],
    doubt: encryptedDoubt(remote.encrypted),
  };
}

/** Up to version 3.4.0 a remote with QUIC or TLS matches a client over TCP, since then it does not. */
function encryptedDoubt(encrypted: Stated<boolean> | undefined): Doubt | undefined {
  if (encrypted === undefined) return undefined;
  return 'doubt' in encrypted
    ? encrypted.doubt
    : { kind: 'transport', subject: 'quic, tls', at: encrypted.at };
}

function namesOf(clients: readonly Clients[]): readonly string[] {
  return clients.flatMap(({ keys }) => keys?.map(({ name }) => nameOf(name)) ?? []);
}

/** The rule by which a remote that NOTIFY is sent to may transfer. @param isOn whether the server has such rules */
export function automaticRule(remote: Remote | Doubt, isOn: boolean | Doubt): Rule | undefined {
  const clients = clientsOf(remote);
  const own = 'kind' in remote ? true : isAutomatic(remote);
  if (clients === undefined || isOn === false || own === false) return undefined;
  const unsure = [isOn, own].find((one) => typeof one !== 'boolean');
  return {
    acl: undefined,
    literals: clients.addresses?.literals ?? [],
    keys: namesOf([clients]),
    outcome: (request) => {
      const match = matchOf(clients, request, false);
      if (match.is === 'no') return GO_ON;
      const doubt = unsure ?? (match.is === 'maybe' ? match.doubt : undefined);
      return { may: new Set(doubt ? ['allow', 'go-on'] : ['allow']), at: match.at, doubt };
    },
  };
}

/** Whether a remote takes part in automatic rules: where it does not say, it does. */
export function isAutomatic({ automatic }: Remote): boolean | Doubt {
  if (automatic === undefined) return true;
  return 'doubt' in automatic ? automatic.doubt : automatic.value;
}

/** Whether an acl may decide about transfers. */
export function isForTransfers({ actions }: Acl): boolean {
  return actions === undefined || matchWord(actions, 'transfer').is !== 'no';
}

/** The rule that a zone names. */
export function aclRule(reference: Reference<Acl>): Rule {
  if ('doubt' in reference) return unknownRule(reference.doubt);
  const acl = reference.to;
  const all = acl.remotes
    ? remotesIn(acl.remotes).flatMap((remote) => clientsOf(remote) ?? [])
    : [{ addresses: acl.addresses, keys: acl.keys?.to, unknown: acl.keys?.doubt }];
  const isForTcp = takesTcp(acl.protocols);
  const isReached = !acl.needsCertificate && isForTcp.is !== 'no';
  const clients = isReached ? all : [];
  return {
    acl,
    literals: clients.flatMap(({ addresses }) => addresses?.literals ?? []),
    keys: namesOf(clients),
    outcome: (request) => aclOutcome(acl, clients, isForTcp, request),
  };
}

/** Whether an acl is for clients over TCP, by its `protocol`. */
function takesTcp(protocols: List | undefined): Match {
  return protocols === undefined ? YES : matchWord(protocols, 'tcp');
}

/** Whether a list has a word, without regard to case. */
function matchWord({ values, doubt, at }: List, word: string): Match {
  if (values.some(({ value }) => value.text.toLowerCase() === word)) return { is: 'yes', at };
  const open = values.find(({ value }) => isPlaceholder(value.text));
  if (open) return maybe({ kind: 'placeholder', subject: open.value.text, at: open.at });
  return doubt ? maybe(doubt) : NO;
}

function aclOutcome(
  acl: Acl,
  clients: readonly Clients[],
  isForTcp: Match,
  request: TransferRequest,
): Outcome {
  const [unclear] = acl.doubts;
  if (unclear) return unknownRule(unclear).outcome(request);
  const denying = acl.deny && 'doubt' in acl.deny ? [false, true] : [acl.deny?.value ?? false];
  const action = acl.actions && matchWord(acl.actions, 'transfer');
  const may = new Set<'allow' | 'refuse' | 'go-on'>();
  let at: Span | undefined;
  let doubt = acl.deny && 'doubt' in acl.deny ? acl.deny.doubt : undefined;
  for (const isDenied of denying) {
    const match = both(anyOf(clients, request, isDenied), isForTcp);
    if (match.is !== 'yes' || (action && action.is !== 'yes')) may.add('go-on');
    if (match.is === 'no' || action?.is === 'no') continue;
    // Without an action, whatever else it says, nothing but queries is allowed to whom it is about.
    may.add(action === undefined || isDenied ? 'refuse' : 'allow');
    at ??= match.at ?? acl.at;
    doubt ??= [match, action].flatMap((one) => (one?.is === 'maybe' ? one.doubt : []))[0];
  }
  return may.size === 1 && may.has('go-on') ? GO_ON : { may, at, doubt };
}

function anyOf(clients: readonly Clients[], request: TransferRequest, isDenied: boolean): Match {
  let found: Match = NO;
  for (const one of clients) {
    const match = matchOf(one, request, isDenied);
    if (match.is === 'yes') return match;
    if (found.is === 'no') found = match;
  }
  return found;
}

function both(first: Match, second: Match): Match {
  return first.is !== 'yes' || second.is === 'yes' ? first : second;
}

/** Where rules may decide otherwise for the next address. */
export function edgesOf(rules: readonly Rule[]): readonly AddressRange[] {
  return rules.flatMap(({ literals }) => literals.flatMap(edgesIn));
}
