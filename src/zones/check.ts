import type { SoaAnswer } from '../dns/answer.ts';
import type { Text } from '../text/text.ts';

/** Why a peer could not be asked. */
export type NotAsked =
  /** The account no longer has it. */
  | 'gone'
  /** The account's peers may not be read, so its address is not known. */
  | 'unknown'
  | 'no-address'
  | 'port-zero'
  /** Only this machine or its network can reach it, and the person does not want it asked. */
  | 'private-address'
  /** Nobody should be asked there, such as at a multicast address. */
  | 'unusable-address'
  /** The zone has more peers than are asked. */
  | 'too-many';

/** What became of one peer of a zone. */
export interface PrimaryView {
  readonly tag: Text;
  readonly name: Text;
  /** Address with port, as it is shown. */
  readonly at: Text;
  readonly answer: SoaAnswer | undefined;
  readonly notAsked: NotAsked | undefined;
  /** The question was signed with the account's TSIG. */
  readonly signed: boolean;
  /** When this serial was first seen there, milliseconds since the epoch; undefined without a serial. */
  readonly since: number | undefined;
}

/** What one of Cloudflare's name servers said. */
export interface NameServerView {
  readonly name: Text;
  readonly at: Text;
  readonly answer: SoaAnswer;
}

/** What the servers said of a zone. */
export interface Check {
  /** When the last answer came, milliseconds since the epoch. */
  readonly at: number;
  /** The serial that Cloudflare held then; undefined when it held or told none. */
  readonly held: number | undefined;
  readonly primaries: readonly PrimaryView[];
  readonly nameServers: readonly NameServerView[];
}

/** The serial of an answer that can be believed. */
export function serialOf(answer: SoaAnswer | undefined): number | undefined {
  return answer?.kind === 'ok' ? answer.soa.serial : undefined;
}
