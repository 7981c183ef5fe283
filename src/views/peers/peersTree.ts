import * as vscode from 'vscode';
import type { Id } from '../../text/id.ts';
import type { Text } from '../../text/text.ts';
import type { ZoneState } from '../../zones/state.ts';
import type { ZoneStore } from '../../zones/store.ts';
import { type Zone, zoneName } from '../../zones/zone.ts';
import { tooltipMarkdown } from '../markdown.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { peerText } from '../text/peerText.ts';
import { ChangeQueue, type GatheredChanges } from '../tree/changeQueue.ts';
import type { Row, Tooltip } from '../tree/row.ts';
import { leaf } from '../tree/treeItem.ts';
import { zoneRow } from '../zones/zoneRows.ts';
import { zoneTooltip } from '../zones/zoneTooltip.ts';
import {
  accountPeerRow,
  accountPeerTooltip,
  accountRow,
  noticeRow,
  noticeTooltip,
  type PeerFact,
  peerFactRow,
  peerFacts,
} from './accountPeerRows.ts';
import {
  type AccountPeerNode,
  type PeerFactNode,
  type PeersAccountNode,
  type PeersNode,
  type PeersNoticeNode,
  PeersTreeModel,
  type PeerZoneNode,
} from './peersTreeModel.ts';
import type { AccountUse } from './peerUse.ts';

export interface PeersTreeOptions {
  readonly store: ZoneStore;
  readonly display: () => DisplayContext;
  readonly stateOf: (zone: Zone) => ZoneState;
}

/**
 * Draws the peers that the store holds as a tree. It sends no request.
 * Specified in test/ui/peers.test.ts.
 */
export class PeersTree implements vscode.TreeDataProvider<PeersNode>, vscode.Disposable {
  readonly #options: PeersTreeOptions;
  readonly #model: PeersTreeModel;
  readonly #changed = new vscode.EventEmitter<PeersNode[] | undefined>();
  readonly #queue: ChangeQueue;
  /** What the rows of zones say, by node. */
  readonly #drawn = new Map<PeerZoneNode, string>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: PeersTreeOptions) {
    this.#options = options;
    this.#model = new PeersTreeModel(options.store, options.stateOf);
    this.#queue = new ChangeQueue(options.store, (changes) => this.#apply(changes));
  }

  /** Redraws everything, such as when a setting changed. */
  redraw(): void {
    this.#queue.flushAll();
  }

  /** Redraws what time alone has changed: a zone that became overdue, an age that grew. */
  tick(): void {
    this.#redrawOld(this.#drawn.keys());
  }

  /** The node of a peer; undefined when neither an account nor a zone has it. */
  node(tag: Id): PeersNode | undefined {
    this.#queue.flush();
    return this.#model.peer(tag);
  }

  /** The value that a row of a fact shows, in full; undefined for any other row. */
  valueOf(row: unknown): Text | undefined {
    const node = this.#model.fact(row);
    return node && this.#fact(node)?.value;
  }

  getParent(node: PeersNode): PeersNode | undefined {
    return this.#model.parent(node);
  }

  getChildren(node?: PeersNode): PeersNode[] {
    return [...(node ? this.#model.children(node) : this.#model.roots())];
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
    this.#queue.dispose();
    this.#changed.dispose();
  }

  #tooltip(node: PeersNode): Tooltip | undefined {
    switch (node.kind) {
      case 'zone':
        return this.#zoneTooltip(node.zoneId);
      case 'peer': {
        const use = this.#model.use(node);
        return use && accountPeerTooltip(use, this.#model.zonesOf(use).map(zoneName), this.#complete);
      }
      case 'fact': {
        const fact = this.#fact(node);
        return fact && { heading: fact.label, sentences: [fact.text], facts: [] };
      }
      case 'notice':
      case 'account': {
        const account = this.#model.account(node.accountId);
        return account && noticeTooltip(account);
      }
    }
  }

  get #complete(): boolean {
    return this.#model.uses.complete;
  }

  #zoneTooltip(zoneId: string): Tooltip | undefined {
    const { store, stateOf, display } = this.#options;
    const zone = store.zones.get(zoneId);
    return (
      zone && zoneTooltip(zone, stateOf(zone), (tag) => peerText(tag, store.peerOf(zone, tag)), display())
    );
  }

  #zoneRow({ zoneId }: PeerZoneNode): Row | undefined {
    const { store, stateOf, display } = this.#options;
    const zone = store.zones.get(zoneId);
    return zone && zoneRow(zone, stateOf(zone), display());
  }

  #fact(node: PeerFactNode): PeerFact | undefined {
    const use = this.#model.use(node);
    return use && peerFacts(use).find(({ key }) => key === node.fact);
  }

  #accountItem(
    { id, kind, accountId }: PeersNoticeNode | PeersAccountNode,
    row: (account: AccountUse) => Row | undefined,
  ): vscode.TreeItem {
    const account = this.#model.account(accountId);
    const drawn = account && row(account);
    return drawn ? leaf(id, kind, drawn) : new vscode.TreeItem('');
  }

  #peerItem(node: AccountPeerNode): vscode.TreeItem {
    const use = this.#model.use(node);
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

  #apply({ zoneIds, structure, peers }: GatheredChanges): void {
    const affected = structure || peers ? 'everything' : this.#model.affected(zoneIds);
    if (affected === 'everything') {
      this.#model.invalidate();
      this.#drawn.clear();
      this.#changed.fire(undefined);
    } else {
      this.#redrawOld(affected);
    }
  }

  /** Redraws those rows of zones whose text is out of date. */
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
