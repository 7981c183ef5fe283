import { Agent, type Dispatcher } from 'undici';
import { type Transport, type TransportAnswer, TransportError, type TransportRequest } from './transport.ts';

/** The largest answer that is read, bytes: a page of 50 zones is about 100 kB. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** Connections to one origin: the most that `secondaryDns.maxConcurrentRequests` allows. */
const MAX_CONNECTIONS = 64;

/** A transport over a dispatcher of its own, never the global one. */
export function undiciTransport(): Transport {
  const dispatcher = new Agent({ connections: MAX_CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  return {
    send: (request) =>
      new Promise<TransportAnswer>((resolve, reject) => {
        const exchange = new Exchange(request, resolve, reject);
        const { origin, path, method, headers } = request;
        dispatcher.dispatch({ origin, path, method, headers }, exchange);
      }),
    close: () => dispatcher.destroy(),
  };
}

/** One request and its answer, bounded in time and size. It settles once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: TransportAnswer) => void;
  readonly #reject: (error: TransportError) => void;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: TransportAnswer['headers'] = {};
  #controller: Dispatcher.DispatchController | undefined;
  #ended: TransportError | undefined;

  constructor(
    request: TransportRequest,
    resolve: (answer: TransportAnswer) => void,
    reject: (error: TransportError) => void,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#signal = request.signal;
    this.#timer = setTimeout(() => this.#end(new TransportError('timeout')), request.timeLimit);
    this.#signal.addEventListener('abort', this.#cancel);
    if (this.#signal.aborted) {
      this.#cancel();
    }
  }

  readonly #cancel = () => this.#end(new TransportError('cancelled', this.#signal.reason));

  #end(error: TransportError): void {
    this.#release();
    this.#ended ??= error;
    this.#reject(this.#ended);
    this.#controller?.abort(this.#ended);
  }

  #release(): void {
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
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MAX_ANSWER_BYTES) {
      this.#chunks.length = 0;
      this.#end(new TransportError('too-large'));
    } else {
      this.#chunks.push(chunk);
    }
  }

  onResponseEnd(): void {
    this.#release();
    const body = Buffer.concat(this.#chunks, this.#size).toString('utf8');
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end(new TransportError('unreachable', error));
  }
}
