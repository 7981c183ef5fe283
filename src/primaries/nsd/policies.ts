import { type Address, type AddressRange, contains, readRange, singleRange } from '../addressRange.ts';
import { NEW_SOURCES, TRANSFER_SOURCES } from '../cloudflareAddresses.ts';
import type { Doubt } from '../doubt.ts';
import type {
  Addition,
  Decision,
  NotifyDecision,
  NotifyPolicy,
  TransferPolicy,
  TransferRequest,
} from '../evaluation.ts';
import type { Span } from '../span.ts';
import { type AddressSet, cubesOf, has, isScattered, meets } from './addressSet.ts';
import { type Clause, unknownName } from './clause.ts';
import { keyName } from './key.ts';

/** What a zone's list consists of: its own clauses first, then those of patterns. */
export interface ClauseList {
  readonly clauses: readonly Clause[];
  /** Where the list is shown: a clause of its own. */
  readonly at: Span | undefined;
  readonly addition: Addition | undefined;
  /** What may add any clause to the list. */
  readonly doubts: readonly Doubt[];
}

/** What all zones have in common. */
export interface Surroundings {
  /** The keys that are defined, as they are written. */
  readonly keys: ReadonlySet<string>;
  /** The `tls-auth` sections that are defined. */
  readonly tlsAuths: ReadonlySet<string>;
  /** Set where the server transfers over TLS alone, or may. */
  readonly tlsOnly: Decision | undefined;
}

const SOURCES = rangesOf(TRANSFER_SOURCES);
const PRESENT = rangesOf(NEW_SOURCES);

function rangesOf(sources: typeof TRANSFER_SOURCES): readonly AddressRange[] {
  return sources.flatMap(({ prefix }) => readRange(prefix) ?? []);
}

/**
 * Makes a policy of `provide-xfr` clauses: one that is BLOCKED beats all, otherwise any that matches allows.
 * Specified in test/unit/primaries/nsd.
 */
export function transferPolicy(list: ClauseList, about: Surroundings): TransferPolicy {
  const { keys, tlsOnly } = about;
  const isPlain = list.clauses.every(
    ({ literal, tlsAuth }) => literal?.port === undefined && tlsAuth === undefined,
  );
  const clauses = isPlain ? list.clauses : list.clauses.flatMap((clause) => forCloudflare(clause, about));
  const sets = clauses.flatMap(({ literal }) => literal?.set ?? []);
  const { edges, uncut } = edgesOf(sets);
  const isBlocked = clauses.some(
    ({ literal, terms }) =>
      terms?.kind === 'blocked' &&
      literal !== undefined &&
      PRESENT.some((range) => meets(literal.set, range)),
  );
  return {
    edges,
    keys: namedKeys(clauses),
    decide: (request) => {
      if (tlsOnly?.kind === 'refuse') return tlsOnly;
      if (isIn(uncut, request.address)) return tooScattered(clauses);
      const decision = decide(clauses, request, keys, list);
      return decision.kind === 'refuse' ? decision : (tlsOnly ?? decision);
    },
    at: list.at,
    get addition() {
      return isBlocked || tlsOnly !== undefined ? undefined : list.addition;
    },
  };
}

/** A clause as it applies to a client without TLS on an arbitrary port, such as Cloudflare. */
function forCloudflare(clause: Clause, { tlsAuths }: Surroundings): readonly Clause[] {
  const { literal, tlsAuth } = clause;
  // A client's port is one of thousands, by chance: a clause for one port neither serves Cloudflare nor blocks it.
  if (literal?.port !== undefined) return [];
  if (tlsAuth === undefined) return [clause];
  if (tlsAuths.has(tlsAuth.text)) return [];
  return [{ ...clause, terms: undefined, doubt: unknownName(tlsAuth) }];
}

function namedKeys(clauses: readonly Clause[]): readonly string[] {
  return [
    ...new Set(clauses.flatMap(({ terms }) => (terms?.kind === 'key' ? keyName(terms.name.text) : []))),
  ];
}

/** Where decisions may change, and the prefixes of Cloudflare's that are torn into too many parts to tell. */
function edgesOf(sets: readonly AddressSet[]): {
  readonly edges: readonly AddressRange[];
  readonly uncut: readonly AddressRange[];
} {
  const edges = sets.flatMap((set) => (set.kind === 'row' ? set.range : []));
  const uncut: AddressRange[] = [];
  for (const prefix of SOURCES) {
    if (!sets.some((set) => isScattered(set, prefix))) continue;
    const parts = cubesOf(prefix, sets);
    if (parts) edges.push(...parts.map(singleRange));
    else uncut.push(prefix);
  }
  return { edges, uncut };
}

