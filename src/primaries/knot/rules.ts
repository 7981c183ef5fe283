import type { AddressRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Decision, TransferRequest } from '../evaluation.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Span } from '../span.ts';
import {
  type Clients,
  clientsOf,
  keysOf,
  type Match,
  matchAny,
  maybe,
  NO,
  remotesIn,
  YES,
} from './clients.ts';
import type { Acl, Reference, Remote } from './definitions.ts';
import { edgesIn } from './network.ts';
import type { List } from './settingValues.ts';

/** What a rule may come to for a request; more than one where that cannot be told, and why. */
export interface Outcome {
  readonly mayAllow: boolean;
  readonly mayRefuse: boolean;
  /** Whether the next rule may decide. */
  readonly mayGoOn: boolean;
  readonly at: Span | undefined;
  readonly doubt: Doubt | undefined;
}

/** One of the rules that Knot goes through until one of them decides. */
export interface Rule {
  /** Undefined for an automatic rule, and for one that is not known. */
  readonly acl: Acl | undefined;
  /** Where it may decide otherwise for the next address. */
  readonly edges: readonly AddressRange[];
  /** Names of keys, lower case, without a trailing dot. */
  readonly keys: readonly string[];
  outcome(request: TransferRequest): Outcome;
}

const GO_ON: Outcome = {
  mayAllow: false,
  mayRefuse: false,
  mayGoOn: true,
  at: undefined,
  doubt: undefined,
};

/** A rule of which nothing is known. Specified in test/unit/primaries/knot. */
export function unknownRule(doubt: Doubt): Rule {
  const outcome: Outcome = { mayAllow: true, mayRefuse: true, mayGoOn: true, at: doubt.at, doubt };
  return { acl: undefined, edges: [], keys: [], outcome: () => outcome };
}

/** The first rule that decides does; where none does, the transfer is refused. */
export function decide(rules: readonly Rule[], request: TransferRequest): Decision {
  let mayAllow = false;
  let mayRefuse = false;
  let unsure: Outcome | undefined;
  let last: Outcome = GO_ON;
  for (const rule of rules) {
    last = rule.outcome(request);
    mayAllow ||= last.mayAllow;
    mayRefuse ||= last.mayRefuse;
    if (last.doubt) unsure ??= last;
    if (!last.mayGoOn) break;
  }
  if (mayAllow && (mayRefuse || last.mayGoOn) && unsure?.doubt) {
    return { kind: 'cannot-tell', at: unsure.at, doubt: unsure.doubt };
  }
  return { kind: mayAllow ? 'allow' : 'refuse', at: last.mayGoOn ? undefined : last.at };
}

/** The rule by which a remote that NOTIFY is sent to may transfer. @param isOn whether the server has such rules */
export function automaticRule(remote: Remote | Doubt, isOn: boolean | Doubt): Rule | undefined {
  const one = clientsOf(remote);
  const own = 'kind' in remote ? true : isAutomatic(remote);
  if (one === undefined || isOn === false || own === false) return undefined;
  const clients = [one];
  const unsure = [isOn, own].find((stated) => typeof stated !== 'boolean');
  return {
    acl: undefined,
    edges: edgesOf(clients),
    keys: keysOf(clients),
    outcome: (request) => {
      const match = matchAny(clients, request, false);
      if (match.is === 'no') return GO_ON;
      const doubt = unsure ?? (match.is === 'maybe' ? match.doubt : undefined);
      return { mayAllow: true, mayRefuse: false, mayGoOn: doubt !== undefined, at: match.at, doubt };
    },
  };
}

/** Whether a remote takes part in automatic rules: where it does not say, it does. */
export function isAutomatic({ automatic }: Remote): boolean | Doubt {
  if (automatic === undefined) return true;
  return 'doubt' in automatic ? automatic.doubt : automatic.value;
}

