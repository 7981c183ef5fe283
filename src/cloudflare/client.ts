import type { LimitFunction } from 'p-limit';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { authorizationHeaders, type Credential } from './authorization.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { type ApiNotice, type Failure, type FailureKind, failure, type Result } from './failure.ts';
import type { RateLimitPacer } from './rateLimitPacer.ts';
import { type Redact, redaction } from './redaction.ts';
import type { RequestOptions } from './requestOptions.ts';
import { parseRetryAfter, retryPause } from './retry.ts';
import { type Transport, type TransportAnswer, TransportError } from './transport.ts';

/** Milliseconds for one exchange, body included. */
export const TIME_LIMIT = 30_000;

export interface ClientOptions {
  /** As `parseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly transport: Transport;
  /** Bounds how many requests are in flight, over all clients that share it. */
  readonly limit: LimitFunction;
  /** Keeps within the API's limit. Without one nothing waits, and a 429 is a failure at once. */
  readonly pacer: RateLimitPacer | undefined;
  readonly log: Logger;
  readonly userAgent: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Milliseconds for one exchange, body included. */
  readonly timeLimit: number;
}

/** Makes a typed value of an envelope's `result`; undefined when it has another shape. */
export type Read<T> = (result: unknown, envelope: Envelope) => T | undefined;

/** Asks the API with one credential. Specified in test/unit/cloudflare/cloudflare.test.ts. */
export class Client {
  readonly #options: ClientOptions;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #redact: Redact;

  constructor(options: ClientOptions) {
    const { origin, pathname } = new URL(options.baseUrl);
    this.#options = options;
    this.#origin = origin;
    this.#basePath = pathname.replace(/\/$/, '');
    this.#headers = {
      accept: 'application/json',
      'user-agent': options.userAgent,
      ...authorizationHeaders(options.credential),
    };
    this.#redact = redaction(options.credential);
  }

  /**
   * `GET path`, tried again where that may help. Never throws: whatever goes wrong is a failure.
   * @param path below the base URL, with its query
   */
  async get<T>(path: string, read: Read<T>, { signal, urgent = false }: RequestOptions): Promise<Result<T>> {
    const { log, limit, clock, random, pacer } = this.#options;
    for (let tries = 1; ; tries++) {
      await pacer?.admit(urgent, signal);
      const result = await limit(() => this.#ask(path, read, signal));
      const pause = result.ok ? undefined : retryPause(result.failure, tries, random(), pacer !== undefined);
      if (pause === undefined || signal.aborted) {
        return result;
      }
      log.debug(`GET ${path}: trying again in ${Math.round(pause)} ms`);
      await clock.sleep(pause, signal);
    }
  }

  async #ask<T>(path: string, read: Read<T>, signal: AbortSignal): Promise<Result<T>> {
    const { transport, log, clock, pacer, timeLimit } = this.#options;
    const start = clock.now();
    let answer: TransportAnswer | undefined;
    let result: Result<T>;
    try {
      const received = await transport.send({
        method: 'GET',
        origin: this.#origin,
        path: this.#basePath + path,
        headers: this.#headers,
        signal,
        timeLimit,
      });
      answer = this.#redact(received);
      result = readAnswer(path, answer, read, clock.now());
      log.debug(`GET ${path}: ${answer.status} in ${clock.now() - start} ms${rayText(answer)}`);
    } catch (error) {
      result = unanswered(path, error);
    }
    pacer?.settled(answer, result.ok ? undefined : result.failure.retryAfter);
    if (!result.ok && result.failure.kind !== 'cancelled') {
      log.warn(describe(result.failure));
    }
    return result;
  }
}

function rayText(answer: TransportAnswer): string {
  const ray = header(answer, 'cf-ray');
  return ray ? `, cf-ray ${ray}` : '';
}

function unanswered(path: string, error: unknown): Result<never> {
  return error instanceof TransportError
    ? failure(error.kind, 'GET', path, { networkCode: error.code, cause: bare(error.cause) })
    : failure('unreachable', 'GET', path, { cause: bare(error) });
}

/** An error's words alone: a parser's error carries what it could not parse, which may be the request itself. */
function bare(cause: unknown): Error | undefined {
  return cause instanceof Error ? new Error(cause.message) : undefined;
}

function readAnswer<T>(path: string, answer: TransportAnswer, read: Read<T>, now: number): Result<T> {
  const fail = (kind: FailureKind, rest: { errors?: readonly ApiNotice[]; detail?: string } = {}) =>
    failure(kind, 'GET', path, {
      status: answer.status,
      ray: header(answer, 'cf-ray'),
      retryAfter: parseRetryAfter(header(answer, 'retry-after'), now),
      ...rest,
    });
  const json = parseJson(answer.body);
  const envelope = json && readEnvelope(json.value);
  const refusal = refusalKind(answer.status, envelope);
  if (refusal) {
    return fail(refusal, envelope ? { errors: envelope.errors } : {});
  }
  if (!json) {
    return fail('not-json', { detail: header(answer, 'content-type') ?? 'no content type' });
  }
  if (!envelope) {
    return fail('unexpected-shape', { detail: 'the answer is not the envelope of the API' });
  }
  const value = read(envelope.result, envelope);
  return value === undefined
    ? fail('unexpected-shape', { detail: 'the result has another shape than expected' })
    : { ok: true, value, messages: envelope.messages };
}

/** Codes that say that the credential itself is refused, though the status is not 401. */
const CREDENTIAL_CODES: ReadonlyMap<number, ReadonlySet<number | undefined>> = new Map([
  [400, new Set([1000, 6003, 9106])],
  [403, new Set([9103])],
]);

function refusalKind(status: number, envelope: Envelope | undefined): FailureKind | undefined {
  if (status === 429) {
    return 'rate-limited';
  }
  if (status >= 500) {
    return 'server';
  }
  if (status === 401 || envelope?.errors.some(({ code }) => CREDENTIAL_CODES.get(status)?.has(code))) {
    return 'unauthenticated';
  }
  if (status === 403) {
    return 'forbidden';
  }
  if (status === 404) {
    return 'not-found';
  }
  return status < 200 || status >= 300 || envelope?.success === false ? 'rejected' : undefined;
}

function parseJson(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}

function header({ headers }: TransportAnswer, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** A failure as one English line, for the log. */
function describe({ method, path, kind, status, networkCode, errors, ray, detail }: Failure): string {
  const facts = [
    status !== undefined ? `HTTP ${status}` : networkCode,
    ...errors.map(({ code, message }) => `${code ?? 'no code'}: ${message}`),
    detail,
    ray && `cf-ray ${ray}`,
  ].filter(Boolean);
  return `${method} ${path}: ${kind} (${facts.join('; ') || 'no more is known'})`;
}
