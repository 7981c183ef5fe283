import path from 'node:path';
import type { Unwiped } from '../privateFiles.ts';
import type { Observation } from '../zones/observation.ts';
import type { StoreChange, ZoneStore } from '../zones/store.ts';
import type { Zone } from '../zones/zone.ts';
import { HistoryFiles } from './histories.ts';
import { HistoryKeeper } from './historyKeeper.ts';
import type { FileKeeping } from './identityFiles.ts';
import { SnapshotFiles, takeSnapshot } from './snapshots.ts';

export interface ZoneStorageOptions extends FileKeeping {
  readonly store: ZoneStore;
  readonly overdueFactor: () => number;
}

/** What is known of zones beyond this window: the last snapshot, and the story of each zone. No credential is in it. */
export class ZoneStorage {
  readonly #store: ZoneStore;
  readonly #snapshots: SnapshotFiles;
  readonly #histories: HistoryFiles;
  readonly #keeper: HistoryKeeper;
  readonly #endListening: () => void;

  constructor({ store, overdueFactor, folder, ...keeping }: ZoneStorageOptions) {
    this.#store = store;
    this.#snapshots = new SnapshotFiles({
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
    this.#histories = new HistoryFiles({
      ...keeping,
      folder: path.join(folder, 'histories'),
      histories: (id) => this.#keeper.take(id),
    });
    this.#endListening = store.onDidChange((change) => this.#note(change));
  }

  /** What was seen of a zone, oldest first. */
  historyOf(zone: Zone): readonly Observation[] {
    return this.#keeper.of(zone);
  }

  /**
   * Wipes what identities other than these knew, in memory and on disk: Sign Out ends here. With nobody it wipes
   * everything. Resolves when the files are gone.
   * @returns what could not be deleted
   */
  async wipeOthers(identityIds: readonly string[]): Promise<readonly Unwiped[]> {
    this.#keeper.wipeOthers(identityIds);
    const left = await Promise.all([
      this.#snapshots.wipeOthers(identityIds),
      this.#histories.wipeOthers(identityIds),
    ]);
    return left.flat();
  }

  /** Brings back what these identities knew last. */
  async restore(identityIds: readonly string[]): Promise<void> {
    for (const id of identityIds) {
      const [snapshot, histories] = await Promise.all([this.#snapshots.read(id), this.#histories.read(id)]);
      if (snapshot) {
        this.#store.restore(id, snapshot);
      }
      if (histories) {
        this.#keeper.restore(id, histories);
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
      this.#snapshots.changed(this.#store.zones.get(change.zoneId)?.readerIds ?? []);
    } else if (change.kind !== 'listing') {
      this.#snapshots.changed(this.#store.listings.keys());
    }
  }
}
