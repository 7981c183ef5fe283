import * as v from '../text/schema.ts';
import { type Text, text } from '../text/text.ts';
import type { Client } from './client.ts';
import type { RequestOptions } from './requestOptions.ts';
import { accountSchema, ZONES_PER_PAGE } from './zoneList.ts';

/** Whose a credential is and what it may do, as far as the zones say that it can list. */
export interface Whoami {
  /** The names of the accounts of its first zones. */
  readonly accounts: readonly Text[];
  /** What it may do with one of them at least, as the API writes it, such as `#dns_records:read`. */
  readonly permissions: readonly Text[];
}

/** The API knows about fifty permissions. */
const MAX_PERMISSIONS = 200;

const schema = v.array(
  v.object({
    account: v.nullish(accountSchema),
    permissions: v.fallback(v.optional(v.pipe(v.array(v.name), v.maxLength(MAX_PERMISSIONS)), []), []),
  }),
);

function readWhoami(result: unknown): Whoami | undefined {
  const parsed = v.safeParse(v.pipe(schema, v.maxLength(ZONES_PER_PAGE)), result);
  if (!parsed.success) {
    return undefined;
  }
  const accounts = new Map(
    parsed.output.flatMap(({ account }) => (account ? [[account.id, account.name]] : [])),
  );
  return {
    accounts: [...accounts.values()],
    permissions: [...new Set(parsed.output.flatMap(({ permissions }) => permissions))].toSorted(),
  };
}

/**
 * `GET /zones`, one page of zones of every type: each names its account and what the asker may do with it.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 * @returns undefined where the zones cannot be listed
 */
export async function whoami(client: Client, options: RequestOptions): Promise<Whoami | undefined> {
  const answer = await client.get(text`/zones?page=1&per_page=${ZONES_PER_PAGE}`, readWhoami, options);
  return answer.ok ? answer.value : undefined;
}

/** Those of some permissions that change something. */
export function writing(permissions: readonly Text[]): readonly Text[] {
  return permissions.filter((permission) => /:(edit|write)$/.test(permission));
}
