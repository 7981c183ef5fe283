import * as vscode from 'vscode';
import type { Peer } from '../../cloudflare/peers.ts';
import type { Id } from '../../text/id.ts';
import * as l10n from '../../text/l10n.ts';
import type { Text } from '../../text/text.ts';
import { needsAttention, type ZoneState, zoneState } from '../../zones/state.ts';
import type { ZoneStore } from '../../zones/store.ts';
import type { Zone } from '../../zones/zone.ts';
import { tooltipMarkdown } from '../markdown.ts';
import { type ConfigField, configFields } from '../text/configFields.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { failureText } from '../text/failureText.ts';
import { peerText } from '../text/peerText.ts';
import { zoneCount } from '../text/statusText.ts';
import { ChangeQueue, type GatheredChanges } from '../tree/changeQueue.ts';
import type { Row } from '../tree/row.ts';
import { leaf } from '../tree/treeItem.ts';
import { fieldRow, listingRow, peerRow, statementRow, zoneRow } from './zoneRows.ts';
import { type Arrangement, type PeerNode, type TreeNode, ZonesTreeModel } from './zonesTreeModel.ts';
import { zoneTooltip } from './zoneTooltip.ts';

export interface ZonesTreeOptions {
  readonly store: ZoneStore;
  readonly display: () => DisplayContext;
  readonly identityLabel: (identityId: string) => Text;
  readonly arrangement: Arrangement;
}

