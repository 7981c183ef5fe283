import type { StoreChange, ZoneStore } from '../../zones/store.ts';

/** Milliseconds that changes are gathered before a tree is redrawn. */
const GATHER = 100;

/** What has changed since a tree was last redrawn. */
export interface GatheredChanges {
  /** Zones that have other contents. */
  readonly zoneIds: readonly string[];
  /** Rows may have come, gone or moved. */
  readonly structure: boolean;
  /** Peers may have another name or address. */
  readonly peers: boolean;
}

/** Gathers the changes of the store, so that a tree is redrawn once for many of them. */
export class ChangeQueue {
  readonly #apply: (changes: GatheredChanges) => void;
  readonly #endListening: () => void;
  readonly #zoneIds = new Set<string>();
  #structure = false;
  #peers = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param apply redraws what changed; it is called for listings too, with nothing gathered */
  constructor(store: ZoneStore, apply: (changes: GatheredChanges) => void) {
    this.#apply = apply;
    this.#endListening = store.onDidChange((change) => this.#add(change));
  }

  /** Adds zones whose rows are old for another reason than a change of the store, such as time. */
  addZones(zoneIds: Iterable<string>): void {
    for (const zoneId of zoneIds) {
      this.#zoneIds.add(zoneId);
    }
  }

  /** Forgets what was gathered: VS Code asks for all rows again, and is given them as they are now. */
  forget(): void {
    this.#zoneIds.clear();
    this.#structure = false;
    this.#peers = false;
  }

  /** Redraws everything now. */
  flushAll(): void {
    this.#structure = true;
    this.flush();
  }

  /** Redraws now what was gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = { zoneIds: [...this.#zoneIds], structure: this.#structure, peers: this.#peers };
    this.forget();
    this.#apply(changes);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#endListening();
  }

  #add(change: StoreChange): void {
    if (change.kind === 'zone') {
      this.#zoneIds.add(change.zoneId);
    } else if (change.kind === 'list') {
      this.#structure = true;
    } else if (change.kind === 'peers') {
      this.#peers = true;
    }
    this.#timer ??= setTimeout(() => this.flush(), GATHER);
  }
}
