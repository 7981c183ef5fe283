import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, type Notice, refusal } from './answer.ts';
import { idOf } from './id.ts';
import type { Grant, TokenRecord, World } from './world.ts';

/** Who asks, and what they may do. */
export interface Actor extends Grant {
  /** As error messages name it. */
  readonly name: string;
  /** Undefined for an email with its key. */
  readonly token: TokenRecord | undefined;
}

/** Who sent a request, by either scheme; a header that is missing, malformed or unknown is refused. */
export function authenticate(
  headers: IncomingHttpHeaders,
  world: World,
): { readonly actor: Actor } | { readonly refused: Answer } {
  return headers.authorization === undefined
    ? withKey(singleHeader(headers, 'x-auth-email'), singleHeader(headers, 'x-auth-key'), world)
    : withToken(headers.authorization, world);
}

/** What the rate limit counts by: the credential as sent, whether it is known or not. */
export function credentialOf(headers: IncomingHttpHeaders): string {
  return headers.authorization ?? `${headers['x-auth-email']} ${headers['x-auth-key']}`;
}

/** The answer to a token that is unknown, or no longer good. */
export function invalidToken(status: 400 | 401 = 401): Answer {
  return refusal(status, [{ code: 1000, message: 'Invalid API Token' }]);
}

/** The answer to headers that do not hold a credential; the chain says what is wrong with which. */
export function invalidHeaders(...chain: readonly Notice[]): Answer {
  return refusal(400, [{ code: 6003, message: 'Invalid request headers', error_chain: chain }]);
}

export const INVALID_AUTHORIZATION: Notice = {
  code: 6111,
  message: 'Invalid format for Authorization header',
};

function withToken(header: string, world: World) {
  const secret = /^Bearer ([\w-]{40,80})$/.exec(header)?.[1];
  if (!secret) {
    return { refused: invalidHeaders(INVALID_AUTHORIZATION) };
  }
  const token = world.tokens.find((known) => known.secret === secret);
  return token
    ? { actor: { ...token, name: `com.cloudflare.api.token.${token.id}`, token } }
    : { refused: invalidToken() };
}

function withKey(email: string | undefined, key: string | undefined, world: World) {
  const chain = [
    ...headerProblem(email, /^[^@\s]+@[^@\s]+$/, 'X-Auth-Email', { missing: 6100, malformed: 6102 }),
    ...headerProblem(key, /^\w{37,45}$/, 'X-Auth-Key', { missing: 6101, malformed: 6103 }),
  ];
  if (chain.length > 0) {
    return { refused: invalidHeaders(...chain) };
  }
  const known = world.keys.find((pair) => pair.email === email && pair.key === key);
  return known
    ? { actor: { ...known, name: `com.cloudflare.api.user.${idOf(known.email)}`, token: undefined } }
    : { refused: refusal(403, [{ code: 9103, message: 'Unknown X-Auth-Key or X-Auth-Email' }]) };
}

function headerProblem(
  value: string | undefined,
  format: RegExp,
  name: string,
  codes: { readonly missing: number; readonly malformed: number },
): Notice[] {
  if (value === undefined) {
    return [{ code: codes.missing, message: `Missing ${name} header` }];
  }
  return format.test(value) ? [] : [{ code: codes.malformed, message: `Invalid format for ${name} header` }];
}

function singleHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
