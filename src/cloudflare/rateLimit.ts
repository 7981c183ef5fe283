import type { TransportAnswer } from './transport.ts';

/** What an answer says of the limit of requests; times in milliseconds. */
export interface RateLimitFacts {
  /** `Ratelimit-Policy`: how many requests a window allows. */
  readonly quota: number | undefined;
  readonly window: number | undefined;
  /** `Ratelimit`: how many are left, and when the window ends. */
  readonly remaining: number | undefined;
  readonly reset: number | undefined;
}

/**
 * Reads `Ratelimit: "default";r=50;t=30` and `Ratelimit-Policy: "default";q=1200;w=300`, seconds both
 * (draft-ietf-httpapi-ratelimit-headers). What is absent or unreadable is undefined.
 */
export function parseRateLimit(headers: TransportAnswer['headers']): RateLimitFacts {
  const limit = headers.ratelimit;
  const policy = headers['ratelimit-policy'];
  return {
    quota: positive(parameter(policy, 'q')),
    window: seconds(positive(parameter(policy, 'w'))),
    remaining: parameter(limit, 'r'),
    reset: seconds(parameter(limit, 't')),
  };
}

/**
 * A parameter's value in the first item of a structured field list (RFC 9651), whose integers have 15 digits at
 * most.
 */
function parameter(
  header: string | readonly string[] | undefined,
  name: 'q' | 'w' | 'r' | 't',
): number | undefined {
  const text = typeof header === 'string' ? header : header?.[0];
  const at = text?.indexOf(`;${name}=`) ?? -1;
  if (text === undefined || at < 0) {
    return undefined;
  }
  const value = Number.parseInt(text.slice(at + 3), 10);
  return value >= 0 && value < 1e15 ? value : undefined;
}

function positive(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value;
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}
