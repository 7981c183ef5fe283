import { type Answer, encode } from 'dns-packet';
import { questionEnd } from './header.ts';
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
/** Bytes of an OPT record without options. */
const OPT_BYTES = 11;

/** An SOA question, ready to be sent or signed. */
export interface Query {
  readonly id: number;
  readonly zone: ZoneName;
  readonly edns: boolean;
  readonly bytes: Buffer;
}

/**
 * Builds an SOA query. RD is off: a resolver's answer would hide the primary's.
 * @param edns whether it has EDNS(0) (RFC 6891)
 */
function soaQuery(zone: ZoneName, id: number, edns: boolean): Query {
  const bytes = Buffer.allocUnsafe(questionEnd(zone) + (edns ? OPT_BYTES : 0));
  const questions = [{ type: 'SOA', class: 'IN', name: zone } as const];
  encode({ type: 'query', id, questions, additionals: edns ? [OPT] : [] }, bytes);
  return { id, zone, edns, bytes };
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
  readonly edns: boolean;
  readonly signer: Signer | undefined;
}

/**
 * Builds a query, signed where there is a signer. `now`: seconds since the epoch.
 * Specified in test/unit/dns/readSoaAnswer.test.ts.
 */
export function prepareQuery({ zone, id, edns, signer }: QueryPlan, now: number): SentQuery {
  const query = soaQuery(zone, id, edns);
  if (!signer) {
    return { query, bytes: query.bytes, signature: undefined };
  }
  const { bytes, mac } = signQuery(query.bytes, signer, now);
  return { query, bytes, signature: { signer, mac } };
}
