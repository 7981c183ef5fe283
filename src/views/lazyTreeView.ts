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
  #loading: Promise<Tree<Node>> | undefined;
  #tree: Tree<Node> | undefined;

  constructor(id: string, load: () => Promise<Tree<Node>>) {
    this.#load = load;
    const treeDataProvider: Tree<Node> = {
      onDidChangeTreeData: this.#changed.event,
      getChildren: (node) => this.#ask((tree) => tree.getChildren(node)),
      getTreeItem: (node) => this.#ask((tree) => tree.getTreeItem(node)),
      getParent: (node) => this.#ask((tree) => tree.getParent(node)),
      resolveTreeItem: (item, node, token) => this.#ask((tree) => tree.resolveTreeItem(item, node, token)),
    };
    this.view = vscode.window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }

  /** A tree that is loaded answers at once: an answer that comes later may cross a change that VS Code was told of. */
  #ask<T>(ask: (tree: Tree<Node>) => T | Thenable<T>): T | Thenable<T> {
    return this.#tree ? ask(this.#tree) : this.#loaded().then(ask);
  }

  #loaded(): Promise<Tree<Node>> {
    this.#loading ??= this.#load().then((tree) => {
      this.#tree = tree;
      tree.onDidChangeTreeData((change) => this.#changed.fire(change));
      return tree;
    });
    return this.#loading;
  }
}
