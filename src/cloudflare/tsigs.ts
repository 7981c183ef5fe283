import * as v from 'valibot';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import { pathSegment } from './id.ts';
import type { RequestOptions } from './requestOptions.ts';

/** A TSIG of an account. The API sends the secret in clear: it is used and dropped, never kept or shown. */
export interface Tsig {
  readonly name: string;
  /** Such as `hmac-sha512.`, with a trailing dot. */
  readonly algorithm: string;
  /** Base64. */
  readonly secret: string;
}

const schema = v.object({ name: v.string(), algo: v.string(), secret: v.string() });

function readTsig(result: unknown): Tsig | undefined {
  const parsed = v.safeParse(schema, result);
  return parsed.success
    ? { name: parsed.output.name, algorithm: parsed.output.algo, secret: parsed.output.secret }
    : undefined;
}

/**
 * `GET /accounts/{account_id}/secondary_dns/tsigs/{tsig_id}`.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
export function getTsig(
  client: Client,
  accountId: string,
  tsigId: string,
  options: RequestOptions,
): Promise<Result<Tsig>> {
  const path = `/accounts/${pathSegment(accountId)}/secondary_dns/tsigs/${pathSegment(tsigId)}`;
  return client.get(path, readTsig, options);
}
