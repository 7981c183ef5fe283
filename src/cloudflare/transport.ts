/** How requests leave the machine: the one seam between the service layer and undici. */

/** The largest answer that is read, bytes after decoding: a page of 50 zones is about 100 kB. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Bytes of answers that may be held while they arrive, over all requests of a transport. */
export const MAX_ARRIVING_BYTES = 16 * 1024 * 1024;

export interface TransportRequest {
  readonly method: 'GET';
  /** Origin of the base URL, such as `https://api.cloudflare.com`. */
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds for the whole exchange, from the wait for a connection to the last byte received. */
  readonly timeLimit: number;
}

export interface TransportAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Transport {
  /** Rejects with a TransportError and with nothing else. Redirects are answers, never followed. */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/**
 * No complete answer: why, and the code that Node or undici gave (ENOTFOUND, UND_ERR_SOCKET, …).
 * Specified in test/unit/cloudflare/undiciTransport.test.ts.
 */
export class TransportError extends Error {
  readonly kind: 'cancelled' | 'timeout' | 'unreachable' | 'too-large';
  readonly code: string | undefined;
  /** False when no connection could be made, so that the request never left. */
  readonly sent: boolean;

  constructor(kind: TransportError['kind'], cause?: unknown, sent = true) {
    super(kind, { cause });
    this.name = 'TransportError';
    this.kind = kind;
    this.code = codeOf(cause);
    this.sent = sent;
  }
}

/** The code of an error or of what caused it. */
export function codeOf(cause: unknown): string | undefined {
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if ('code' in error && typeof error.code === 'string') {
      return error.code;
    }
  }
  return undefined;
}
