import { type Address, contains } from '../addressRange.ts';
import { knownAddress } from '../cloudflareAddresses.ts';
import type { Doubt } from '../doubt.ts';
import type { Addition, NotifyDecision, NotifyPolicy } from '../evaluation.ts';
import { remotesIn } from './clients.ts';
import type { Effective, Literal, Remote, Remotes } from './definitions.ts';
import { beside } from './edits.ts';
import { DNS_PORT } from './settingValues.ts';
import type { Uses } from './uses.ts';

/** Makes a policy of a zone's `notify`. Knot sends to no name server that a zone names. */
export function notifyPolicy(list: Effective<Remotes>, { clients }: Uses): NotifyPolicy {
  if (list !== undefined && 'kind' in list) {
    const decision = { kind: 'cannot-tell', doubt: list } as const;
    return { decide: () => decision, at: undefined, off: undefined, addition: undefined };
  }
  const remotes = list ? remotesIn(list) : [];
  return {
    decide: (target) => decide(remotes, target),
    at: list?.at,
    off: list && list.to.length === 0 && !list.doubt ? list.at : undefined,
    addition: remotes.flatMap((remote) =>
      'kind' in remote || clients.has(remote) ? [] : additionTo(remote),
    )[0],
  };
}

function decide(remotes: readonly (Remote | Doubt)[], target: Address): NotifyDecision {
  let doubt: Doubt | undefined;
  for (const remote of remotes) {
    const sent = 'kind' in remote ? remote : sentTo(remote, target);
    if (sent === true) return { kind: 'sends' };
    if (sent !== false) doubt ??= sent;
  }
  return doubt ? { kind: 'cannot-tell', doubt } : { kind: 'does-not-send' };
}

/**
 * Whether NOTIFY goes to an address of a remote. Knot tries a remote's addresses in turn until one answers: which
 * of Cloudflare's does is all the same, but whether another's does before them only the server knows.
 */
function sentTo({ addresses, doubts, encrypted, at }: Remote, target: Address): boolean | Doubt {
  const [unclear = addresses.doubts[0]] = doubts;
  if (unclear) return unclear;
  const place = addresses.literals.findIndex((literal) => isAt(literal, target));
  if (place === -1 || (encrypted && 'value' in encrypted)) return false;
  if (encrypted) return encrypted.doubt;
  const isFirst =
    addresses.literals.length === addresses.values && addresses.literals.slice(0, place).every(isCloudflares);
  return isFirst || { kind: 'server-knows', subject: 'remote', at };
}

function isAt({ range, port }: Literal, target: Address): boolean {
  return contains(range, target) && port === DNS_PORT;
}

function isCloudflares({ range, port }: Literal): boolean {
  return port === DNS_PORT && knownAddress(range)?.standing === 'notify';
}

/** More targets belong to a remote that has none but Cloudflare's, unless they could transfer then. */
function additionTo({ addresses, doubts, encrypted }: Remote): readonly Addition[] {
  const { literals, values } = addresses;
  const last = literals.at(-1);
  const isPure = literals.length === values && literals.every(isCloudflares);
  return last && isPure && doubts.length === 0 && encrypted === undefined ? [beside(last)] : [];
}
