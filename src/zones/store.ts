import { EventEmitter } from 'node:events';
import type { Failure, Result } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Peer } from '../cloudflare/peers.ts';
import type { ListedZone, ZoneList } from '../cloudflare/zoneList.ts';
import type { Id } from '../text/id.ts';
import type { Check } from './check.ts';
import { type PrimaryStatement, unreadZone, type Zone, zoneName } from './zone.ts';

/** How far an identity's list of zones was read. */
export interface Listing {
  readonly status: 'unread' | 'loading' | 'complete' | 'partial' | 'failed';
  readonly failure: Failure | undefined;
  /** When the last answer came, milliseconds since the epoch. */
  readonly askedAt: number | undefined;
  /** Requests wait for the API's limit until then, milliseconds since the epoch. */
  readonly pausedUntil: number | undefined;
}

const UNREAD: Listing = { status: 'unread', failure: undefined, askedAt: undefined, pausedUntil: undefined };

/** The peers of an account, or why they could not be read; after a failure the last known ones stay. */
export interface AccountPeers {
  readonly peers: readonly Peer[] | undefined;
  readonly failure: Failure | undefined;
}

/** What is kept of a listed zone; `incoming` and `readAt` are both undefined for one that was never read. */
export type LastKnownZone = ListedZone & Pick<Zone, 'incoming' | 'readAt' | 'messages'>;

/** What one identity knew last: its listed zones, and the peers of their accounts by account id. */
export interface Snapshot {
  readonly zones: readonly LastKnownZone[];
  readonly peers: ReadonlyMap<string, readonly Peer[]>;
}

/**
 * Whether a tag names a peer that its account no longer has: the account's peers were read without a failure, and
 * it is not among them.
 */
export function isPeerMissing(peer: Peer | undefined, account: AccountPeers | undefined): boolean {
  return peer === undefined && account?.peers !== undefined && account.failure === undefined;
}

export type StoreChange =
  /** One zone has other contents. */
  | { readonly kind: 'zone'; readonly zoneId: string }
  /** Zones, accounts or identities came or went, or have another name. */
  | { readonly kind: 'list' }
  /** An identity's list is read, failed, or waits. */
  | { readonly kind: 'listing'; readonly identityId: string }
  | { readonly kind: 'peers'; readonly accountId: string };

/** What is known of all zones. It notifies its listeners of every change and sends no request. */
export class ZoneStore {
  readonly #emitter = new EventEmitter<{ change: [StoreChange] }>();
  readonly #zones = new Map<string, Zone>();
  readonly #listings = new Map<string, Listing>();
  readonly #peers = new Map<string, AccountPeers>();
  /** By account and tag. */
  readonly #peersByTag = new Map<string, ReadonlyMap<string, Peer>>();
  #added: ReadonlySet<Id> = new Set();
  #statements: ReadonlyMap<string, PrimaryStatement> = new Map();

  get zones(): ReadonlyMap<string, Zone> {
    return this.#zones;
  }

  /** By identity. */
  get listings(): ReadonlyMap<string, Listing> {
    return this.#listings;
  }

  accountPeers(accountId: string): AccountPeers | undefined {
    return this.#peers.get(accountId);
  }

  /** A peer that a zone may name: one of its own account, whatever other accounts say of the tag. */
  peerOf({ account }: Pick<Zone, 'account'>, tag: string): Peer | undefined {
    return account === undefined ? this.peer(tag) : this.#peersByTag.get(account.id)?.get(tag);
  }

