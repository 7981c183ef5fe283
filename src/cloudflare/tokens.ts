import type { Id } from '../text/id.ts';
import * as v from '../text/schema.ts';
import { text } from '../text/text.ts';
import type { Client } from './client.ts';
import { type Failure, failure, type Result } from './failure.ts';
import type { RequestOptions } from './requestOptions.ts';

/** What the API reports about a token. */
export interface TokenStatus {
  /** The token's id: not secret. */
  readonly id: Id;
  readonly status: 'active' | 'disabled' | 'expired';
  /** Milliseconds since the epoch; undefined for a token that does not expire. */
  readonly expires: number | undefined;
}

const schema = v.object({
  id: v.id,
  status: v.picklist(['active', 'disabled', 'expired']),
  expires_on: v.fallback(v.nullish(v.name), undefined),
});

function readTokenStatus(result: unknown): TokenStatus | undefined {
  const parsed = v.safeParse(schema, result);
  if (!parsed.success) {
    return undefined;
  }
  const { id, status, expires_on } = parsed.output;
  const expires = Date.parse(expires_on ?? '');
  return { id, status, expires: Number.isNaN(expires) ? undefined : expires };
}

/** `GET /user/tokens/verify`, for a token that a user owns. */
function verifyUserToken(client: Client, options: RequestOptions): Promise<Result<TokenStatus>> {
  return client.get(text`/user/tokens/verify`, readTokenStatus, options);
}

/** `GET /accounts/{account_id}/tokens/verify`, for a token that an account owns. */
function verifyAccountToken(
  client: Client,
  accountId: Id,
  options: RequestOptions,
): Promise<Result<TokenStatus>> {
  return client.get(text`/accounts/${accountId}/tokens/verify`, readTokenStatus, options);
}

/** Accepts any list: what counts is that the API answered it. */
function readAccountIds(result: unknown): readonly Id[] | undefined {
  const parsed = v.safeParse(v.array(v.object({ account: v.object({ id: v.id }) })), result);
  return parsed.success ? [...new Set(parsed.output.map(({ account }) => account.id))] : undefined;
}

/**
 * `GET /zones` with the smallest page: the accounts of the first zones, which also shows that the API takes
 * the credential.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
export function firstAccounts(client: Client, options: RequestOptions): Promise<Result<readonly Id[]>> {
  return client.get(text`/zones?page=1&per_page=5`, readAccountIds, options);
}

/** A token that both endpoints may know: whose it is has to be told by the person. */
export type TokenCheck =
  | ({ readonly kind: 'active' } & Pick<TokenStatus, 'id' | 'expires'>)
  | { readonly kind: 'inactive'; readonly status: 'disabled' | 'expired' }
  /** Not a user's token; an account's token may list no zones, so the account has to be named. */
  | { readonly kind: 'needs-account'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Checks a token before it is kept: as a user's, and where the API does not know it as one, as an account's.
 * @param accountId the owning account, where the person named it; otherwise taken from the zones it can list
 */
export async function checkToken(
  client: Client,
  options: RequestOptions,
  accountId?: Id,
): Promise<TokenCheck> {
  const asUser = accountId ? undefined : await verifyUserToken(client, options);
  if (asUser && (asUser.ok || !isUnknownToken(asUser.failure))) {
    return outcome(asUser);
  }
  const accounts = accountId
    ? ({ ok: true, value: [accountId], messages: [] } as const)
    : await firstAccounts(client, options);
  if (!accounts.ok && accounts.failure.kind !== 'forbidden') {
    return { kind: 'failed', failure: accounts.failure };
  }
  let refused = asUser?.failure;
  for (const id of accounts.ok ? accounts.value : []) {
    const asAccount = await verifyAccountToken(client, id, options);
    if (asAccount.ok) {
      return outcome(asAccount);
    }
    refused = asAccount.failure;
  }
  refused ??= failure('unauthenticated', 'GET', text`/user/tokens/verify`).failure;
  return accountId ? { kind: 'failed', failure: refused } : { kind: 'needs-account', failure: refused };
}

function isUnknownToken({ kind }: Failure): boolean {
  return kind === 'unauthenticated' || kind === 'forbidden' || kind === 'rejected';
}

function outcome(result: Result<TokenStatus>): TokenCheck {
  if (!result.ok) {
    return { kind: 'failed', failure: result.failure };
  }
  const { id, status, expires } = result.value;
  return status === 'active' ? { kind: 'active', id, expires } : { kind: 'inactive', status };
}
