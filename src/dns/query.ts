import { type Answer, encode } from 'dns-packet';
import { COOKIE_OPTION } from './cookie.ts';
import { HEADER_BYTES, questionEnd } from './header.ts';
import type { ZoneName } from './name.ts';
import type { Outgoing } from './reply.ts';
import { signQuery } from './tsig.ts';
import type { Signer } from './tsigKey.ts';

/** What we take over UDP, bytes: fits any path (DNS flag day 2020). */
export const UDP_BYTES = 1232;

const OPT: Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: UDP_BYTES,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};
/** Bytes of an OPT record without options, and of an option's head. */
const OPT_BYTES = 11;
const OPTION_BYTES = 4;

/** An SOA question, ready to be sent or signed. */
export interface Query {
  readonly id: number;
  readonly zone: ZoneName;
  readonly bytes: Buffer;
}

/**
 * Builds an SOA query. RD is off: a resolver's answer would hide the primary's. The letters of the name have random
 * case, which an answer repeats (draft-vixie-dnsext-dns0x20).
 * @param cookie sent in EDNS(0) (RFC 6891); undefined for a query without EDNS
 */
function soaQuery(zone: ZoneName, id: number, cookie: Buffer | undefined, entropy: Entropy): Query {
  const end = questionEnd(zone) + (cookie ? OPT_BYTES : 0);
  const bytes = Buffer.allocUnsafe(end + (cookie ? OPTION_BYTES + cookie.length : 0));
  const questions = [{ type: 'SOA', class: 'IN', name: zone } as const];
  encode({ type: 'query', id, questions, additionals: cookie ? [OPT] : [] }, bytes);
  if (cookie) {
    writeCookie(bytes, end, cookie);
  }
  mixCase(bytes.subarray(HEADER_BYTES, HEADER_BYTES + zone.length + 2), entropy);
  return { id, zone, bytes };
}

/** Puts a cookie into the OPT record that ends at an offset, whose last two bytes tell how long its options are. */
function writeCookie(bytes: Buffer, end: number, cookie: Buffer): void {
  bytes.writeUInt16BE(OPTION_BYTES + cookie.length, end - 2);
  bytes.writeUInt16BE(COOKIE_OPTION, end);
  bytes.writeUInt16BE(cookie.length, end + 2);
  cookie.copy(bytes, end + OPTION_BYTES);
}

/** Unpredictable bytes, so many of them. */
export type Entropy = (count: number) => Uint8Array;

/** Gives each letter of a name on the wire a random case. Lengths of labels are below 64, and the letters above. */
function mixCase(name: Buffer, entropy: Entropy): void {
  const bits = entropy(Math.ceil(name.length / 8));
  for (const [at, byte] of name.entries()) {
    const isLetter = byte >= 0x61 && byte <= 0x7a;
    if (isLetter && (((bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1) {
      name[at] = byte & ~0x20;
    }
  }
}

/** A query as it was sent, with what its answer is verified against when it was signed. */
export interface SentQuery extends Outgoing {
  readonly query: Query;
  readonly signature: { readonly signer: Signer; readonly mac: Buffer } | undefined;
}

/** A query to be built. */
export interface QueryPlan {
  readonly zone: ZoneName;
  readonly id: number;
  /** Sent with EDNS; undefined for a query without. */
  readonly cookie: Buffer | undefined;
  readonly signer: Signer | undefined;
  readonly entropy: Entropy;
}

/**
 * Builds a query, signed where there is a signer. `now`: seconds since the epoch.
 * Specified in test/unit/dns/readSoaAnswer.test.ts.
 */
export function prepareQuery({ zone, id, cookie, signer, entropy }: QueryPlan, now: number): SentQuery {
  const query = soaQuery(zone, id, cookie, entropy);
  if (!signer) {
    return { query, bytes: query.bytes, signature: undefined };
  }
  const { bytes, mac } = signQuery(query.bytes, signer, now);
  return { query, bytes, signature: { signer, mac } };
}
