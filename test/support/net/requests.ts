import type { TransportError, TransportRequest } from '../../../src/cloudflare/transport.ts';

/** A request with the time limit of the service layer unless told. */
export function requestTo(
  origin: string,
  path: string,
  rest: Partial<Pick<TransportRequest, 'signal' | 'timeLimit' | 'headers'>> = {},
): TransportRequest {
  return {
    method: 'GET',
    origin,
    path,
    headers: {},
    signal: new AbortController().signal,
    timeLimit: 30_000,
    ...rest,
  };
}

/** How sending failed: the error's kind and code, such as `unreachable ENOTFOUND`. */
export function outcome(sending: Promise<unknown>): Promise<string> {
  return sending.then(
    () => 'answered',
    ({ kind, code }: TransportError) => [kind, code].filter((part) => part !== undefined).join(' '),
  );
}