/** Draws the store as a tree. It sends no request. Specified in test/ui/browse.test.ts. */
export class ZonesTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #options: ZonesTreeOptions;
  readonly #model: ZonesTreeModel;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #zonesChanged = new vscode.EventEmitter<void>();
  readonly #queue: ChangeQueue;
  readonly #drawn = new Map<string, { readonly state: ZoneState; readonly description: string }>();
  #arrangement: Arrangement;
  #notices = '';

  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires when zones have changed, whether or not their rows have to be drawn again. */
  readonly onDidChangeZones = this.#zonesChanged.event;

  constructor(options: ZonesTreeOptions) {
    this.#options = options;
    this.#arrangement = options.arrangement;
    this.#model = new ZonesTreeModel(options.store, (zone) => this.stateOf(zone));
    this.#queue = new ChangeQueue(options.store, (changes) => this.#apply(changes));
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  set arrangement(arrangement: Arrangement) {
    this.#arrangement = arrangement;
    this.redraw();
  }

  stateOf(zone: Zone): ZoneState {
    const { now, overdueFactor } = this.#options.display();
    return zoneState(zone, now, overdueFactor);
  }

  /** How many zones there are in each state. */
  countByState(): ReadonlyMap<ZoneState, number> {
    const countByState = new Map<ZoneState, number>();
    for (const zone of this.#options.store.zones.values()) {
      const state = this.stateOf(zone);
      countByState.set(state, (countByState.get(state) ?? 0) + 1);
    }
    return countByState;
  }

  /** Redraws everything, such as when a setting changed. */
  redraw(): void {
    this.#queue.flushAll();
  }

  /** Redraws now what has changed. */
  flush(): void {
    this.#queue.flush();
  }

  /** Redraws what time alone has changed: a zone that became overdue, an age that grew. */
  tick(): void {
    const zones = [...this.#options.store.zones.values()];
    this.#queue.addZones(zones.filter((zone) => this.#isOld(zone)).map(({ id }) => id));
    this.#queue.flush();
  }

  #isOld(zone: Zone): boolean {
    const drawn = this.#drawn.get(zone.id);
    const state = this.stateOf(zone);
    return (
      drawn !== undefined &&
      (drawn.state !== state || drawn.description !== this.#zoneRow(zone, state).description)
    );
  }

  node(zoneId: string): TreeNode {
    return this.#model.zone(zoneId);
  }

  /** The value that a row of a field shows, in full; undefined for any other row. */
  valueOf(row: unknown): Text | undefined {
    const node = this.#model.field(row);
    return node && this.#field(node.zoneId, node.field)?.value;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#model.parent(node);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) {
      this.#queue.forget();
      this.#notices = this.#model.noticeIds();
    }
    const nodes = node
      ? this.#model.children(node, this.#arrangement, this.#options.display())
      : this.#model.roots(this.#arrangement);
    return [...nodes];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'zone':
        return this.#zoneItem(node.id, node.zoneId);
      case 'account':
        return this.#accountItem(node.id, node.accountId);
      case 'field':
        return this.#fieldItem(node.id, node.zoneId, node.field);
      case 'peer':
        return leaf(node.id, 'peer', peerRow(node.tag, this.#peer(node)));
      case 'statement':
        return this.#statementItem(node.id, node.zoneId);
      case 'notice':
        return this.#noticeItem(node.id, node.identityId);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const zone = node.kind === 'zone' ? this.#options.store.zones.get(node.zoneId) : undefined;
    if (zone) {
      const peerName = (tag: Id) => peerText(tag, this.#options.store.peerOf(zone, tag));
      const { store, display } = this.#options;
      item.tooltip = tooltipMarkdown(
        zoneTooltip(zone, this.stateOf(zone), peerName, display(), store.statement(zone)),
      );
    }
    return item;
  }

  dispose(): void {
    this.#queue.dispose();
    this.#changed.dispose();
    this.#zonesChanged.dispose();
  }

  #zoneRow(zone: Zone, state: ZoneState): Row {
    return zoneRow(zone, state, this.#options.display(), this.#options.store.statement(zone));
  }

  #zoneItem(id: string, zoneId: string): vscode.TreeItem {
    const zone = this.#options.store.zones.get(zoneId);
    if (!zone) {
      return new vscode.TreeItem('');
    }
    const state = this.stateOf(zone);
    const row = this.#zoneRow(zone, state);
    this.#drawn.set(zoneId, { state, description: row.description });
    const added = zone.origin === 'added' ? ' added' : '';
    const ray = zone.failure?.ray === undefined ? '' : ' ray';
    const item = leaf(id, `zone${added}${ray}`, row);
    item.collapsibleState = zone.incoming
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None;
    return item;
  }

  #accountItem(id: string, accountId: string | undefined): vscode.TreeItem {
    const zones = this.#model.zonesOf(accountId);
    const troubled = zones.filter((zone) => needsAttention(this.stateOf(zone))).length;
    const label = zones[0]?.account?.name ?? l10n.t('Account not known');
    const description =
      troubled > 0 ? l10n.t('{0} of {1} need attention', troubled, zones.length) : zoneCount(zones.length);
    const item = leaf(id, 'account', {
      label,
      description,
      icon: { icon: 'organization', color: undefined },
      spoken: l10n.t('Account {0}, {1}', label, description),
    });
    item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return item;
  }

  #field(zoneId: string, key: string): ConfigField | undefined {
    const { store, display } = this.#options;
    const zone = store.zones.get(zoneId);
    return zone && configFields(zone, display()).find((field) => field.key === key);
  }

  #fieldItem(id: string, zoneId: string, key: string): vscode.TreeItem {
    const field = this.#field(zoneId, key);
    if (!field) {
      return new vscode.TreeItem('');
    }
    const item = leaf(
      id,
      field.value === undefined ? 'field' : 'field copyable',
      fieldRow(field, this.#options.display()),
    );
    item.tooltip = field.value ?? l10n.t('The API did not report it.');
    return item;
  }

  #peer({ zoneId, tag }: PeerNode): Peer | undefined {
    const { store } = this.#options;
    const zone = store.zones.get(zoneId);
    return zone && store.peerOf(zone, tag);
  }

  #statementItem(id: string, zoneId: string): vscode.TreeItem {
    const { store, display } = this.#options;
    const zone = store.zones.get(zoneId);
    const statement = zone && store.statement(zone);
    if (!statement) {
      return new vscode.TreeItem('');
    }
    const item = leaf(id, 'statement', statementRow(statement, display()));
    item.command = {
      command: 'secondaryDns.openStatement',
      title: l10n.t('Open the Statement'),
      arguments: [{ zoneId }],
    };
    return item;
  }

  #noticeItem(id: string, identityId: string): vscode.TreeItem {
    const { store, identityLabel } = this.#options;
    const listing = store.listings.get(identityId);
    const row = listing && listingRow(listing, identityLabel(identityId));
    if (!row) {
      return new vscode.TreeItem('');
    }
    const item = leaf(id, 'notice', row);
    const text = listing.failure && failureText(listing.failure);
    item.tooltip = [identityLabel(identityId), row.label, text?.headline, text?.advice]
      .filter(Boolean)
      .join('\n');
    return item;
  }

  /** VS Code forgets all rows below one that it redraws, and for a moment takes no command for them. */
  #apply({ zoneIds, structure, peers }: GatheredChanges): void {
    this.#zonesChanged.fire();
    const notices = this.#model.noticeIds();
    if (structure || notices !== this.#notices || zoneIds.some((id) => this.#moved(id))) {
      this.#notices = notices;
      this.#changed.fire(undefined);
      return;
    }
    const redrawn = [
      ...zoneIds.map((id) => this.#model.zone(id)),
      ...(peers ? this.#model.peersOutside(new Set(zoneIds)) : []),
    ];
    if (redrawn.length > 0) {
      this.#changed.fire(redrawn);
    }
  }

  /** Whether a zone may have moved among its siblings since it was drawn. */
  #moved(zoneId: string): boolean {
    const zone = this.#options.store.zones.get(zoneId);
    return zone !== undefined && this.#drawn.get(zoneId)?.state !== this.stateOf(zone);
  }
}
