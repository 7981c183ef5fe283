import { createHash } from 'node:crypto';
import type { Credential } from '../cloudflare/authorization.ts';
import * as v from '../text/schema.ts';
import { cleanText, type Text, text } from '../text/text.ts';

/** A credential, the API that it was checked against, and a label that does not show it. */
export interface Identity {
  /** Stable and not secret: made of the token's id or of the email, and of the API. */
  readonly id: string;
  /** Names the files of what it may read: 64 random hex digits. */
  readonly fileName: string;
  readonly label: Text;
  /** The API that the credential was checked against. It is never sent to another. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
  readonly credential: Credential;
}

const schema = v.object({
  version: v.literal(2),
  id: v.raw,
  fileName: v.matching(/^[0-9a-f]{64}$/),
  label: v.text(),
  baseUrl: v.raw,
  addedAt: v.number(),
  credential: v.variant('kind', [
    v.object({ kind: v.literal('token'), token: v.raw }),
    v.object({ kind: v.literal('key'), email: v.raw, key: v.raw }),
  ]),
});

/** The first form, in which the id did not name the API and the file was named by the id. */
const firstSchema = v.pipe(
  v.object({ ...schema.entries, version: v.literal(1), fileName: v.optional(v.undefined_()) }),
  v.transform(({ id, baseUrl, ...rest }) => ({
    ...rest,
    baseUrl,
    id: `${id}@${baseUrl}`,
    fileName: createHash('sha256').update(id).digest('hex'),
  })),
);

/** An identity as one JSON value, the form in which it is kept. */
export function serializeIdentity(identity: Identity): string {
  return JSON.stringify({ version: 2, ...identity });
}

/** Reads what `serializeIdentity` wrote; undefined for anything else. */
export function parseIdentity(stored: string): Identity | undefined {
  try {
    const value: unknown = JSON.parse(stored);
    const parsed = v.safeParse(v.union([schema, firstSchema]), value);
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** What an identity is made of beside its credential. */
export interface IdentityFacts {
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
  /** 64 random hex digits. */
  readonly fileName: string;
}

/** A token's identity, by the token's id. */
export function tokenIdentity(token: string, tokenId: string, facts: IdentityFacts): Identity {
  return {
    id: identityId('token', tokenId, facts.baseUrl),
    label: text`API token ${cleanText(tokenId.slice(0, 8))}…`,
    ...facts,
    credential: { kind: 'token', token },
  };
}

/** The identity of an email with its global API key. */
export function keyIdentity(email: string, key: string, facts: IdentityFacts): Identity {
  return {
    id: identityId('key', email, facts.baseUrl),
    label: cleanText(email),
    ...facts,
    credential: { kind: 'key', email, key },
  };
}

/** Two APIs may tell the same name, and mean two identities. */
function identityId(kind: Credential['kind'], name: string, baseUrl: string): string {
  return `${kind}-${name}@${baseUrl}`;
}
