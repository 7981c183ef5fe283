import type { Address } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { TransferRequest } from '../evaluation.ts';
import type { Span } from '../span.ts';
import {
  type Addresses,
  type Key,
  nameOf,
  type Reference,
  type References,
  type Remote,
  type Remotes,
} from './definitions.ts';
import { has } from './network.ts';
import type { Stated } from './settingValues.ts';

/** Whether something is so, where in the configuration that is stated, and why it may be otherwise. */
export type Match =
  | { readonly is: 'yes'; readonly at: Span | undefined }
  | { readonly is: 'no' }
  | { readonly is: 'maybe'; readonly at: Span | undefined; readonly doubt: Doubt };

export const NO: Match = { is: 'no' };
export const YES: Match = { is: 'yes', at: undefined };

export function maybe(doubt: Doubt): Match {
  return { is: 'maybe', at: doubt.at, doubt };
}

/** Clients that a rule is about: one with any of the addresses, and any of the keys. */
export interface Clients {
  /** Undefined for all addresses. */
  readonly addresses: Addresses | undefined;
  /** Undefined for requests without a key; in a rule that denies, for all. */
  readonly keys: readonly Reference<Key>[] | undefined;
  /** Why it may be about others. */
  readonly unknown?: Doubt | undefined;
  /** Why it may be about none. */
  readonly doubt?: Doubt | undefined;
}

/** Whether a request is one of any of these clients'. Specified in test/unit/primaries/knot. */
export function matchAny(clients: readonly Clients[], request: TransferRequest, isDenied: boolean): Match {
  let found: Match = NO;
  for (const one of clients) {
    const match = matchOf(one, request, isDenied);
    if (match.is === 'yes') return match;
    if (found.is === 'no') found = match;
  }
  return found;
}

function matchOf(clients: Clients, { address, key }: TransferRequest, isDenied: boolean): Match {
  if (clients.unknown) return maybe(clients.unknown);
  const byKey = matchKey(clients.keys, key, isDenied);
  if (byKey.is === 'no') return NO;
  const byAddress = matchAddress(clients.addresses, address);
  if (byAddress.is === 'no') return NO;
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

/** The clients that a remote stands for; undefined for none: Cloudflare comes over TCP, without a certificate. */
export function clientsOf(remote: Remote | Doubt): Clients | undefined {
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

/** The keys that clients may have, as they are compared in requests. */
export function keysOf(clients: readonly Clients[]): readonly string[] {
  return clients.flatMap(({ keys }) => keys?.map(({ name }) => nameOf(name)) ?? []);
}
