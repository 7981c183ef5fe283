import type { ZoneName } from './name.ts';
import { type Query, soaQuery } from './query.ts';
import type { Outgoing } from './reply.ts';
import { signQuery } from './tsig.ts';
import type { Signer } from './tsigKey.ts';

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

/** Builds a query, signed where there is a signer. `now`: seconds since the epoch. */
export function prepareQuery({ zone, id, edns, signer }: QueryPlan, now: number): SentQuery {
  const query = soaQuery(zone, id, edns);
  if (!signer) {
    return { query, bytes: query.bytes, signature: undefined };
  }
  const { bytes, mac } = signQuery(query.bytes, signer, now);
  return { query, bytes, signature: { signer, mac } };
}