function isIn(ranges: readonly AddressRange[], address: Address): boolean {
  return ranges.some((range) => contains(range, address));
}

/** What is said of a prefix of which some address in every few may transfer. */
function tooScattered(clauses: readonly Clause[]): Decision {
  const clause = clauses.find(({ literal }) => literal !== undefined && literal.set.kind !== 'row');
  const at = clause?.at;
  const subject = clause ? clause.file.text.slice(clause.at.start, clause.at.end) : '';
  return { kind: 'cannot-tell', at, doubt: { kind: 'syntax', subject, at } };
}

interface Unsure {
  readonly at: Span | undefined;
  readonly doubt: Doubt;
}

function decide(
  clauses: readonly Clause[],
  { address, key }: TransferRequest,
  keys: ReadonlySet<string>,
  { at, doubts }: ClauseList,
): Decision {
  const [doubt] = doubts;
  const unread = doubt && { at: doubt.at, doubt };
  let allowing: Clause | undefined;
  let mayAllow: Unsure | undefined = unread;
  let mayBlock: Unsure | undefined = unread;
  for (const clause of clauses) {
    const { literal, terms } = clause;
    if (literal && !has(literal.set, address)) continue;
    const match = matchOf(clause, key, keys);
    if (match === undefined) continue;
    if (match !== 'sure') {
      const unsure = { at: literal?.at ?? clause.at, doubt: match };
      if (terms?.kind !== 'blocked') mayAllow ??= unsure;
      if (terms === undefined || terms.kind === 'blocked') mayBlock ??= unsure;
    } else if (terms?.kind === 'blocked') {
      return { kind: 'refuse', at: literal?.at };
    } else {
      allowing ??= clause;
    }
  }
  const unsure = allowing ? mayBlock : mayAllow;
  if (unsure) return { kind: 'cannot-tell', ...unsure };
  return allowing ? { kind: 'allow', at: allowing.literal?.at } : { kind: 'refuse', at };
}

/** Whether a clause that may have the address is about a request with this key; undefined where it is not. */
function matchOf(
  { terms, literal, doubt }: Clause,
  key: string | undefined,
  keys: ReadonlySet<string>,
): 'sure' | Doubt | undefined {
  if (terms === undefined) return doubt;
  if (terms.kind === 'unsigned' && key !== undefined) return undefined;
  if (terms.kind === 'key') {
    if (keyName(terms.name.text) !== key) return undefined;
    if (!keys.has(terms.name.text)) return unknownName(terms.name);
  }
  return literal ? 'sure' : doubt;
}

/** Makes a policy of `notify` clauses: each of them is sent to. NSD sends to no name server that a zone names. */
export function notifyPolicy(list: ClauseList, { keys }: Surroundings): NotifyPolicy {
  return {
    decide: (target) => decideNotify(list, target, keys),
    at: list.at,
    off: undefined,
    get addition() {
      return list.addition;
    },
  };
}

const NOTIFY_PORT = 53;

function decideNotify(
  { clauses, doubts }: ClauseList,
  target: Address,
  keys: ReadonlySet<string>,
): NotifyDecision {
  let [doubt] = doubts;
  for (const clause of clauses) {
    const { literal } = clause;
    if (literal && (!has(literal.set, target) || (literal.port ?? NOTIFY_PORT) !== NOTIFY_PORT)) continue;
    const problem = notifyProblem(clause, keys);
    if (problem === undefined) return { kind: 'sends' };
    doubt ??= problem;
  }
  return doubt ? { kind: 'cannot-tell', doubt } : { kind: 'does-not-send' };
}

/** Why it is not known that NOTIFY is sent to the address of a clause. */
function notifyProblem(
  { file, at, literal, terms, doubt }: Clause,
  keys: ReadonlySet<string>,
): Doubt | undefined {
  if (literal === undefined || terms === undefined) return doubt;
  if (!literal.isSingle || terms.kind === 'blocked') {
    return { kind: 'syntax', subject: file.text.slice(at.start, at.end), at };
  }
  return terms.kind === 'key' && !keys.has(terms.name.text) ? unknownName(terms.name) : undefined;
}
