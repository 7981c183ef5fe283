import type { Result } from '../cloudflare/failure.ts';
import type { Incoming } from '../cloudflare/incoming.ts';
import type { Peer } from '../cloudflare/peers.ts';
import type { RequestOptions } from '../cloudflare/requestOptions.ts';
import type { ZoneList } from '../cloudflare/zoneList.ts';

import { isCutOff } from './outage.ts';
import type { ZoneStore } from './store.ts';
import type { Zone } from './zone.ts';

interface ActiveReader {
  readonly reader: ZoneReader;
  abort: AbortController;
}

interface Answered<T> {
  readonly readerId: string;
  readonly result: Result<T>;
}

export interface RefresherOptions {
  readonly store: ZoneStore;
  /** How many zones are read at the same time. */
  readonly concurrency: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The zones that the person looks at closely: they are read first. */
  readonly lookedAt: () => ReadonlySet<string>;
  /** The order in which the rest is read, the most urgent first. */
  readonly order: (zones: Iterable<Zone>) => readonly string[];
}

/**
 * Reads into the store what it should hold. Refreshes coalesce: what is requested already is not requested again.
 * Answers that arrive after their identity signed out are dropped.
 */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #active = new Map<string, ActiveReader>();
  /** Zones that wait to be read or are being read, each with the promise of its end. */
  readonly #wanted = new Map<string, PromiseWithResolvers<void>>();
  readonly #reading = new Set<string>();
  /** Lists that are being read, by the signal that aborts them: a new request does not join an aborted one. */
  readonly #lists = new Map<AbortSignal, Promise<void>>();
  /** Ids that wait, the most urgent last; undefined when it has to be sorted again. */
  #queue: string[] | undefined;
  #peers: Promise<void> | undefined;

  constructor(options: RefresherOptions) {
    this.#options = options;
  }

  /** Replaces the readers; cancels requests of removed ones. */
  setReaders(readers: ReadonlyMap<string, ZoneReader>): void {
    for (const [id, session] of this.#active) {
      if (readers.get(id) !== session.reader) {
        session.abort.abort();
        this.#active.delete(id);
      }
    }
    for (const [id, reader] of readers) {
      if (!this.#active.has(id)) {
        this.#active.set(id, { reader, abort: new AbortController() });
      }
    }
    this.#options.store.setIdentities([...readers.keys()]);
  }

  /** Reads all lists, then every zone and the peers of every account. Resolves when all is answered. */
  refreshAll(): Promise<void> {
    return this.refreshOlder(0);
  }

  /**
   * Reads what was asked longer ago than an age, milliseconds: lists first, then zones and the peers of the
   * accounts. Zones whose identities get no answers at all are left as they are. Resolves when all is answered.
   * @param only when given, only these zones are read, and lists only to find them
   */
  async refreshOlder(age: number, only?: ReadonlySet<string>): Promise<void> {
    const { store, now, lookedAt } = this.#options;
    const before = now() - age;
    const isOld = (askedAt: number | undefined) => askedAt === undefined || askedAt <= before;
    const isDue = (zone: Zone) => isOld(zone.askedAt) && this.#isReachable(zone);
    const first = [...lookedAt()].filter((id) => {
      const zone = store.zones.get(id);
      return zone !== undefined && isDue(zone);
    });
    const reading = first.map((id) => this.refreshZone(id));
    const isNeeded = only === undefined || [...only].some((id) => !store.zones.has(id));
    const lists = [...this.#active.keys()].filter((id) => isNeeded && isOld(store.listings.get(id)?.askedAt));
    await Promise.all(lists.map((id) => this.#list(id)));
    const zones = [...store.zones.values()].filter((zone) => (only?.has(zone.id) ?? true) && isDue(zone));
    const peers = lists.length > 0 ? this.#readPeers() : undefined;
    await Promise.all([...reading, ...zones.map(({ id }) => this.#want(id)), peers]);
  }

  /** Reads one zone at once, before all others. Resolves when it is answered. */
  refreshZone(zoneId: string): Promise<void> {
    const wanted = this.#want(zoneId);
    if (!this.#reading.has(zoneId) || this.#isHeldUp(zoneId)) {
      void this.#read(zoneId, true);
    }
    return wanted;
  }

  /** Whether a zone that is being read may still wait for the API's limit, behind which the urgent go first. */
  #isHeldUp(zoneId: string): boolean {
    const { listings, zones } = this.#options.store;
    return (zones.get(zoneId)?.readerIds ?? []).some((id) => listings.get(id)?.pausedUntil !== undefined);
  }

  /** Sorts the queue again, such as when another zone is selected. */
  reorder(): void {
    this.#queue = undefined;
  }

  /** Cancels all requests that wait or are under way. */
  cancelAll(): void {
    for (const session of this.#active.values()) {
      session.abort.abort();
      session.abort = new AbortController();
    }
    for (const [zoneId, { resolve }] of this.#wanted) {
      if (!this.#reading.has(zoneId)) {
        this.#wanted.delete(zoneId);
        resolve();
      }
    }
    this.#queue = undefined;
  }

  dispose(): void {
    this.cancelAll();
    this.#active.clear();
  }

  #isReachable({ readerIds }: Zone): boolean {
    const { listings } = this.#options.store;
    return readerIds.some((id) => {
      const listing = listings.get(id);
      return listing !== undefined && !isCutOff(listing);
    });
  }

  #list(identityId: string): Promise<void> {
    const session = this.#active.get(identityId);
    if (!session) {
      return Promise.resolve();
    }
    const { signal } = session.abort;
    const underWay =
      this.#lists.get(signal) ??
      this.#readList(identityId, session.reader, signal).finally(() => this.#lists.delete(signal));
    this.#lists.set(signal, underWay);
    return underWay;
  }

  async #readList(identityId: string, reader: ZoneReader, signal: AbortSignal): Promise<void> {
    const { store, now } = this.#options;
    store.listing(identityId);
    const list = await reader.listZones({ signal });
    if (!signal.aborted) {
      store.listed(identityId, list, now());
      return;
    }
    const current = this.#active.get(identityId)?.abort.signal;
    if (current && !this.#lists.has(current)) {
      store.listingCancelled(identityId);
    }
  }

  #want(zoneId: string): Promise<void> {
    const known = this.#wanted.get(zoneId);
    if (known) {
      return known.promise;
    }
    const wanted = Promise.withResolvers<void>();
    this.#wanted.set(zoneId, wanted);
    this.#queue = undefined;
    queueMicrotask(() => this.#pump());
    return wanted.promise;
  }

  #pump(): void {
    while (this.#reading.size < this.#options.concurrency()) {
      const zoneId = this.#next();
      if (zoneId === undefined) {
        return;
      }
      void this.#read(zoneId, false);
    }
  }

  #next(): string | undefined {
    if (this.#wanted.size === this.#reading.size) {
      return undefined;
    }
    this.#queue ??= this.#sorted();
    let zoneId = this.#queue.pop();
    while (zoneId !== undefined && (!this.#wanted.has(zoneId) || this.#reading.has(zoneId))) {
      zoneId = this.#queue.pop();
    }
    return zoneId;
  }

  /** What waits, the most urgent last. Zones that are gone stay in it, for whoever waits for them to be told. */
  #sorted(): string[] {
    const { store, order } = this.#options;
    const ids = [...this.#wanted.keys()];
    const zones = ids.flatMap((id) => store.zones.get(id) ?? []);
    return [...ids.filter((id) => !store.zones.has(id)), ...order(zones).toReversed()];
  }

  async #read(zoneId: string, urgent: boolean): Promise<void> {
    const { store, now } = this.#options;
    this.#reading.add(zoneId);
    store.reading(zoneId);
    const { readerIds = [] } = store.zones.get(zoneId) ?? {};
    const answered = await this.#firstAllowed(readerIds, urgent, (reader, options) =>
      reader.getIncoming(zoneId, options),
    );
    this.#reading.delete(zoneId);
    if (answered) {
      store.read(zoneId, answered.readerId, answered.result, now());
    } else {
      store.requestCancelled(zoneId);
    }
    this.#wanted.get(zoneId)?.resolve();
    this.#wanted.delete(zoneId);
    this.#pump();
  }

  #readPeers(): Promise<void> {
    this.#peers ??= this.#readAllPeers().finally(() => {
      this.#peers = undefined;
    });
    return this.#peers;
  }

  async #readAllPeers(): Promise<void> {
    const { store } = this.#options;
    const readers = new Map<string, Set<string>>();
    for (const zone of store.zones.values()) {
      if (zone.account) {
        const known = readers.get(zone.account.id) ?? new Set();
        readers.set(zone.account.id, known);
        for (const readerId of zone.readerIds) {
          known.add(readerId);
        }
      }
    }
    const read = async ([accountId, ids]: [string, Set<string>]) => {
      const answered = await this.#firstAllowed([...ids], false, (reader, options) =>
        reader.getPeers(accountId, options),
      );
      if (answered) {
        store.peersRead(accountId, answered.result);
      }
    };
    await Promise.all([...readers].map(read));
  }

  /** Asks the identities in turn, as long as they are not permitted; undefined when the request was aborted. */
  async #firstAllowed<T>(
    readerIds: readonly string[],
    urgent: boolean,
    ask: (reader: ZoneReader, options: RequestOptions) => Promise<Result<T>>,
  ): Promise<Answered<T> | undefined> {
    let last: Answered<T> | undefined;
    for (const readerId of readerIds) {
      const session = this.#active.get(readerId);
      if (!session) {
        continue;
      }
      const { signal } = session.abort;
      const result = await ask(session.reader, { signal, urgent });
      if (signal.aborted) {
        continue;
      }
      last = { readerId, result };
      if (result.ok || !REFUSED.has(result.failure.kind)) {
        break;
      }
    }
    return last;
  }
}

/** Another identity may be allowed what this one is not. */
const REFUSED: ReadonlySet<string> = new Set(['forbidden', 'unauthenticated', 'not-found']);

/** Reads for the store with the credential of one identity. Nothing here rejects. */
export interface ZoneReader {
  listZones(options: RequestOptions): Promise<ZoneList>;
  getIncoming(zoneId: string, options: RequestOptions): Promise<Result<Incoming | null>>;
  getPeers(accountId: string, options: RequestOptions): Promise<Result<readonly Peer[]>>;
}
