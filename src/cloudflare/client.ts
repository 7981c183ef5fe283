import type { LimitFunction } from 'p-limit';
import type { Clock } from '../clock.ts';
import { EitherSignal } from '../eitherSignal.ts';
import type { Logger } from '../logger.ts';
import { cleanText, joined, type Text, text } from '../text/text.ts';
import { authorizationHeaders, type Credential } from './authorization.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { type ApiNotice, type Failure, type FailureKind, failure, type Result } from './failure.ts';
import type { RateLimitPacer } from './rateLimitPacer.ts';
import type { Redaction } from './redaction.ts';
import type { RequestOptions } from './requestOptions.ts';
import { parseRetryAfter, retryPause } from './retry.ts';
import { type Transport, type TransportAnswer, TransportError } from './transport.ts';

/** The longest header or code that is kept, characters. */
const MAX_HEADER = 200;

/** Milliseconds for one exchange, body included. */
export const TIME_LIMIT = 30_000;

export interface ClientOptions {
  /** As `parseBaseUrl` gives it. */
  readonly baseUrl: string;
  readonly credential: Credential;
  /** Aborts when the credential may no longer be used: from then on no byte of it is sent. */
  readonly life: AbortSignal;
  readonly transport: Transport;
  /** Shared by all clients. */
  readonly redaction: Redaction;
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

/** Makes a result of an answer without secrets, or of the answer as it came. `now`: milliseconds since the epoch. */
type ReadAnswer<T> = (answer: TransportAnswer, received: TransportAnswer, now: number) => Result<T>;

/** Asks the API with one credential. Specified in test/unit/cloudflare/cloudflare.test.ts. */
export class Client {
  readonly #options: ClientOptions;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #endsWithLife: EitherSignal;

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
    this.#endsWithLife = new EitherSignal(options.life);
    options.redaction.watchFor(options.credential, options.life);
  }

  /**
   * `GET path`, tried again where that may help. Never throws: whatever goes wrong is a failure.
   * @param path below the base URL, with its query
   */
  get<T>(path: Text, read: Read<T>, options: RequestOptions): Promise<Result<T>> {
    return this.#get(path, (answer, _received, now) => readAnswer(path, answer, read, now), options);
  }

  /**
   * The same for an answer that is asked for a secret of an account. From then on that secret is taken out of all
   * others; of this one everything but the value.
   */
  getSecret<T>(
    path: Text,
    read: Read<T>,
    secretOf: (value: T) => string,
    options: RequestOptions,
  ): Promise<Result<T>> {
    const { redaction, life } = this.#options;
    const readSecret: ReadAnswer<T> = (answer, received, now) => {
      const result = readAnswer(path, redaction.redactCredentials(received), read, now);
      if (!result.ok) {
        return readAnswer(path, answer, read, now);
      }
      redaction.watchForTsig(secretOf(result.value), life);
      return { ...result, messages: [] };
    };
    return this.#get(path, readSecret, options);
  }

  async #get<T>(
    path: Text,
    read: ReadAnswer<T>,
    { signal: asker, urgent = false }: RequestOptions,
  ): Promise<Result<T>> {
    const { log, limit, clock, random, pacer, life } = this.#options;
    const signal = asker ? this.#endsWithLife.or(asker) : life;
    for (let tries = 1; ; tries++) {
      await pacer?.admit(urgent, signal);
      const result = await limit(() => this.#ask(path, read, signal));
      const pause = result.ok ? undefined : retryPause(result.failure, tries, random(), pacer !== undefined);
      if (pause === undefined || signal.aborted) {
        return result;
      }
      log.debug(text`GET ${path}: trying again in ${Math.round(pause)} ms`);
      await clock.sleep(pause, signal);
    }
  }

  /** Says in the log what could not be used. */
  report(failure: Failure): void {
    this.#options.log.warn(describe(failure));
  }

  async #ask<T>(path: Text, read: ReadAnswer<T>, signal: AbortSignal): Promise<Result<T>> {
    const { transport, redaction, log, clock, pacer, timeLimit, life } = this.#options;
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
      // The credential is no longer taken out of an answer that came with the end of the sign-in.
      if (life.aborted) {
        throw new TransportError('cancelled', life.reason);
      }
      answer = redaction.redact(received);
      result = read(answer, received, clock.now());
      log.debug(text`GET ${path}: ${answer.status} in ${clock.now() - start} ms${rayText(answer)}`);
    } catch (error) {
      result = unanswered(path, error);
    }
    pacer?.settled(answer, result.ok ? undefined : result.failure.retryAfter);
    if (!result.ok && result.failure.kind !== 'cancelled') {
      this.report(result.failure);
    }
    return result;
  }
}

function rayText(answer: TransportAnswer): Text {
  const ray = header(answer, 'cf-ray');
  return ray ? text`, cf-ray ${ray}` : text``;
}

function unanswered(path: Text, error: unknown): Result<never> {
  return error instanceof TransportError
    ? failure(error.kind, 'GET', path, {
        networkCode: error.code === undefined ? undefined : cleanText(error.code, MAX_HEADER),
        cause: bare(error.cause),
      })
    : failure('unreachable', 'GET', path, { cause: bare(error) });
}

/** An error's words alone: a parser's error carries what it could not parse, which may be the request itself. */
function bare(cause: unknown): Error | undefined {
  return cause instanceof Error ? new Error(cause.message) : undefined;
}

function readAnswer<T>(path: Text, answer: TransportAnswer, read: Read<T>, now: number): Result<T> {
  const fail = (kind: FailureKind, rest: { errors?: readonly ApiNotice[]; detail?: Text } = {}) =>
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
    return fail('not-json', { detail: header(answer, 'content-type') ?? text`no content type` });
  }
  if (!envelope) {
    return fail('unexpected-shape', { detail: text`the answer is not the envelope of the API` });
  }
  const value = read(envelope.result, envelope);
  return value === undefined
    ? fail('unexpected-shape', { detail: text`the result has another shape than expected` })
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

function header({ headers }: TransportAnswer, name: string): Text | undefined {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? undefined : cleanText(first, MAX_HEADER);
}

/** A failure as one English line, for the log. */
function describe({ method, path, kind, status, networkCode, errors, ray, detail }: Failure): Text {
  const facts = [
    status !== undefined ? text`HTTP ${status}` : networkCode,
    ...errors.map(({ code, message }) => text`${code ?? text`no code`}: ${message}`),
    detail,
    ray && text`cf-ray ${ray}`,
  ];
  return text`${cleanText(`${method} ${path}: ${kind}`)} (${joined(facts, '; ') || text`no more is known`})`;
}
