import * as vscode from 'vscode';
import type { ZoneState } from '../../zones/state.ts';
import type { StoreChange, ZoneStore } from '../../zones/store.ts';
import { type Zone, zoneName } from '../../zones/zone.ts';
import { type Moment, peerText, type Row, type Tooltip, zoneRow, zoneTooltip } from '../tree/rows.ts';
import { tooltipMarkdown } from '../tree/tooltip.ts';
import { leaf } from '../tree/treeItem.ts';
import { PeerForest } from './forest.ts';
import type {
  AccountPeerNode,
  PeerFactNode,
  PeersAccountNode,
  PeersNode,
  PeersNoticeNode,
  PeerZoneNode,
} from './nodes.ts';
import type { AccountUse } from './peerUse.ts';
import {
  accountPeerRow,
  accountPeerTooltip,
  accountRow,
  noticeRow,
  noticeTooltip,
  type PeerFact,
  peerFactRow,
  peerFacts,
} from './rows.ts';

/** Milliseconds that changes are gathered before the tree is told. */
const GATHER = 100;

export interface PeersTreeOptions {
  readonly store: ZoneStore;
  readonly moment: () => Moment;
  readonly stateOf: (zone: Zone) => ZoneState;
}

/** Draws the peers that the store holds as a tree. It asks nobody. */
export class PeersTree implements vscode.TreeDataProvider<PeersNode>, vscode.Disposable {
  readonly #options: PeersTreeOptions;
  readonly #forest: PeerForest;
  readonly #changed = new vscode.EventEmitter<PeersNode[] | undefined>();
  readonly #unsubscribe: () => void;
  /** What the rows of zones say, by node. */
  readonly #drawn = new Map<PeerZoneNode, string>();
  readonly #stale = new Set<string>();
  #restructure = false;
  #gathering: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: PeersTreeOptions) {
    this.#options = options;
    this.#forest = new PeerForest(options.store, options.stateOf);
    this.#unsubscribe = options.store.onDidChange((change) => this.#gather(change));
  }

  /** Draws everything anew, such as when a setting changed. */
  redraw(): void {
    this.#restructure = true;
    this.#flush();
  }

  /** Draws anew what time alone has changed: a zone that became overdue, an age that grew. */
  tick(): void {
    this.#redrawOld(this.#drawn.keys());
  }

  /** The node of a peer; undefined when neither an account nor a zone has it. */
  node(tag: string): PeersNode | undefined {
    this.#flush();
    return this.#forest.peer(tag);
  }

  /** The value that a row of a fact shows, in full; undefined for any other row. */
  valueOf(row: unknown): string | undefined {
    const node = this.#forest.fact(row);
    return node && this.#fact(node)?.value;
  }

  getParent(node: PeersNode): PeersNode | undefined {
    return this.#forest.parent(node);
  }

  getChildren(node?: PeersNode): PeersNode[] {
    return [...(node ? this.#forest.children(node) : this.#forest.roots())];
  }

  getTreeItem(node: PeersNode): vscode.TreeItem {
    switch (node.kind) {
      case 'notice':
        return this.#accountItem(node, noticeRow);
      case 'account': {
        const item = this.#accountItem(node, accountRow);
        item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
        return item;
      }
      case 'peer':
        return this.#peerItem(node);
      case 'fact':
        return this.#factItem(node);
      case 'zone':
        return this.#zoneItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: PeersNode): vscode.TreeItem {
    const tooltip = this.#tooltip(node);
    if (tooltip) {
      item.tooltip = tooltipMarkdown(tooltip);
    }
    return item;
  }

  dispose(): void {
    clearTimeout(this.#gathering);
    this.#unsubscribe();
    this.#changed.dispose();
  }

  #tooltip(node: PeersNode): Tooltip | undefined {
    switch (node.kind) {
      case 'zone':
        return this.#zoneTooltip(node.zoneId);
      case 'peer': {
        const use = this.#forest.use(node);
        return use && accountPeerTooltip(use, this.#forest.zonesOf(use).map(zoneName), this.#complete);
      }
      case 'fact': {
        const fact = this.#fact(node);
        return fact && { heading: fact.label, sentences: [fact.text], facts: [] };
      }
      case 'notice':
      case 'account': {
        const account = this.#forest.account(node.accountId);
        return account && noticeTooltip(account);
      }
    }
  }

  get #complete(): boolean {
    return this.#forest.uses.complete;
  }

  #zoneTooltip(zoneId: string): Tooltip | undefined {
    const { store, stateOf, moment } = this.#options;
    const zone = store.zones.get(zoneId);
    const peerName = (tag: string) => peerText(tag, store.peer(tag));
    return zone && zoneTooltip(zone, stateOf(zone), peerName, moment());
  }

  #zoneRow({ zoneId }: PeerZoneNode): Row | undefined {
    const { store, stateOf, moment } = this.#options;
    const zone = store.zones.get(zoneId);
    return zone && zoneRow(zone, stateOf(zone), moment());
  }

  #fact(node: PeerFactNode): PeerFact | undefined {
    const use = this.#forest.use(node);
    return use && peerFacts(use).find(({ key }) => key === node.fact);
  }

  #accountItem(
    { id, kind, accountId }: PeersNoticeNode | PeersAccountNode,
    row: (account: AccountUse) => Row | undefined,
  ): vscode.TreeItem {
    const account = this.#forest.account(accountId);
    const drawn = account && row(account);
    return drawn ? leaf(id, kind, drawn) : new vscode.TreeItem('');
  }

  #peerItem(node: AccountPeerNode): vscode.TreeItem {
    const use = this.#forest.use(node);
    if (!use) {
      return new vscode.TreeItem('');
    }
    const context = use.peer?.ip ? 'peer address' : 'peer';
    const item = leaf(node.id, context, accountPeerRow(use, this.#complete));
    item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
    return item;
  }

  #factItem(node: PeerFactNode): vscode.TreeItem {
    const fact = this.#fact(node);
    return fact
      ? leaf(node.id, fact.value === undefined ? 'fact' : 'fact copyable', peerFactRow(fact))
      : new vscode.TreeItem('');
  }

  #zoneItem(node: PeerZoneNode): vscode.TreeItem {
    const row = this.#zoneRow(node);
    if (!row) {
      return new vscode.TreeItem('');
    }
    this.#drawn.set(node, row.spoken);
    return leaf(node.id, 'zone', row);
  }

  #gather(change: StoreChange): void {
    if (change.kind === 'zone') {
      this.#stale.add(change.id);
    } else if (change.kind === 'list' || change.kind === 'peers') {
      this.#restructure = true;
    }
    this.#gathering ??= setTimeout(() => this.#flush(), GATHER);
  }

  #flush(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const affected = this.#restructure ? 'everything' : this.#forest.affected(this.#stale);
    this.#stale.clear();
    this.#restructure = false;
    if (affected === 'everything') {
      this.#forest.forget();
      this.#drawn.clear();
      this.#changed.fire(undefined);
    } else {
      this.#redrawOld(affected);
    }
  }

  /** Draws those rows of zones anew that no longer say what they should. */
  #redrawOld(nodes: Iterable<PeerZoneNode>): void {
    const old = Array.from(nodes).filter((node) => {
      const spoken = this.#drawn.get(node);
      return spoken !== undefined && spoken !== this.#zoneRow(node)?.spoken;
    });
    if (old.length > 0) {
      this.#changed.fire(old);
    }
  }
}
