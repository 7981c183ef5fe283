import * as vscode from 'vscode';
import type { PeersNode } from './nodes.ts';
import type { PeersTree } from './peersTree.ts';

export const PEERS_VIEW = 'secondaryDns.peers';

/** The view of the peers of all accounts. What draws it is loaded when it is first seen. */
export class PeersView implements vscode.Disposable {
  readonly #load: () => Promise<PeersTree>;
  readonly #changed = new vscode.EventEmitter<PeersNode[] | undefined>();
  readonly #view: vscode.TreeView<PeersNode>;
  #loading: Promise<PeersTree> | undefined;
  #tree: PeersTree | undefined;

  readonly onDidChangeVisibility: vscode.Event<unknown>;

  constructor(load: () => Promise<PeersTree>) {
    this.#load = load;
    this.#view = vscode.window.createTreeView<PeersNode>(PEERS_VIEW, {
      treeDataProvider: {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (node) => (await this.#loaded()).getChildren(node),
        getTreeItem: async (node) => (await this.#loaded()).getTreeItem(node),
        getParent: async (node) => (await this.#loaded()).getParent(node),
        resolveTreeItem: async (item, node) => (await this.#loaded()).resolveTreeItem(item, node),
      },
      showCollapseAll: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Draws everything anew, such as when a setting changed. */
  redraw(): void {
    this.#tree?.redraw();
  }

  /** Draws anew what time alone has changed. */
  tick(): void {
    if (this.#view.visible) {
      this.#tree?.tick();
    }
  }

  /** The value that a row of a fact shows, in full; undefined for any other row. */
  valueOf(row: unknown): string | undefined {
    return this.#tree?.valueOf(row);
  }

  /** Opens the view, selects a peer's row and unfolds it. A tag that nothing has is not looked for. */
  async reveal(tag: string): Promise<void> {
    const node = (await this.#loaded()).node(tag);
    if (node) {
      await this.#view.reveal(node, { select: true, focus: true, expand: true });
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#tree?.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<PeersTree> {
    this.#loading ??= this.#load().then((tree) => {
      this.#tree = tree;
      tree.onDidChangeTreeData((nodes) => this.#changed.fire(nodes));
      return tree;
    });
    return this.#loading;
  }
}
