import * as v from 'valibot';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import { pathSegment } from './id.ts';
import type { RequestOptions } from './requestOptions.ts';

/** A peer of an account: a primary that Cloudflare may transfer from, or a secondary that it notifies. */
export interface Peer {
  /** The peer's tag. */
  readonly id: string;
  /** Names are not unique. */
  readonly name: string;
  /** Undefined when unset, which the API says with an empty string. */
  readonly ip: string | undefined;
  /** Undefined when unset, which the API says with 0. */
  readonly port: number | undefined;
  readonly ixfr: boolean;
  /** The id of the TSIG that the account set for it. */
  readonly tsigId: string | undefined;
}

const schema = v.object({
  id: v.string(),
  name: v.nullish(v.string()),
  ip: v.nullish(v.string()),
  port: v.nullish(v.number()),
  ixfr_enable: v.nullish(v.boolean()),
  tsig_id: v.nullish(v.string()),
});

/** Reads a list of peers; an entry that is no peer is left out. Undefined when it is no list. */
export function readPeers(result: unknown): readonly Peer[] | undefined {
  if (!Array.isArray(result)) {
    return undefined;
  }
  return result.flatMap((entry) => {
    const parsed = v.safeParse(schema, entry);
    return parsed.success ? [peer(parsed.output)] : [];
  });
}

function peer({ id, name, ip, port, ixfr_enable, tsig_id }: v.InferOutput<typeof schema>): Peer {
  return {
    id,
    name: name || id,
    ip: ip || undefined,
    port: port || undefined,
    ixfr: ixfr_enable ?? false,
    tsigId: tsig_id || undefined,
  };
}

/** `GET /accounts/{account_id}/secondary_dns/peers`: all of them, the list has no paging. */
export function getPeers(
  client: Client,
  accountId: string,
  options: RequestOptions,
): Promise<Result<readonly Peer[]>> {
  return client.get(`/accounts/${pathSegment(accountId)}/secondary_dns/peers`, readPeers, options);
}
