import type * as vscode from 'vscode';
import type { PeersNode } from './nodes.ts';
import type { PeersTree } from './peersTree.ts';

/** The view of the peers of all accounts. What draws it is loaded when it is first seen. */
export class PeersView implements vscode.Disposable {
  readonly #view: vscode.TreeView<PeersNode>;
  readonly #load: () => Promise<PeersTree>;
  #loading: Promise<PeersTree> | undefined;
  #loaded: PeersTree | undefined;

  readonly onDidChangeVisibility: vscode.Event<unknown>;

  constructor(view: vscode.TreeView<PeersNode>, load: () => Promise<PeersTree>) {
    this.#view = view;
    this.#load = load;
    this.onDidChangeVisibility = view.onDidChangeVisibility;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  tree(): Promise<PeersTree> {
    this.#loading ??= this.#load().then((tree) => {
      this.#loaded = tree;
      return tree;
    });
    return this.#loading;
  }

  /** Draws everything anew, such as when a setting changed. */
  redraw(): void {
    this.#loaded?.redraw();
  }

  /** Draws anew what time alone has changed. */
  tick(): void {
    if (this.#view.visible) {
      this.#loaded?.tick();
    }
  }

  /** The value that a row of a fact shows, in full; undefined for any other row. */
  valueOf(row: unknown): string | undefined {
    return this.#loaded?.valueOf(row);
  }

  /** Opens the view, selects a peer's row and unfolds it. A tag that nothing has is not looked for. */
  async reveal(tag: string): Promise<void> {
    const node = (await this.tree()).node(tag);
    if (node) {
      await this.#view.reveal(node, { select: true, focus: true, expand: true });
    }
  }

  dispose(): void {
    this.#loaded?.dispose();
  }
}
