import type { Credential } from '../cloudflare/authorization.ts';

/** The environment variables that wrangler, Terraform and Cloudflare's SDKs read. */
type EnvironmentVariable = 'CLOUDFLARE_API_TOKEN' | 'CLOUDFLARE_EMAIL' | 'CLOUDFLARE_API_KEY';

export interface EnvironmentCredential {
  /** The name of the variable that holds it, to be shown. */
  readonly variable: EnvironmentVariable;
  readonly credential: Credential;
}

/** The credential of the environment, a token before a key with its email; undefined where there is none. */
export function environmentCredential(
  env: Readonly<Partial<Record<EnvironmentVariable, string | undefined>>>,
): EnvironmentCredential | undefined {
  const token = env.CLOUDFLARE_API_TOKEN?.trim();
  if (token) {
    return { variable: 'CLOUDFLARE_API_TOKEN', credential: { kind: 'token', token } };
  }
  const email = env.CLOUDFLARE_EMAIL?.trim();
  const key = env.CLOUDFLARE_API_KEY?.trim();
  return email && key
    ? { variable: 'CLOUDFLARE_API_KEY', credential: { kind: 'key', email, key } }
    : undefined;
}
