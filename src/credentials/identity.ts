import * as v from 'valibot';
import type { Credential } from '../cloudflare/authorization.ts';

/** A credential, the API that it was checked against, and a label that does not show it. */
export interface Identity {
  /** Stable and not secret: made of the token's id or of the email. */
  readonly id: string;
  readonly label: string;
  /** The API that the credential was checked against. It is never sent to another. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly addedAt: number;
  readonly credential: Credential;
}

const schema = v.object({
  version: v.literal(1),
  id: v.string(),
  label: v.string(),
  baseUrl: v.string(),
  addedAt: v.number(),
  credential: v.variant('kind', [
    v.object({ kind: v.literal('token'), token: v.string() }),
    v.object({ kind: v.literal('key'), email: v.string(), key: v.string() }),
  ]),
});

/** An identity as one JSON value, the form in which it is kept. */
export function serializeIdentity(identity: Identity): string {
  return JSON.stringify({ version: 1, ...identity });
}

/** Reads what `serializeIdentity` wrote; undefined for anything else. */
export function parseIdentity(text: string): Identity | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** A token's identity, by the token's id. */
export function tokenIdentity(token: string, tokenId: string, baseUrl: string, addedAt: number): Identity {
  const credential = { kind: 'token', token } as const;
  return { id: `token-${tokenId}`, label: `API token ${tokenId.slice(0, 8)}…`, baseUrl, addedAt, credential };
}

/** The identity of an email with its global API key. */
export function keyIdentity(email: string, key: string, baseUrl: string, addedAt: number): Identity {
  return { id: `key-${email}`, label: email, baseUrl, addedAt, credential: { kind: 'key', email, key } };
}
