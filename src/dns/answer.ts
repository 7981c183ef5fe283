import type { NameProblem } from './name.ts';

/** What a zone's SOA record says; times in seconds. */
export interface Soa {
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
}

/** An Extended DNS Error (RFC 8914): a code of IANA's registry (24: invalid data, Knot's word for expired). */
export interface ExtendedError {
  readonly code: number;
  /** The server's own words, if any: printable characters, at most 200. */
  readonly text: string;
}

/** Why a signed query got no answer that can be trusted (RFC 8945, section 5). */
export type TsigProblem =
  /** BADKEY: the server has no key of this name and algorithm. */
  | 'bad-key'
  /** BADSIG: the server has another secret under this name. */
  | 'bad-sig'
  /** BADTIME: the clocks differ too much. */
  | 'bad-time'
  /** BADTRUNC: the server wants a longer MAC. */
  | 'bad-trunc'
  /** The answer carries no signature. */
  | 'unsigned'
  /** The answer's MAC is not one of our key. */
  | 'bad-mac'
  /** The answer is signed with another key. */
  | 'other-key'
  /** Another TSIG error code of the server. */
  | 'other-error';

/** Why a key cannot sign. */
export type KeyProblem = 'bad-key-name' | 'unknown-algorithm' | 'bad-secret';

/** What a server said, or how it failed to say anything. */
export type SoaOutcome =
  | { readonly kind: 'ok'; readonly soa: Soa }
  /** A serial from a cache: the AA flag is missing. */
  | { readonly kind: 'not-authoritative'; readonly soa: Soa }
  | { readonly kind: 'refused' }
  /** The server is authoritative for a parent, and there is no such name. */
  | { readonly kind: 'nxdomain' }
  /** The name exists, but no zone starts there. */
  | { readonly kind: 'no-soa' }
  /** A referral: the server points to others, and does not serve the zone. */
  | { readonly kind: 'lame' }
  | { readonly kind: 'servfail' }
  /** Any other error; `name` as IANA has it, such as FORMERR or NOTIMP. */
  | { readonly kind: 'rcode'; readonly rcode: number; readonly name: string }
  /** An answer to our question that is not a DNS message, or not one to be trusted. */
  | { readonly kind: 'bad-message' }
  /** `skew`: the server's clock minus ours, seconds, where the answer tells it. */
  | { readonly kind: 'tsig'; readonly problem: TsigProblem; readonly skew: number | undefined }
  /** No answer within `waited` milliseconds, all tries together. */
  | { readonly kind: 'timeout'; readonly waited: number }
  /** Not asked: the server had just left other questions unanswered. */
  | { readonly kind: 'silent' }
  /** The server refused the connection. */
  | { readonly kind: 'closed-port' }
  /** The system cannot reach the server; `code` is Node's, such as ENETUNREACH or ECONNRESET. */
  | { readonly kind: 'unreachable'; readonly code: string }
  /** Not asked: the name is none. */
  | { readonly kind: 'bad-name'; readonly problem: NameProblem }
  /** Not asked: no IP address, or no port from 1 to 65535. */
  | { readonly kind: 'bad-server' }
  /** Not asked: the key cannot sign. */
  | { readonly kind: 'unusable-key'; readonly problem: KeyProblem }
  /** The caller aborted the query, or the client is disposed. */
  | { readonly kind: 'cancelled' };

export type DnsTransport = 'udp' | 'tcp';

/** The outcome of one question, never an exception. */
export type SoaAnswer = SoaOutcome & {
  /** How the last word came, or did not come. */
  readonly transport: DnsTransport;
  /** What the server added to its answer (RFC 8914). */
  readonly extendedErrors: readonly ExtendedError[];
};

/** The outcome of a question that no server answered. Specified in test/unit/dns/readSoaAnswer.test.ts. */
export function unanswered(outcome: SoaOutcome, transport: DnsTransport = 'udp'): SoaAnswer {
  return { ...outcome, transport, extendedErrors: [] };
}
