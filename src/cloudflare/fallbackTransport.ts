import type { Logger } from '../logger.ts';
import { cleanText, type Text, text } from '../text/text.ts';
import {
  codeOf,
  type Transport,
  type TransportAnswer,
  TransportError,
  type TransportRequest,
} from './transport.ts';

export interface FallbackOptions {
  readonly direct: Transport;
  readonly host: Transport;
  readonly log: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Sends directly and, where no connection can be made, once more through the host. If that works, later requests
 * start there, until the host fails as well.
 */
export class FallbackTransport implements Transport {
  readonly #options: FallbackOptions;
  #hostServes = false;

  constructor(options: FallbackOptions) {
    this.#options = options;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    if (this.#hostServes) {
      return this.#sendByHost(request);
    }
    const { direct, now } = this.#options;
    const start = now();
    try {
      return await direct.send(request);
    } catch (error) {
      const left = request.timeLimit - (now() - start);
      if (!isUnconnected(error) || left <= 0) {
        throw error;
      }
      return this.#tryHost({ ...request, timeLimit: left }, error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#options.direct.close(), this.#options.host.close()]);
  }

  async #sendByHost(request: TransportRequest): Promise<TransportAnswer> {
    try {
      return await this.#options.host.send(request);
    } catch (error) {
      if (error instanceof TransportError && error.kind === 'unreachable') {
        this.#hostServes = false;
      }
      throw error;
    }
  }

  /** If the host fails as well, throws the first error: it is more specific. */
  async #tryHost(request: TransportRequest, first: TransportError): Promise<TransportAnswer> {
    const { host, log } = this.#options;
    try {
      const answer = await host.send(request);
      if (!this.#hostServes) {
        log.info(
          text`${cleanText(request.origin)}: no direct connection (${codeText(first)}); VS Code's own fetch serves, and VS Code checks the certificate.`,
        );
      }
      this.#hostServes = true;
      return answer;
    } catch (error) {
      if (error instanceof TransportError && error.kind === 'cancelled') {
        throw error;
      }
      log.debug(text`${cleanText(request.origin)}: VS Code's own fetch failed too (${codeText(error)}).`);
      throw first;
    }
  }
}

/**
 * Codes of a connection that was never made. A certificate that is not accepted is none of them: the credential is not
 * handed to a second way that may accept it.
 */
const UNCONNECTED: ReadonlySet<string | undefined> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENODATA',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'EPIPE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

function isUnconnected(error: unknown): error is TransportError {
  return (
    error instanceof TransportError &&
    error.kind === 'unreachable' &&
    !error.sent &&
    UNCONNECTED.has(error.code)
  );
}

function codeText(error: unknown): Text {
  return cleanText(codeOf(error) ?? 'no code');
}
