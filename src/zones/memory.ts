import path from 'node:path';
import { HistoryKeeper } from './historyKeeper.ts';
import { HistoryStore } from './historyStore.ts';
import type { FileKeeping } from './identityFiles.ts';
import type { Observation } from './observation.ts';
import { takeSnapshot } from './snapshot.ts';
import { SnapshotStore } from './snapshotStore.ts';
import type { StoreChange, ZoneStore } from './store.ts';
import type { Zone } from './zone.ts';

export interface MemoryOptions extends FileKeeping {
  readonly store: ZoneStore;
  readonly overdueFactor: () => number;
}

/** What is known of zones beyond this window: the last snapshot, and the story of each zone. No credential is in it. */
export class Memory {
  readonly #store: ZoneStore;
  readonly #snapshots: SnapshotStore;
  readonly #histories: HistoryStore;
  readonly #keeper: HistoryKeeper;
  readonly #endListening: () => void;

  constructor({ store, overdueFactor, folder, ...keeping }: MemoryOptions) {
    this.#store = store;
    this.#snapshots = new SnapshotStore({
      ...keeping,
      folder: path.join(folder, 'snapshots'),
      snapshot: (id) =>
        takeSnapshot(id, store.zones.values(), (account) => store.accountPeers(account)?.peers),
    });
    this.#keeper = new HistoryKeeper({
      store,
      overdueFactor,
      onChange: (identityIds) => this.#histories.changed(identityIds),
    });
    this.#histories = new HistoryStore({
      ...keeping,
      folder: path.join(folder, 'histories'),
      histories: (id) => this.#keeper.take(id),
    });
    this.#endListening = store.onDidChange((change) => this.#note(change));
  }

  /** What was seen of a zone, oldest first. */
  storyOf(zone: Zone): readonly Observation[] {
    return this.#keeper.of(zone);
  }

  /**
   * Forgets what other identities knew, and brings back what these knew last.
   * @param changed whether anybody came or went since the last time
   */
  async recall(identityIds: readonly string[], changed: boolean): Promise<void> {
    this.#keeper.keepOnly(identityIds);
    await Promise.all([this.#snapshots.keepOnly(identityIds), this.#histories.keepOnly(identityIds)]);
    for (const id of changed ? identityIds : []) {
      const [snapshot, histories] = await Promise.all([this.#snapshots.read(id), this.#histories.read(id)]);
      if (snapshot) {
        this.#store.restore(id, snapshot);
      }
      if (histories) {
        this.#keeper.recall(id, histories);
      }
    }
  }

  /** Writes what is not written yet. */
  async flush(): Promise<void> {
    await Promise.all([this.#snapshots.flush(), this.#histories.flush()]);
  }

  dispose(): void {
    this.#endListening();
    this.#keeper.dispose();
  }

  #note(change: StoreChange): void {
    if (change.kind === 'zone') {
      this.#snapshots.changed(this.#store.zones.get(change.id)?.readers ?? []);
    } else if (change.kind !== 'listing') {
      this.#snapshots.changed(this.#store.listings.keys());
    }
  }
}
