/** Cloudflare's two authorization schemes: an API token, or an email with the global API key. */
export type Credential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'key'; readonly email: string; readonly key: string };

/** The secret part of a credential: the token, or the key without its email. */
export function secretOf(credential: Credential): string {
  return credential.kind === 'token' ? credential.token : credential.key;
}

/**
 * The request headers that carry a credential; it goes nowhere else.
 * Specified in test/unit/cloudflare/cloudflare.test.ts.
 */
export function authorizationHeaders(credential: Credential): Readonly<Record<string, string>> {
  return credential.kind === 'token'
    ? { authorization: `Bearer ${credential.token}` }
    : { 'x-auth-email': credential.email, 'x-auth-key': credential.key };
}
