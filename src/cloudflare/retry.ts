import type { Failure } from './failure.ts';

/** The most attempts for one request. */
const MAX_TRIES = 3;
/** Milliseconds before the second try; doubled for each further one. */
const FIRST_PAUSE = 400;

const PASSING_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INFO',
  'PROXY_ECONNRESET',
  'PROXY_UND_ERR_SOCKET',
]);

/**
 * Whether to ask again after a failure, and when. Only reads come this way, so asking twice does no harm.
 * @param tries how often it was asked already
 * @param random in [0, 1): spreads the retries of many clients
 * @param paced a pacer waits out the API's limit before the next try
 * @returns milliseconds to wait, or undefined: the failure stands
 */
export function retryPause(
  failure: Failure,
  tries: number,
  random: number,
  paced: boolean,
): number | undefined {
  if (tries >= MAX_TRIES) {
    return undefined;
  }
  if (failure.kind === 'rate-limited') {
    return paced ? 0 : undefined;
  }
  if (!isPassing(failure)) {
    return undefined;
  }
  return FIRST_PAUSE * 2 ** (tries - 1) * (0.5 + random);
}

function isPassing({ kind, networkCode }: Failure): boolean {
  return (
    kind === 'server' ||
    (kind === 'unreachable' && networkCode !== undefined && PASSING_CODES.has(networkCode))
  );
}

/**
 * Reads a `Retry-After` header, seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @returns milliseconds from now, never negative; undefined when absent or unreadable
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
