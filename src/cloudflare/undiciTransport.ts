import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
import type { HttpProxy } from './route.ts';
import {
  codeOf,
  MAX_ANSWER_BYTES,
  MAX_ARRIVING_BYTES,
  type Transport,
  type TransportAnswer,
  TransportError,
  type TransportRequest,
} from './transport.ts';

/** Connections to one origin: the most that `secondaryDns.maxConcurrentRequests` allows. */
const MAX_CONNECTIONS = 64;

/** Milliseconds for a proxy to answer a CONNECT. */
const TUNNEL_TIME_LIMIT = 10_000;

/** Milliseconds between HTTP/2 pings: a connection that died in silence is replaced after two. */
const PING_INTERVAL = 10_000;

export interface UndiciOptions {
  readonly proxy?: HttpProxy | undefined;
  /** The authorities to trust, PEM; Node's default list unless given. */
  readonly ca?: readonly string[] | undefined;
}

/** A transport over a dispatcher of its own, never the global one. */
export function undiciTransport(options: UndiciOptions = {}): Transport {
  const dispatcher = createDispatcher(options);
  const arriving = new Arriving();
  return {
    send: (request) =>
      new Promise<TransportAnswer>((resolve, reject) => {
        if (request.signal.aborted) {
          reject(new TransportError('cancelled', request.signal.reason, false));
          return;
        }
        const exchange = new Exchange(request, arriving, resolve, reject);
        const { origin, path, method, headers } = request;
        dispatcher.dispatch({ origin, path, method, headers }, exchange);
      }),
    close: () => dispatcher.destroy(),
  };
}

/**
 * The time limit of an exchange covers its phases: undici's own limits are off. All connections share one
 * context, since reading the authorities takes some 50 ms.
 */
function createDispatcher({ proxy, ca }: UndiciOptions): Dispatcher {
  const trusted = ca ? { secureContext: createSecureContext({ ca: [...ca] }) } : {};
  // Said each time, since NODE_TLS_REJECT_UNAUTHORIZED decides where nothing is said.
  const trust = { ...trusted, rejectUnauthorized: true };
  const common = {
    connections: MAX_CONNECTIONS,
    headersTimeout: 0,
    bodyTimeout: 0,
    h2Options: { pingInterval: PING_INTERVAL },
  };
  if (!proxy) {
    return new Agent({ ...common, connect: trust });
  }
  return new ProxyAgent({
    ...common,
    uri: proxy.url,
    ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
    requestTls: trust,
    proxyTls: { ...trusted, rejectUnauthorized: proxy.strict, allowH2: false },
    clientFactory: (url, options) => new TunnelPool(url, { ...options, headersTimeout: TUNNEL_TIME_LIMIT }),
  });
}

/** The bytes of answers that are held while they arrive. */
class Arriving {
  #bytes = 0;

  get isTooMuch(): boolean {
    return this.#bytes > MAX_ARRIVING_BYTES;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }
}

/** One request and its answer, bounded in time and size. It settles once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: TransportAnswer) => void;
  readonly #reject: (error: TransportError) => void;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #arriving: Arriving;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: TransportAnswer['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #ended: TransportError | undefined;

  constructor(
    request: TransportRequest,
    arriving: Arriving,
    resolve: (answer: TransportAnswer) => void,
    reject: (error: TransportError) => void,
  ) {
    this.#arriving = arriving;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = request.signal;
    this.#timer = setTimeout(() => this.#end(new TransportError('timeout')), request.timeLimit);
    this.#signal.addEventListener('abort', this.#cancel);
  }

  readonly #cancel = () => this.#end(new TransportError('cancelled', this.#signal.reason));

  #end(error: TransportError): void {
    this.#release();
    this.#chunks.length = 0;
    this.#ended ??= error;
    this.#reject(this.#ended);
    this.#controller?.abort(this.#ended);
  }

  #release(): void {
    this.#arriving.add(-this.#size);
    this.#size = 0;
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#cancel);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) {
      controller.abort(this.#ended);
    }
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: TransportAnswer['headers'],
  ): void {
    this.#status = statusCode;
    this.#headers = headers;
    if (Number(headers['content-length']) > MAX_ANSWER_BYTES) {
      this.#end(new TransportError('too-large'));
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) {
      return;
    }
    this.#size += chunk.length;
    this.#arriving.add(chunk.length);
    if (this.#size > MAX_ANSWER_BYTES || this.#arriving.isTooMuch) {
      this.#end(new TransportError('too-large'));
    } else {
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    const encoding = this.#headers['content-encoding'];
    if (encoding === undefined) {
      this.#finish(body);
    } else {
      this.#decode(body, String(encoding));
    }
  }

  /** The time limit goes on, for decoding a few bytes may take long. */
  #decode(body: Buffer, encoding: string): void {
    decodeContent(body, encoding, MAX_ANSWER_BYTES).then(
      (decoded) => this.#finish(decoded),
      (error: unknown) => {
        const kind = codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'unreachable';
        this.#end(new TransportError(kind, error));
      },
    );
  }

  #finish(body: Buffer): void {
    this.#release();
    this.#resolve({ status: this.#status, headers: this.#headers, body: body.toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(new TransportError('unreachable', error, this.#controller !== undefined));
  }
}

/** The proxy made no tunnel. `code` is `PROXY_` and its HTTP status, or the code of what failed on the way to it. */
export class ProxyError extends Error {
  readonly code: string;

  constructor(reason: string, cause?: unknown) {
    super(`The proxy made no tunnel (${reason})`, { cause });
    this.name = 'ProxyError';
    this.code = `PROXY_${reason}`;
  }
}

/** The connections to a proxy. A failure there is reported as the proxy's, not as one of the API behind it. */
export class TunnelPool extends Pool {
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    const answer = await super.connect(options).catch((error: unknown) => {
      throw new ProxyError(codeOf(error) ?? 'UNKNOWN', error);
    });
    if (answer.statusCode !== 200) {
      answer.socket.on('error', () => undefined).destroy();
      throw new ProxyError(String(answer.statusCode));
    }
    return answer;
  }
}

const DECODERS: ReadonlyMap<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> =
  new Map([
    ['gzip', promisify(gunzip)],
    ['x-gzip', promisify(gunzip)],
    ['deflate', promisify(inflate)],
    ['br', promisify(brotliDecompress)],
  ]);

/**
 * Undoes a `Content-Encoding`, off the main thread. One that is not known, or more than one, is left as it is.
 * Rejects with the code ERR_BUFFER_TOO_LARGE past `maxBytes`, and with zlib's codes when the body is damaged.
 */
export async function decodeContent(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decode = DECODERS.get(encoding.trim().toLowerCase());
  return decode ? decode(body, { maxOutputLength: maxBytes }) : body;
}