/** The rule that a zone names. */
export function aclRule(reference: Reference<Acl>): Rule {
  if ('doubt' in reference) return unknownRule(reference.doubt);
  const acl = reference.to;
  const [unclear] = acl.doubts;
  if (unclear) return unknownRule(unclear);
  const terms = termsOf(acl);
  return {
    acl,
    edges: edgesOf(terms.clients),
    keys: keysOf(terms.clients),
    outcome: (request) => outcomeOf(terms, request),
  };
}

/** What an acl comes to. */
interface Terms {
  readonly at: Span;
  readonly clients: readonly Clients[];
  /** Whether it is for clients over TCP. */
  readonly isForTcp: Match;
  /** Whether it is about transfers; undefined where it says no action: whom it is about may do nothing. */
  readonly isForTransfers: Match | undefined;
  readonly isDenied: boolean | Doubt;
}

function termsOf(acl: Acl): Terms {
  const isForTcp = acl.protocols === undefined ? YES : matchWord(acl.protocols, 'tcp');
  const isReached = !acl.needsCertificate && isForTcp.is !== 'no';
  return {
    at: acl.at,
    clients: isReached ? aclClients(acl) : [],
    isForTcp,
    isForTransfers: acl.actions && matchWord(acl.actions, 'transfer'),
    isDenied: acl.deny === undefined ? false : 'doubt' in acl.deny ? acl.deny.doubt : acl.deny.value,
  };
}

function aclClients({ addresses, keys, remotes }: Acl): readonly Clients[] {
  return remotes
    ? remotesIn(remotes).flatMap((remote) => clientsOf(remote) ?? [])
    : [{ addresses, keys: keys?.to, unknown: keys?.doubt }];
}

/** Whether an acl may decide about transfers. */
export function isForTransfers({ actions }: Acl): boolean {
  return actions === undefined || matchWord(actions, 'transfer').is !== 'no';
}

/** Whether a list has a word, without regard to case. */
function matchWord({ values, doubt, at }: List, word: string): Match {
  if (values.some(({ value }) => value.text.toLowerCase() === word)) return { is: 'yes', at };
  const open = values.find(({ value }) => isPlaceholder(value.text));
  if (open) return maybe({ kind: 'placeholder', subject: open.value.text, at: open.at });
  return doubt ? maybe(doubt) : NO;
}

function outcomeOf(terms: Terms, request: TransferRequest): Outcome {
  if (typeof terms.isDenied === 'boolean') return outcomeIf(terms.isDenied, terms, request);
  const permitted = outcomeIf(false, terms, request);
  const denied = outcomeIf(true, terms, request);
  const isSame = permitted.mayAllow === denied.mayAllow && permitted.mayRefuse === denied.mayRefuse;
  return isSame && permitted.mayGoOn === denied.mayGoOn
    ? permitted
    : {
        mayAllow: permitted.mayAllow,
        mayRefuse: permitted.mayRefuse || denied.mayRefuse,
        mayGoOn: permitted.mayGoOn || denied.mayGoOn,
        at: permitted.at ?? denied.at,
        doubt: terms.isDenied,
      };
}

function outcomeIf(isDenied: boolean, terms: Terms, request: TransferRequest): Outcome {
  if (terms.isForTransfers?.is === 'no') return GO_ON;
  const match = matchAny(terms.clients, request, isDenied);
  if (match.is === 'no') return GO_ON;
  const [doubt] = [match, terms.isForTcp, terms.isForTransfers].flatMap((one) =>
    one?.is === 'maybe' ? one.doubt : [],
  );
  const mayAllow = terms.isForTransfers !== undefined && !isDenied;
  return { mayAllow, mayRefuse: !mayAllow, mayGoOn: doubt !== undefined, at: match.at ?? terms.at, doubt };
}

function edgesOf(clients: readonly Clients[]): readonly AddressRange[] {
  return clients.flatMap(({ addresses }) => addresses?.literals.flatMap(edgesIn) ?? []);
}
