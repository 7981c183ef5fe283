import type { Result } from '../cloudflare/failure.ts';
import type { ZoneReader } from './reader.ts';
import type { ZoneStore } from './store.ts';
import type { Zone } from './zone.ts';

interface Session {
  readonly reader: ZoneReader;
  readonly abort: AbortController;
}

export interface RefresherOptions {
  readonly store: ZoneStore;
  /** How many zones are read at the same time. */
  readonly concurrency: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The order in which zones are read, the most urgent first. */
  readonly order: (zones: Iterable<Zone>) => readonly string[];
}

/**
 * Asks for what the store should hold. Refreshes coalesce: what is asked for already is not asked again.
 * Answers that come after their identity signed out are dropped.
 */
export class Refresher {
  readonly #options: RefresherOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #underWay = new Map<string, Promise<void>>();
  #all: Promise<void> | undefined;

  constructor(options: RefresherOptions) {
    this.#options = options;
  }

  /** Says who may be asked. Requests of those who are gone are given up. */
  setReaders(readers: ReadonlyMap<string, ZoneReader>): void {
    for (const [id, session] of this.#sessions) {
      if (readers.get(id) !== session.reader) {
        session.abort.abort();
        this.#sessions.delete(id);
      }
    }
    for (const [id, reader] of readers) {
      if (!this.#sessions.has(id)) {
        this.#sessions.set(id, { reader, abort: new AbortController() });
      }
    }
    this.#options.store.setIdentities([...readers.keys()]);
  }

  /** Reads all lists, then every zone and the peers of every account. Resolves when all is answered. */
  refreshAll(): Promise<void> {
    this.#all ??= this.#refreshAll().finally(() => {
      this.#all = undefined;
    });
    return this.#all;
  }

  /** Reads one zone. Resolves when it is answered. */
  refreshZone(zoneId: string): Promise<void> {
    const underWay = this.#underWay.get(zoneId);
    if (underWay) {
      return underWay;
    }
    const reading = this.#readZone(zoneId).finally(() => this.#underWay.delete(zoneId));
    this.#underWay.set(zoneId, reading);
    return reading;
  }

  dispose(): void {
    for (const { abort } of this.#sessions.values()) {
      abort.abort();
    }
    this.#sessions.clear();
  }

  async #refreshAll(): Promise<void> {
    await Promise.all([...this.#sessions].map(([id, session]) => this.#list(id, session)));
    await Promise.all([this.#readZones(), this.#readPeers()]);
  }

  async #list(identityId: string, { reader, abort }: Session): Promise<void> {
    const { store } = this.#options;
    store.listing(identityId);
    const list = await reader.listZones(abort.signal);
    if (!abort.signal.aborted) {
      store.listed(identityId, list);
    }
  }

  async #readZones(): Promise<void> {
    const { store, order, concurrency } = this.#options;
    const queue = [...order(store.zones.values())].reverse();
    const work = async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        await this.refreshZone(id);
      }
    };
    await Promise.all(Array.from({ length: concurrency() }, work));
  }

  async #readZone(zoneId: string): Promise<void> {
    const { store, now } = this.#options;
    const readers = store.zones.get(zoneId)?.readers ?? [];
    store.reading(zoneId);
    const answered = await this.#firstAllowed(readers, (reader, signal) =>
      reader.getIncoming(zoneId, signal),
    );
    if (answered) {
      store.read(zoneId, answered.readerId, answered.result, now());
    } else {
      store.gaveUp(zoneId);
    }
  }

  async #readPeers(): Promise<void> {
    const { store } = this.#options;
    const readers = new Map<string, Set<string>>();
    for (const zone of store.zones.values()) {
      if (zone.account) {
        const known = readers.get(zone.account.id) ?? new Set();
        readers.set(zone.account.id, new Set([...known, ...zone.readers]));
      }
    }
    const read = async ([accountId, ids]: [string, Set<string>]) => {
      const answered = await this.#firstAllowed([...ids], (reader, signal) =>
        reader.getPeers(accountId, signal),
      );
      if (answered) {
        store.peersRead(accountId, answered.result);
      }
    };
    await Promise.all([...readers].map(read));
  }

  /** Asks the identities in turn, as long as they are not permitted; undefined when all signed out meanwhile. */
  async #firstAllowed<T>(
    readerIds: readonly string[],
    ask: (reader: ZoneReader, signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<{ readonly readerId: string; readonly result: Result<T> } | undefined> {
    let last: { readonly readerId: string; readonly result: Result<T> } | undefined;
    for (const readerId of readerIds) {
      const session = this.#sessions.get(readerId);
      if (!session) {
        continue;
      }
      const result = await ask(session.reader, session.abort.signal);
      if (session.abort.signal.aborted) {
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
