import * as vscode from 'vscode';
import type { DetailsView } from './details/detailsView.ts';
import type { PeersView } from './peers/peersView.ts';
import type { ZonesView } from './zones/zonesView.ts';

/** What the person can see, and what they look at closely. Specified in test/ui/palette.test.ts. */
export class Visibility {
  readonly #zones: ZonesView;
  readonly #peers: PeersView;
  readonly #details: DetailsView;

  constructor(zones: ZonesView, peers: PeersView, details: DetailsView) {
    this.#zones = zones;
    this.#peers = peers;
    this.#details = details;
  }

  /** The zones that are visible; undefined for all, empty for none. */
  get visibleZones(): ReadonlySet<string> | undefined {
    return this.#zones.visible || this.#peers.visible ? undefined : this.#details.openZones;
  }

  /** The zones whose pages are open, and the one that is selected. */
  get lookedAt(): ReadonlySet<string> {
    const { selectedZone } = this.#zones;
    return new Set([...this.#details.openZones, ...(selectedZone === undefined ? [] : [selectedZone])]);
  }

  /** Calls a listener when a view or a page is shown or hidden. */
  onDidChange(listener: () => void): vscode.Disposable {
    return vscode.Disposable.from(
      this.#zones.onDidChangeVisibility(listener),
      this.#peers.onDidChangeVisibility(listener),
      this.#details.onDidChangeActive(listener),
    );
  }
}
