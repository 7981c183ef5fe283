import type { Failure } from '../../../../src/cloudflare/failure.ts';
import type { Peer } from '../../../../src/cloudflare/peers.ts';
import {
  accountPeerRow,
  accountRow,
  noticeRow,
  peerFactRow,
  peerFacts,
} from '../../../../src/views/peers/accountPeerRows.ts';
import { type PeersNode, PeersTreeModel } from '../../../../src/views/peers/peersTreeModel.ts';
import { zoneRow } from '../../../../src/views/zones/zoneRows.ts';
import { zoneState } from '../../../../src/zones/state.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import type { Zone } from '../../../../src/zones/zone.ts';
import { plain } from '../../../support/values/plain.ts';
import { incoming, NOW } from '../../../support/values/zones.ts';

export const ACME = { id: 'a1', name: 'Acme' };
export const BETA = { id: 'a2', name: 'Beta' };

export const NS1: Peer = plain({
  id: 't1',
  name: 'ns1',
  ip: '192.0.2.1',
  port: 53,
  ixfr: true,
  tsigId: 'key1',
});
export const NS2: Peer = plain({
  id: 't2',
  name: 'ns2',
  ip: '2001:db8::2',
  port: 5353,
  ixfr: false,
  tsigId: undefined,
});

/** A store with listed zones, each with the tags of its peers; undefined for a zone that was not read. */
export class Scene {
  readonly store = new ZoneStore();
  readonly forest: PeersTreeModel;

  constructor(
    zones: Readonly<Record<string, readonly string[] | undefined>>,
    accountOf: (name: string) => typeof ACME | undefined = () => ACME,
  ) {
    this.store.setIdentities(['me']);
    const listed = Object.keys(zones).map((name) => ({ id: name, name, account: accountOf(name) }));
    this.store.listed('me', { zones: plain(listed), complete: true, failure: undefined }, NOW);
    for (const [name, tags] of Object.entries(zones)) {
      if (tags) {
        this.read(name, tags);
      }
    }
    this.forest = new PeersTreeModel(this.store, stateOf);
  }

  read(zoneId: string, peers: readonly string[], change: Readonly<Record<string, unknown>> = {}): void {
    const value = incoming({ ...change, peers });
    this.store.read(zoneId, 'me', { ok: true, value, messages: [] }, NOW);
  }

  has(accountId: string, peers: readonly Peer[]): void {
    this.store.peersRead(accountId, { ok: true, value: peers, messages: [] });
  }

  fails(accountId: string, failure: Failure): void {
    this.store.peersRead(accountId, { ok: false, failure });
  }

  /** The rows as they are read, indented by depth. */
  drawn(nodes: readonly PeersNode[] = this.forest.roots(), indent = ''): readonly string[] {
    return nodes.flatMap((node) => [
      `${indent}${this.text(node)}`,
      ...this.drawn(this.forest.children(node), `${indent}  `),
    ]);
  }

  /** The rows of peers alone. */
  peers(): readonly string[] {
    return this.forest.roots().map((node) => this.text(node));
  }

  text(node: PeersNode): string {
    const row = this.row(node);
    return [row?.label, row?.description].filter(Boolean).join(': ');
  }

  row(node: PeersNode) {
    const account = this.forest.account(node.accountId);
    const use = 'tag' in node ? this.forest.use(node) : undefined;
    switch (node.kind) {
      case 'notice':
        return account && noticeRow(account);
      case 'account':
        return account && accountRow(account);
      case 'peer':
        return use && accountPeerRow(use, this.forest.uses.complete);
      case 'fact': {
        const fact = use && peerFacts(use).find(({ key }) => key === node.fact);
        return fact && peerFactRow(fact);
      }
      case 'zone': {
        const zone = this.store.zones.get(node.zoneId);
        return zone && zoneRow(zone, stateOf(zone), { now: NOW, locale: 'en', overdueFactor: 2 });
      }
    }
  }
}

function stateOf(zone: Zone) {
  return zoneState(zone, NOW, 2);
}
