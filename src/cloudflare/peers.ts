import type { Id } from '../text/id.ts';
import * as v from '../text/schema.ts';
import { type Text, text } from '../text/text.ts';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import type { RequestOptions } from './requestOptions.ts';

/** A peer of an account: a primary that Cloudflare may transfer from, or a secondary that it notifies. */
export interface Peer {
  /** The peer's tag. */
  readonly id: Id;
  /** Names are not unique. */
  readonly name: Text;
  /** Undefined when unset, which the API says with an empty string. */
  readonly ip: Text | undefined;
  /** Undefined when unset, which the API says with 0. */
  readonly port: number | undefined;
  readonly ixfr: boolean;
  /** The id of the TSIG that the account set for it. */
  readonly tsigId: Id | undefined;
}

/** The longest address that is kept, characters: IPv6 has at most 45. */
const MAX_ADDRESS = 64;

const schema = v.object({
  id: v.id,
  name: v.nullish(v.name),
  ip: v.nullish(v.text(MAX_ADDRESS)),
  port: v.nullish(v.number()),
  ixfr_enable: v.nullish(v.boolean()),
  tsig_id: v.nullish(v.id),
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
  accountId: Id,
  options: RequestOptions,
): Promise<Result<readonly Peer[]>> {
  return client.get(text`/accounts/${accountId}/secondary_dns/peers`, readPeers, options);
}