  /** A peer by its tag alone; undefined where two accounts say different things of it. */
  peer(tag: string): Peer | undefined {
    const [first, ...others] = [...this.#peersByTag.values()].flatMap((peers) => peers.get(tag) ?? []);
    return others.length === 0 ? first : undefined;
  }

  /** What the configuration of a zone's primary says, where a file that states the zone was read. */
  statement(zone: Zone): PrimaryStatement | undefined {
    return this.#statements.get(zoneName(zone).toLowerCase());
  }

  /** Replaces what primaries' configurations say, by the zones' names in lower case, without the last dot. */
  stated(statements: ReadonlyMap<string, PrimaryStatement>): void {
    const isSame = JSON.stringify([...this.#statements]) === JSON.stringify([...statements]);
    if (!isSame) {
      this.#statements = statements;
      this.#emit({ kind: 'list' });
    }
  }

  /** @returns a function that ends the listening */
  onDidChange(listener: (change: StoreChange) => void): () => void {
    this.#emitter.on('change', listener);
    return () => this.#emitter.off('change', listener);
  }

  /** Replaces the identities: forgets what none of them can read. */
  setIdentities(ids: readonly string[]): void {
    const kept = new Set(ids);
    for (const id of [...this.#listings.keys()].filter((id) => !kept.has(id))) {
      this.#listings.delete(id);
      this.#dropReader(id, () => true);
    }
    for (const id of ids) {
      if (!this.#listings.has(id)) {
        this.#listings.set(id, UNREAD);
      }
    }
    this.#reconcileAdded();
    this.#forgetPeers();
    this.#emit({ kind: 'list' });
  }

  /** Replaces the zones that were added by id. Every identity may read those. */
  setAdded(zoneIds: readonly Id[]): void {
    this.#added = new Set(zoneIds);
    this.#reconcileAdded();
    this.#emit({ kind: 'list' });
  }

  listing(identityId: string): void {
    this.#updateListing(identityId, { status: 'loading' });
  }

  /** The requests for a list were cancelled. */
  listingCancelled(identityId: string): void {
    this.#updateListing(identityId, { status: 'unread' });
  }

  /** Marks the requests of an identity as waiting until a time, or with undefined as resumed. */
  paused(identityId: string, until: number | undefined): void {
    if (this.#listings.get(identityId)?.pausedUntil !== until) {
      this.#updateListing(identityId, { pausedUntil: until });
    }
  }

  /**
   * Takes over a list. Only a complete one shows that a zone is gone.
   * @param now milliseconds since the epoch
   */
  listed(identityId: string, list: ZoneList, now: number): void {
    const before = new Map(this.#zones);
    for (const zone of list.zones) {
      this.#takeListed(identityId, zone);
    }
    if (list.complete) {
      const listed = new Set(list.zones.map(({ id }) => id));
      this.#dropReader(identityId, (zone) => zone.origin === 'listed' && !listed.has(zone.id));
      this.#reconcileAdded();
    }
    const failed = list.failure && list.zones.length === 0;
    this.#updateListing(identityId, {
      status: list.complete ? 'complete' : failed ? 'failed' : 'partial',
      failure: list.failure,
      askedAt: now,
    });
    if (before.size !== this.#zones.size || [...this.#zones].some(([id, zone]) => before.get(id) !== zone)) {
      this.#emit({ kind: 'list' });
    }
  }

  /** Takes over what an identity knew last, until its list is read. What was read since stays. */
  restore(identityId: string, { zones, peers }: Snapshot): void {
    const listing = this.#listings.get(identityId);
    if (!listing || listing.askedAt !== undefined) {
      return;
    }
    for (const { incoming, readAt, messages, ...listed } of zones) {
      this.#takeListed(identityId, listed);
      const zone = this.#zones.get(listed.id);
      if (zone && readAt !== undefined && readAt > (zone.readAt ?? Number.NEGATIVE_INFINITY)) {
        this.#zones.set(listed.id, { ...zone, incoming, readAt, messages });
      }
    }
    for (const [accountId, known] of peers) {
      if (!this.#peers.has(accountId)) {
        this.#peers.set(accountId, { peers: known, failure: undefined });
      }
    }
    this.#indexPeers();
    this.#emit({ kind: 'list' });
  }

  reading(zoneId: string): void {
    this.#update(zoneId, { loading: true });
  }

  /** The request for this zone was cancelled. */
  requestCancelled(zoneId: string): void {
    this.#update(zoneId, { loading: false });
  }

  /**
   * Takes over an answer. A failure leaves the last good config in place.
   * @param now milliseconds since the epoch
   */
  read(zoneId: string, readerId: string, result: Result<Incoming | null>, now: number): void {
    const zone = this.#zones.get(zoneId);
    if (!result.ok) {
      this.#update(zoneId, { failure: result.failure, askedAt: now, loading: false });
    } else if (zone) {
      this.#update(zoneId, {
        incoming: result.value,
        readAt: now,
        askedAt: now,
        messages: result.messages,
        failure: undefined,
        loading: false,
        readerIds: [readerId, ...zone.readerIds.filter((id) => id !== readerId)],
      });
    }
  }

  /** Takes over what the servers of a zone said. */
  checked(zoneId: string, check: Check): void {
    this.#update(zoneId, { check });
  }

  peersRead(accountId: string, result: Result<readonly Peer[]>): void {
    const known = this.#peers.get(accountId)?.peers;
    const peers = result.ok ? result.value : known;
    this.#peers.set(accountId, { peers, failure: result.ok ? undefined : result.failure });
    this.#indexPeers();
    this.#emit({ kind: 'peers', accountId });
  }

  dispose(): void {
    this.#emitter.removeAllListeners();
  }

  #updateListing(identityId: string, change: Partial<Listing>): void {
    const listing = this.#listings.get(identityId);
    if (listing) {
      this.#listings.set(identityId, { ...listing, ...change });
      this.#emit({ kind: 'listing', identityId });
    }
  }

