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
  readonly tag: string;
}

/** What the configuration of the zone's primary says. */
export interface StatementNode {
  readonly kind: 'statement';
  readonly id: string;
  readonly zoneId: string;
}
