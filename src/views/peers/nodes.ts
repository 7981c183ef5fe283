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
  readonly tag: string;
}

export interface PeerFactNode {
  readonly kind: 'fact';
  readonly id: string;
  readonly accountId: string | undefined;
  readonly tag: string;
  readonly fact: string;
}

/** A zone below a peer that it transfers from. */
export interface PeerZoneNode {
  readonly kind: 'zone';
  readonly id: string;
  readonly accountId: string | undefined;
  readonly tag: string;
  readonly zoneId: string;
}
