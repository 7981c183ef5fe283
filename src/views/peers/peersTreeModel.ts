import type { Id } from '../../text/id.ts';
import { orderZones } from '../../zones/order.ts';
import type { ZoneState } from '../../zones/state.ts';
import type { ZoneStore } from '../../zones/store.ts';
import type { Zone } from '../../zones/zone.ts';
import { noticeRow, peerFacts } from './accountPeerRows.ts';
import { type AccountUse, isAllKnown, type PeerUse, type PeerUses, peerUses, tagsOf } from './peerUse.ts';

/**
 * The nodes of the tree of peers: what is below what. A thing has one node for as long as it exists. Which
 * zones use which peer is computed once, until `invalidate`.
 */
export class PeersTreeModel {
  readonly #store: ZoneStore;
  readonly #stateOf: (zone: Zone) => ZoneState;
  readonly #nodes = new Map<string, PeersNode>();
  #uses: PeerUses | undefined;
  /** The tags of every zone, as they are drawn. */
  #tags: ReadonlyMap<string, readonly string[] | undefined> = new Map();

  constructor(store: ZoneStore, stateOf: (zone: Zone) => ZoneState) {
    this.#store = store;
    this.#stateOf = stateOf;
  }

  get uses(): PeerUses {
    this.#uses ??= this.#read();
    return this.#uses;
  }

  account(accountId: string | undefined): AccountUse | undefined {
    return this.uses.accounts.get(accountId);
  }

  use({ accountId, tag }: { readonly accountId: string | undefined; readonly tag: Id }): PeerUse | undefined {
    return this.account(accountId)?.peers.get(tag);
  }

  /** Invalidates the cached usage map. */
  invalidate(): void {
    this.#uses = undefined;
  }

