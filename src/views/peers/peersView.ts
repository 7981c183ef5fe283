import * as vscode from 'vscode';
import type { Id } from '../../text/id.ts';
import type { Text } from '../../text/text.ts';
import { PEERS_VIEW } from '../viewIds.ts';
import { PeersTree, type PeersTreeOptions } from './peersTree.ts';
import type { PeersNode } from './peersTreeModel.ts';

/** The view of the peers of all accounts. Specified in test/ui/peers.test.ts. */
export class PeersView implements vscode.Disposable {
  readonly #tree: PeersTree;
  readonly #view: vscode.TreeView<PeersNode>;

  readonly onDidChangeVisibility: vscode.Event<unknown>;

  constructor(options: PeersTreeOptions) {
    this.#tree = new PeersTree(options);
    this.#view = vscode.window.createTreeView(PEERS_VIEW, {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
    });
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Redraws everything, such as when a setting changed. */
  redraw(): void {
    this.#tree.redraw();
  }

  /** Redraws what time alone has changed. */
  tick(): void {
    if (this.#view.visible) {
      this.#tree.tick();
    }
  }

  /** The value that a row of a fact shows, in full; undefined for any other row. */
  valueOf(row: unknown): Text | undefined {
    return this.#tree.valueOf(row);
  }

  /** Opens the view, selects a peer's row and unfolds it. @returns whether there is such a row */
  async reveal(tag: Id): Promise<boolean> {
    const node = this.#tree.node(tag);
    if (node) {
      await this.#view.reveal(node, { select: true, focus: true, expand: true });
    }
    return node !== undefined;
  }

  dispose(): void {
    this.#view.dispose();
    this.#tree.dispose();
  }
}
