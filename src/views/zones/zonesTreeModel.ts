import type { Id } from '../../text/id.ts';
import { accountNames, orderZones, type ZoneOrder } from '../../zones/order.ts';

import type { ZoneState } from '../../zones/state.ts';
import type { ZoneStore } from '../../zones/store.ts';
import type { Zone } from '../../zones/zone.ts';
import { configFields } from '../text/configFields.ts';
import type { DisplayContext } from '../text/displayContext.ts';

/** Which zones are shown, and in what order. */
export interface Arrangement {
  readonly order: ZoneOrder;
  /** Undefined shows all. */
  readonly states: ReadonlySet<ZoneState> | undefined;
}

/**
 * The nodes of the tree: what is below what. A thing has one node for as long as it exists, so that VS Code
 * can be told of a change of that one.
 */
export class ZonesTreeModel {
  readonly #store: ZoneStore;
  readonly #stateOf: (zone: Zone) => ZoneState;
  readonly #nodes = new Map<string, TreeNode>();

  constructor(store: ZoneStore, stateOf: (zone: Zone) => ZoneState) {
    this.#store = store;
    this.#stateOf = stateOf;
  }

  /**
   * Notices first; then accounts where there are several, else the zones. Without zones there is nothing: VS
   * Code shows the welcome of a tree that is empty alone.
   */
  roots(arrangement: Arrangement): readonly TreeNode[] {
    this.#forget();
    if (this.#store.zones.size === 0) {
      return [];
    }
    const accounts = accountNames(this.#store.zones.values());
    const rows =
      accounts.size > 1
        ? [...accounts.keys()].map((id) => this.#account(id))
        : this.#zonesBelow(accounts.keys().next().value, arrangement);
    return [...this.#notices(), ...rows];
  }

  children(node: TreeNode, arrangement: Arrangement, context: DisplayContext): readonly TreeNode[] {
    switch (node.kind) {
      case 'account':
        return this.#zonesBelow(node.accountId, arrangement);
      case 'zone':
        return this.#inside(node, context);
      default:
        return [];
    }
  }

  parent(node: TreeNode): TreeNode | undefined {
    switch (node.kind) {
      case 'field':
      case 'peer':
      case 'statement':
        return this.zone(node.zoneId);
      case 'zone':
        return accountNames(this.#store.zones.values()).size > 1
          ? this.#account(this.#store.zones.get(node.zoneId)?.account?.id)
          : undefined;
      default:
        return undefined;
    }
  }

  zone(zoneId: string): ZoneNode {
    return this.#node({ kind: 'zone', id: `zone/${zoneId}`, zoneId });
  }

  /** The node of a field, where the thing that was handed over is one of this tree's. */
  field(row: unknown): FieldNode | undefined {
    for (const node of this.#nodes.values()) {
      if (node === row) {
        return node.kind === 'field' ? node : undefined;
      }
    }
    return undefined;
  }

  /** The rows of peers that were drawn, but for those below some zones. */
  peersOutside(zoneIds: ReadonlySet<string>): readonly PeerNode[] {
    return [...this.#nodes.values()].filter(
      (node): node is PeerNode => node.kind === 'peer' && !zoneIds.has(node.zoneId),
    );
  }

  /** The zones below an account node, whatever is filtered. */
  zonesOf(accountId: string | undefined): readonly Zone[] {
    return [...this.#store.zones.values()].filter(({ account }) => account?.id === accountId);
  }

  #account(accountId: string | undefined): AccountNode {
    return this.#node({ kind: 'account', id: `account/${accountId ?? ''}`, accountId });
  }

  #zonesBelow(accountId: string | undefined, { order, states }: Arrangement): readonly ZoneNode[] {
    const shown = this.zonesOf(accountId).filter((zone) => !states || states.has(this.#stateOf(zone)));
    return orderZones(shown, order, this.#stateOf).map(({ id }) => this.zone(id));
  }

  #inside({ zoneId }: ZoneNode, context: DisplayContext): readonly (FieldNode | PeerNode | StatementNode)[] {
    const zone = this.#store.zones.get(zoneId);
    if (!zone?.incoming) {
      return [];
    }
    const fields = configFields(zone, context).map(({ key }) =>
      this.#node<FieldNode>({ kind: 'field', id: `zone/${zoneId}/${key}`, zoneId, field: key }),
    );
    const peers = [...new Set(zone.incoming.peers)].map((tag) =>
      this.#node<PeerNode>({ kind: 'peer', id: `zone/${zoneId}/peer/${tag}`, zoneId, tag }),
    );
    const statement = this.#store.statement(zone)
      ? [this.#node<StatementNode>({ kind: 'statement', id: `zone/${zoneId}/statement`, zoneId })]
      : [];
    return [...fields, ...peers, ...statement];
  }

  /** Which notices there are, to be compared. */
  noticeIds(): string {
    return this.#notices()
      .map(({ id }) => id)
      .join(' ');
  }

  #notices(): readonly NoticeNode[] {
    return [...this.#store.listings]
      .filter(([, { status }]) => status === 'partial' || status === 'failed')
      .map(([identityId]) => this.#node({ kind: 'notice', id: `notice/${identityId}`, identityId }));
  }

  #node<T extends TreeNode>(node: T): T {
    const known = this.#nodes.get(node.id);
    if (known) {
      return known as T;
    }
    this.#nodes.set(node.id, node);
    return node;
  }

  #forget(): void {
    for (const [key, node] of this.#nodes) {
      if ('zoneId' in node && !this.#store.zones.has(node.zoneId)) {
        this.#nodes.delete(key);
      }
    }
  }
}

/** What a row of the tree stands for. A node lives as long as what it stands for, whatever changes inside. */
export type TreeNode = NoticeNode | AccountNode | ZoneNode | FieldNode | PeerNode | StatementNode;

/** Something that the person should know about the list as a whole. */
export interface NoticeNode {
  readonly kind: 'notice';
  readonly id: string;
  readonly identityId: string;
}

export interface AccountNode {
  readonly kind: 'account';
  readonly id: string;
  /** Undefined stands for the zones whose account is not known. */
  readonly accountId: string | undefined;
}

export interface ZoneNode {
  readonly kind: 'zone';
  readonly id: string;
  readonly zoneId: string;
}

export interface FieldNode {
  readonly kind: 'field';
  readonly id: string;
  readonly zoneId: string;
  readonly field: string;
}

export interface PeerNode {
  readonly kind: 'peer';
  readonly id: string;
  readonly zoneId: string;
  readonly tag: Id;
}

/** What the configuration of the zone's primary says. */
export interface StatementNode {
  readonly kind: 'statement';
  readonly id: string;
  readonly zoneId: string;
}
