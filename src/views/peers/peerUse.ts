import type { Failure } from '../../cloudflare/failure.ts';
import type { Peer } from '../../cloudflare/peers.ts';
import type { Id } from '../../text/id.ts';
import type { Text } from '../../text/text.ts';
import { accountNames, compareNames } from '../../zones/order.ts';

import { isPeerMissing, type ZoneStore } from '../../zones/store.ts';
import type { Zone } from '../../zones/zone.ts';

/** A peer and the zones that transfer from it. */
export interface PeerUse {
  readonly tag: Id;
  /** Undefined when the account's peers were not read, or it is not among them. */
  readonly peer: Peer | undefined;
  /** The account's peers were read, and it is not among them. */
  readonly missing: boolean;
  readonly zoneIds: readonly Id[];
}

/** The peers of an account, and those that its zones name. */
export interface AccountUse {
  /** Undefined stands for the zones whose account is not known. */
  readonly id: Id | undefined;
  readonly name: Text | undefined;
  /** Why the account's peers could not be read when they were asked for last. */
  readonly failure: Failure | undefined;
  /** Whether an answer has said which peers the account has. */
  readonly read: boolean;
  /** By tag, sorted by name. */
  readonly peers: ReadonlyMap<Id, PeerUse>;
}

/** Who uses which peer, as of one moment. */
export interface PeerUses {
  /** By id, sorted by name. */
  readonly accounts: ReadonlyMap<string | undefined, AccountUse>;
  /** Whether every zone was listed and read: only then can a peer be said to be used by none. */
  readonly complete: boolean;
}

/** Finds out who uses which peer, in one pass over the zones. */
export function peerUses(store: ZoneStore): PeerUses {
  const accounts = accountNames(store.zones.values());
  const owners = new Map<Id, Id | undefined>();
  for (const id of accounts.keys()) {
    for (const peer of (id !== undefined && store.accountPeers(id)?.peers) || []) {
      owners.set(peer.id, id);
    }
  }
  const users = zonesByPeer(store.zones.values(), owners);
  const complete = isAllKnown(store);
  const uses = [...accounts].map(([id, name]) => accountUse(store, id, name, users.get(id), complete));
  const shown = uses.filter(({ id, peers }) => id !== undefined || peers.size > 0 || uses.length === 1);
  return { accounts: new Map(shown.map((use) => [use.id, use])), complete };
}

/** The tags of the peers that a zone transfers from; undefined while it was not read. */
export function tagsOf({ incoming }: Zone): readonly Id[] | undefined {
  return incoming === undefined ? undefined : (incoming?.peers ?? NO_TAGS);
}

const NO_TAGS: readonly Id[] = [];

/** Whether every zone that there is was listed and read. */
export function isAllKnown({ listings, zones }: ZoneStore): boolean {
  return (
    [...listings.values()].every(
      ({ status, askedAt }) => status === 'complete' || (status === 'loading' && askedAt !== undefined),
    ) && [...zones.values()].every((zone) => tagsOf(zone) !== undefined)
  );
}

/** Ids of zones by account and tag. A peer that an account is known to have is that account's. */
function zonesByPeer(
  zones: Iterable<Zone>,
  owners: ReadonlyMap<Id, Id | undefined>,
): ReadonlyMap<Id | undefined, ReadonlyMap<Id, readonly Id[]>> {
  const users = new Map<Id | undefined, Map<Id, Id[]>>();
  for (const zone of zones) {
    for (const tag of tagsOf(zone) ?? []) {
      const accountId = owners.get(tag) ?? zone.account?.id;
      const ids = users.get(accountId)?.get(tag);
      if (!ids) {
        users.set(accountId, (users.get(accountId) ?? new Map()).set(tag, [zone.id]));
      } else if (ids.at(-1) !== zone.id) {
        ids.push(zone.id);
      }
    }
  }
  return users;
}

function accountUse(
  store: ZoneStore,
  id: Id | undefined,
  name: Text | undefined,
  users: ReadonlyMap<Id, readonly Id[]> = new Map(),
  complete: boolean,
): AccountUse {
  const known = id === undefined ? undefined : store.accountPeers(id);
  const peers = new Map((known?.peers ?? []).map((peer) => [peer.id, peer]));
  const uses = [...new Set([...peers.keys(), ...users.keys()])].map((tag) => ({
    tag,
    peer: peers.get(tag),
    missing: isPeerMissing(peers.get(tag), known),
    zoneIds: users.get(tag) ?? [],
  }));
  const nameOf = ({ peer, tag }: PeerUse) => peer?.name ?? tag;
  uses.sort((a, b) => compareNames(nameOf(a), nameOf(b)) || (a.tag < b.tag ? -1 : 1));
  return {
    id,
    name,
    failure: known?.failure,
    read: id === undefined ? complete : known?.peers !== undefined,
    peers: new Map(uses.map((use) => [use.tag, use])),
  };
}