  #update(zoneId: string, change: Partial<Zone>): void {
    const zone = this.#zones.get(zoneId);
    if (zone) {
      this.#zones.set(zoneId, { ...zone, ...change });
      this.#emit({ kind: 'zone', zoneId });
    }
  }

  /** A zone that is listed as it was known stays the same value. */
  #takeListed(identityId: string, { id, name, account, nameServers = [] }: ListedZone): void {
    const known = this.#zones.get(id);
    const readerIds = known?.origin === 'listed' ? known.readerIds : [];
    const isKnown =
      readerIds.includes(identityId) &&
      known?.name === name &&
      known.account?.id === account?.id &&
      known.account?.name === account?.name &&
      known.nameServers.join() === nameServers.join();
    if (!isKnown) {
      this.#zones.set(id, {
        ...(known ?? unreadZone(id, 'listed', [])),
        origin: 'listed',
        name,
        account,
        nameServers,
        readerIds: readerIds.includes(identityId) ? readerIds : [...readerIds, identityId],
      });
    }
  }

  #reconcileAdded(): void {
    const readerIds = [...this.#listings.keys()];
    for (const zone of [...this.#zones.values()]) {
      if (zone.origin === 'added' && !(readerIds.length > 0 && this.#added.has(zone.id))) {
        this.#zones.delete(zone.id);
      }
    }
    for (const id of readerIds.length > 0 ? this.#added : []) {
      const known = this.#zones.get(id) ?? unreadZone(id, 'added', readerIds);
      const missing = readerIds.filter((reader) => !known.readerIds.includes(reader));
      this.#zones.set(
        id,
        known.origin === 'added' ? { ...known, readerIds: [...known.readerIds, ...missing] } : known,
      );
    }
  }

  #dropReader(identityId: string, from: (zone: Zone) => boolean): void {
    for (const zone of [...this.#zones.values()].filter(from)) {
      const readerIds = zone.readerIds.filter((id) => id !== identityId);
      if (readerIds.length === 0) {
        this.#zones.delete(zone.id);
      } else if (readerIds.length < zone.readerIds.length) {
        this.#zones.set(zone.id, { ...zone, readerIds });
      }
    }
  }

  #forgetPeers(): void {
    const accounts = new Set<string | undefined>([...this.#zones.values()].map(({ account }) => account?.id));
    for (const id of [...this.#peers.keys()].filter((id) => !accounts.has(id))) {
      this.#peers.delete(id);
    }
    this.#indexPeers();
  }

  #indexPeers(): void {
    this.#peersByTag.clear();
    for (const [accountId, { peers }] of this.#peers) {
      this.#peersByTag.set(accountId, new Map(peers?.map((peer) => [peer.id, peer])));
    }
  }

  #emit(change: StoreChange): void {
    this.#emitter.emit('change', change);
  }
}
