import * as vscode from 'vscode';

/** Draws the rows of a view. */
export type Tree<Node> = Required<
  Pick<
    vscode.TreeDataProvider<Node>,
    'onDidChangeTreeData' | 'getChildren' | 'getTreeItem' | 'getParent' | 'resolveTreeItem'
  >
>;

/** A view whose tree is loaded when its rows are first asked for. */
export class LazyTreeView<Node> implements vscode.Disposable {
  readonly view: vscode.TreeView<Node>;
  readonly #load: () => Promise<Tree<Node>>;
  readonly #changed = new vscode.EventEmitter<
    Parameters<Parameters<Tree<Node>['onDidChangeTreeData']>[0]>[0]
  >();
  #tree: Promise<Tree<Node>> | undefined;

  constructor(id: string, load: () => Promise<Tree<Node>>) {
    this.#load = load;
    const treeDataProvider: Tree<Node> = {
      onDidChangeTreeData: this.#changed.event,
      getChildren: async (node) => (await this.#loaded()).getChildren(node),
      getTreeItem: async (node) => (await this.#loaded()).getTreeItem(node),
      getParent: async (node) => (await this.#loaded()).getParent(node),
      resolveTreeItem: async (item, node, token) => (await this.#loaded()).resolveTreeItem(item, node, token),
    };
    this.view = vscode.window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<Tree<Node>> {
    this.#tree ??= this.#load().then((tree) => {
      tree.onDidChangeTreeData((change) => this.#changed.fire(change));
      return tree;
    });
    return this.#tree;
  }
}
