import * as vscode from 'vscode';
import * as l10n from '../../text/l10n.ts';
import { joined } from '../../text/text.ts';
import { needsAttention, ZONE_STATES, type ZoneState } from '../../zones/state.ts';
import type { ZoneStore } from '../../zones/store.ts';
import type { ContextKeySetter } from '../contextKeys.ts';
import { stateText } from '../text/stateText.ts';
import { ZONES_VIEW } from '../viewIds.ts';
import { welcomeOf } from './welcome.ts';
import { ZonesTree, type ZonesTreeOptions } from './zonesTree.ts';
import type { Arrangement, TreeNode } from './zonesTreeModel.ts';

export interface ZonesViewOptions extends ZonesTreeOptions {
  readonly contextKeys: ContextKeySetter;
  readonly settingIsWrong: () => boolean;
}

/**
 * The view of the zones: the tree, its badge, its message, and what stands in its place when it is empty.
 * Specified in test/ui/browse.test.ts.
 */
export class ZonesView implements vscode.Disposable {
  readonly tree: ZonesTree;
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #options: ZonesViewOptions;
  readonly #disposables: vscode.Disposable[];
  readonly #startedOnce = Promise.withResolvers<void>();
  #countdown: NodeJS.Timeout | undefined;
  #started = false;

  readonly onDidChangeVisibility: vscode.Event<unknown>;
  readonly onDidChangeSelection: vscode.Event<unknown>;

  constructor(options: ZonesViewOptions) {
    this.#options = options;
    this.tree = new ZonesTree(options);
    this.#view = vscode.window.createTreeView(ZONES_VIEW, {
      treeDataProvider: this.#provider(),
      showCollapseAll: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.onDidChangeSelection = this.#view.onDidChangeSelection;
    this.#disposables = [
      this.#view,
      this.tree,
      this.tree.onDidChangeZones(() => this.#summarize()),
      { dispose: options.store.onDidChange(({ kind }) => kind === 'listing' && this.#summarize()) },
      { dispose: () => clearTimeout(this.#countdown) },
    ];
  }

  /** Whether the stored sign-ins have been read. */
  get isStarted(): boolean {
    return this.#started;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** The zone that is selected, or that the selected row belongs to. */
  get selectedZone(): string | undefined {
    const node = this.#view.selection[0];
    return node && 'zoneId' in node ? node.zoneId : undefined;
  }

  /** Marks the stored sign-ins as read: from now on an empty view means that nobody is signed in. */
  started(): void {
    this.#started = true;
    this.#startedOnce.resolve();
    this.#summarize();
  }

  arrange(change: Partial<Arrangement>): void {
    this.tree.arrangement = { ...this.tree.arrangement, ...change };
  }

  /** Redraws what time alone has changed. */
  tick(): void {
    if (this.#view.visible) {
      this.tree.tick();
    }
  }

  /** Selects a zone's row and scrolls to it; a filter that hides it is lifted. */
  async reveal(zoneId: string): Promise<void> {
    const { store } = this.#options;
    const { states } = this.tree.arrangement;
    const zone = store.zones.get(zoneId);
    if (zone && states && !states.has(this.tree.stateOf(zone))) {
      this.arrange({ states: undefined });
    }
    await this.#view.reveal(this.tree.node(zoneId), { select: true, focus: true });
  }

  /** Shows progress on the view until the work is done. */
  busy(work: Promise<void>): Promise<void> {
    return Promise.resolve(vscode.window.withProgress({ location: { viewId: ZONES_VIEW } }, () => work));
  }

  dispose(): void {
    for (const disposable of this.#disposables) {
      disposable.dispose();
    }
  }

  /**
   * The tree, whose first rows wait for the stored sign-ins and the snapshot: rows that are drawn empty first would
   * be drawn again only after VS Code's own delay.
   */
  #provider(): vscode.TreeDataProvider<TreeNode> {
    const { tree } = this;
    return {
      onDidChangeTreeData: tree.onDidChangeTreeData,
      getChildren: (node) =>
        this.#started ? tree.getChildren(node) : this.#startedOnce.promise.then(() => tree.getChildren(node)),
      getTreeItem: (node) => tree.getTreeItem(node),
      getParent: (node) => tree.getParent(node),
      resolveTreeItem: (item, node) => tree.resolveTreeItem(item, node),
    };
  }

  #summarize(): void {
    if (!this.#started) {
      return;
    }
    const { store, contextKeys, settingIsWrong } = this.#options;
    const { order, states } = this.tree.arrangement;
    const countByState = this.tree.countByState();
    const sum = (counts: Iterable<readonly [string, number]>) =>
      Array.from(counts).reduce((all, [, count]) => all + count, 0);
    const shown = sum([...countByState].filter(([state]) => !states || states.has(state)));
    const troubled = sum([...countByState].filter(([state]) => needsAttention(state)));
    contextKeys.set('secondaryDns.welcome', welcomeOf(store, { settingIsWrong: settingIsWrong(), shown }));
    contextKeys.set('secondaryDns.signedIn', store.listings.size > 0);
    contextKeys.set('secondaryDns.signedOut', store.listings.size === 0);
    contextKeys.set('secondaryDns.order', order);
    contextKeys.set('secondaryDns.filtered', states !== undefined);
    this.#view.badge =
      troubled > 0
        ? { value: troubled, tooltip: l10n.t('{0} of {1} zones need attention', troubled, store.zones.size) }
        : undefined;
    this.#tell();
  }

  /** Updates the message above the tree: a wait for the API's limit, counted down, and what the filter hides. */
  #tell(): void {
    const { store, display } = this.#options;
    const wait = pauseLeft(store, display().now);
    const { states } = this.tree.arrangement;
    this.#view.message = [
      wait > 0
        ? l10n.t('Cloudflare’s limit of requests is reached: resuming in {0} s.', Math.ceil(wait / 1000))
        : '',
      states && store.zones.size > 0 ? filterText(states, store.zones.size) : '',
    ]
      .filter(Boolean)
      .join(' ');
    clearTimeout(this.#countdown);
    this.#countdown = wait > 0 ? setTimeout(() => this.#tell(), 1000) : undefined;
  }
}

/** Milliseconds until requests go on, 0 when none waits. */
function pauseLeft({ listings }: ZoneStore, now: number): number {
  return Math.max(0, ...[...listings.values()].map(({ pausedUntil }) => (pausedUntil ?? now) - now));
}

function filterText(states: ReadonlySet<ZoneState>, all: number): string {
  const names = ZONE_STATES.filter((state) => states.has(state)).map(stateText);
  return l10n.t('Of {0} zones those are shown that are: {1}', all, joined(names, ', '));
}
