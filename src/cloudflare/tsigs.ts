import type { Id } from '../text/id.ts';
import * as v from '../text/schema.ts';
import { type Text, text } from '../text/text.ts';
import type { Client } from './client.ts';
import type { Result } from './failure.ts';
import type { RequestOptions } from './requestOptions.ts';

/**
 * A TSIG of an account. The API sends the secret in clear: it is never shown or written, and taken out of all other
 * answers.
 */
export interface Tsig {
  readonly name: Text;
  /** Such as `hmac-sha512.`, with a trailing dot. */
  readonly algorithm: Text;
  /** Base64. */
  readonly secret: string;
}

const schema = v.object({ name: v.name, algo: v.text(64), secret: v.raw });

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
  accountId: Id,
  tsigId: Id,
  options: RequestOptions,
): Promise<Result<Tsig>> {
  const path = text`/accounts/${accountId}/secondary_dns/tsigs/${tsigId}`;
  return client.getSecret(path, readTsig, ({ secret }) => secret, options);
}
