import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, refusal } from './answer.ts';
import { credentialOf } from './credentials.ts';
import { Faults, misbehave } from './faults.ts';
import { RateLimit } from './limits.ts';
import { BASE_PATH, belowBase } from './route.ts';
import { answerTo } from './router.ts';
import { send } from './send.ts';
import type { World } from './world.ts';

export interface ApiOptions {
  /** A free one unless told. */
  readonly port?: number;
  /** Called with each request, which is answered once this has resolved. */
  readonly hold?: () => Promise<void>;
  /** Is given a line for each answer: method, path and status. */
  readonly log?: (line: string) => void;
  /** Requests are not limited unless told. */
  readonly limit?: RateLimit;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** A request that came. It does not say with which credential. */
export interface RecordedRequest {
  readonly method: string;
  /** Below the base URL, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A Cloudflare API that listens on loopback. */
export interface Api {
  /** The base URL, such as `http://127.0.0.1:8787/client/v4`. */
  readonly url: string;
  readonly origin: string;
  /** What it knows: changes show in the next answer. */
  readonly world: World;
  readonly requests: readonly RecordedRequest[];
  readonly faults: Faults;
  /** Drops every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts the API on 127.0.0.1. Rejects when the port is taken. */
export async function startApi(world: World, options: ApiOptions = {}): Promise<Api> {
  const requests: RecordedRequest[] = [];
  const faults = new Faults();
  const answer = exchange(world, requests, faults, options);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: origin + BASE_PATH,
    origin,
    world,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function exchange(world: World, requests: RecordedRequest[], faults: Faults, options: ApiOptions) {
  const { hold, log, limit, now = Date.now } = options;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', headers } = request;
    const { pathname, search, searchParams: query } = new URL(request.url ?? '', 'http://127.0.0.1');
    const path = belowBase(pathname) ?? pathname;
    requests.push({ method, path, query: Object.fromEntries(query), at: now() });
    response.once('close', () => log?.(`${method} ${path}${search} ${response.statusCode}`));
    response.setHeader('cf-ray', `${requests.length.toString(16).padStart(16, '0')}-FRA`);
    const refused = limited(limit, credentialOf(headers), now(), response);
    const body = await text(request);
    await hold?.();
    const honest = refused ?? answerTo({ method, path: pathname, query, headers, body }, world);
    const fault = faults.take(path + search);
    await (fault ? misbehave(fault, honest, response) : send(honest, response));
  };
}

/** Sets the headers that tell the limit; gives the refusal of a request that goes past it. */
function limited(
  limit: RateLimit | undefined,
  credential: string,
  now: number,
  response: ServerResponse,
): Answer | undefined {
  const { count, window } = limit ?? UNLIMITED;
  const { allowed, remaining, resetSeconds } = limit?.take(credential, now) ?? FRESH;
  const seconds = Math.ceil(window / 1000);
  response.setHeader('ratelimit', `"default";r=${remaining};t=${resetSeconds}`);
  response.setHeader('ratelimit-policy', `"default";q=${count};w=${seconds}`);
  if (allowed) {
    return undefined;
  }
  const message = `More than ${count} requests per ${seconds} seconds reached. Please wait and consider throttling your request speed`;
  return refusal(429, [{ code: 971, message }], { 'retry-after': String(resetSeconds) });
}

/** What is told when nothing is limited: all of the API's own limit is left. */
const UNLIMITED = new RateLimit();
const FRESH = { allowed: true, remaining: UNLIMITED.count, resetSeconds: UNLIMITED.window / 1000 };

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The exchange failed', { cause: error });
}