  /** Accounts where there are several, else the peers of the one. Without zones there is nothing. */
  roots(): readonly PeersNode[] {
    if (this.#store.zones.size === 0) {
      return [];
    }
    const accounts = [...this.uses.accounts.values()];
    return accounts.length > 1
      ? accounts.map(({ id }) => this.#account(id))
      : accounts.flatMap((account) => this.#peersOf(account));
  }

  children(node: PeersNode): readonly PeersNode[] {
    switch (node.kind) {
      case 'account': {
        const account = this.account(node.accountId);
        return account ? this.#peersOf(account) : [];
      }
      case 'peer':
        return this.#inside(node);
      default:
        return [];
    }
  }

  parent(node: PeersNode): PeersNode | undefined {
    switch (node.kind) {
      case 'account':
        return undefined;
      case 'fact':
      case 'zone':
        return this.#peer(node.accountId, node.tag);
      case 'peer':
      case 'notice':
        return this.uses.accounts.size > 1 ? this.#account(node.accountId) : undefined;
    }
  }

  /** The node of a peer; undefined when neither an account nor a zone has it. */
  peer(tag: Id): AccountPeerNode | undefined {
    const account = [...this.uses.accounts.values()].find(({ peers }) => peers.has(tag));
    return account && this.#peer(account.id, tag);
  }

  /** The node of a fact, where the thing that was handed over is one of this tree's. */
  fact(row: unknown): PeerFactNode | undefined {
    const id = typeof row === 'object' && row !== null && 'id' in row ? row.id : undefined;
    const node = typeof id === 'string' ? this.#nodes.get(id) : undefined;
    return node === row && node?.kind === 'fact' ? node : undefined;
  }

  /** The zones that use a peer, by name. */
  zonesOf({ zoneIds }: PeerUse): readonly Zone[] {
    const zones = zoneIds.flatMap((id) => this.#store.zones.get(id) ?? []);
    return orderZones(zones, 'name', this.#stateOf);
  }

  /** The nodes to redraw when zones have changed; `everything` when zones use other peers than before. */
  affected(zoneIds: Iterable<string>): readonly PeerZoneNode[] | 'everything' {
    const uses = this.#uses;
    if (!uses) {
      return [];
    }
    const zones = Array.from(zoneIds).flatMap((id) => this.#store.zones.get(id) ?? []);
    if (zones.some((zone) => !sameTags(tagsOf(zone), this.#tags.get(zone.id)))) {
      return 'everything';
    }
    return isAllKnown(this.#store) === uses.complete
      ? zones.flatMap((zone) => this.#rowsOf(zone, uses))
      : 'everything';
  }

  #read(): PeerUses {
    const uses = peerUses(this.#store);
    this.#tags = new Map(Array.from(this.#store.zones.values(), (zone) => [zone.id, tagsOf(zone)]));
    for (const [id, node] of this.#nodes) {
      const peers = uses.accounts.get(node.accountId)?.peers;
      const isGone =
        !peers ||
        ('tag' in node && !peers.has(node.tag)) ||
        ('zoneId' in node && !this.#store.zones.has(node.zoneId));
      if (isGone) {
        this.#nodes.delete(id);
      }
    }
    return uses;
  }

  /** The rows of a zone that were drawn below its peers. */
  #rowsOf(zone: Zone, { accounts }: PeerUses): readonly PeerZoneNode[] {
    const tags = [...new Set(tagsOf(zone))];
    const ids = [...accounts.keys()].flatMap((accountId) =>
      tags.map((tag) => zoneRowId(accountId, zone.id, tag)),
    );
    return ids.map((id) => this.#nodes.get(id)).filter((node) => node?.kind === 'zone');
  }

  #peersOf(account: AccountUse): readonly PeersNode[] {
    const notice = noticeRow(account)
      ? [this.#node({ kind: 'notice', id: `notice/${account.id ?? ''}`, accountId: account.id })]
      : [];
    return [...notice, ...Array.from(account.peers.keys(), (tag) => this.#peer(account.id, tag))];
  }

  #inside(node: AccountPeerNode): readonly PeersNode[] {
    const use = this.use(node);
    if (!use) {
      return [];
    }
    const { accountId, tag } = node;
    const facts = peerFacts(use).map(({ key }) =>
      this.#node<PeerFactNode>({
        kind: 'fact',
        id: `fact/${accountId ?? ''}/${key}/${tag}`,
        accountId,
        tag,
        fact: key,
      }),
    );
    const zones = this.zonesOf(use).map(({ id: zoneId }) =>
      this.#node<PeerZoneNode>({
        kind: 'zone',
        id: zoneRowId(accountId, zoneId, tag),
        accountId,
        tag,
        zoneId,
      }),
    );
    return [...facts, ...zones];
  }

  #account(accountId: string | undefined): PeersAccountNode {
    return this.#node({ kind: 'account', id: `account/${accountId ?? ''}`, accountId });
  }

  #peer(accountId: string | undefined, tag: Id): AccountPeerNode {
    return this.#node({ kind: 'peer', id: `peer/${accountId ?? ''}/${tag}`, accountId, tag });
  }

  #node<T extends PeersNode>(node: T): T {
    const known = this.#nodes.get(node.id);
    if (known) {
      return known as T;
    }
    this.#nodes.set(node.id, node);
    return node;
  }
}

function zoneRowId(accountId: string | undefined, zoneId: string, tag: Id): string {
  return `zone/${accountId ?? ''}/${zoneId}/${tag}`;
}

function sameTags(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === b || (a?.length === b?.length && a?.every((tag, index) => tag === b?.[index]) === true);
}

/** What a row of the tree of peers stands for. A node lives as long as what it stands for. */
export type PeersNode = PeersNoticeNode | PeersAccountNode | AccountPeerNode | PeerFactNode | PeerZoneNode;

/** Something that the person should know about the peers of an account as a whole. */
export interface PeersNoticeNode {
  readonly kind: 'notice';
  readonly id: string;
  /** Undefined stands for the zones whose account is not known. */
  readonly accountId: string | undefined;
}

export interface PeersAccountNode {
  readonly kind: 'account';
  readonly id: string;
  readonly accountId: string | undefined;
}

export interface AccountPeerNode {
  readonly kind: 'peer';
  readonly id: string;
  readonly accountId: string | undefined;
  readonly tag: Id;
}

export interface PeerFactNode {
  readonly kind: 'fact';
  readonly id: string;
  readonly accountId: string | undefined;
  readonly tag: Id;
  readonly fact: string;
}

/** A zone below a peer that it transfers from. */
export interface PeerZoneNode {
  readonly kind: 'zone';
  readonly id: string;
  readonly accountId: string | undefined;
  readonly tag: Id;
  readonly zoneId: string;
}
