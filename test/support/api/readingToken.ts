import type { TokenRecord } from './world.ts';

/** The least that reads everything. */
export const READ_ALL = ['Zone Read', 'DNS Read', 'Account Settings Read'] as const;

/** An active token of a user that reads everything within its scope; without one, all there is. */
export function readingToken(
  secret: string,
  id: string,
  scope: Pick<TokenRecord, 'accountIds' | 'zoneIds'> = {},
): TokenRecord {
  return { secret, id, status: 'active', owner: 'user', permissions: new Set(READ_ALL), ...scope };
}
