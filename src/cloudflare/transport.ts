/** How requests leave the machine: the one seam between the service layer and undici. */

export interface TransportRequest {
  readonly method: 'GET';
  /** Origin of the base URL, such as `https://api.cloudflare.com`. */
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds for the whole exchange, from the first byte sent to the last received. */
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
  close(): Promise<void>;
}

/** No complete answer: why, and the code that Node or undici gave (ENOTFOUND, UND_ERR_SOCKET, …). */
export class TransportError extends Error {
  readonly kind: 'cancelled' | 'timeout' | 'unreachable' | 'too-large';
  readonly code: string | undefined;

  constructor(kind: TransportError['kind'], cause?: unknown) {
    super(kind, { cause });
    this.name = 'TransportError';
    this.kind = kind;
    this.code = codeOf(cause);
  }
}

function codeOf(cause: unknown): string | undefined {
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    if ('code' in error && typeof error.code === 'string') {
      return error.code;
    }
  }
  return undefined;
}

/**
 * A transport that is built with its first request, so that undici is loaded when it is needed and not
 * when the extension starts.
 */
export function lazyTransport(build: () => Promise<Transport>): Transport {
  let built: Promise<Transport> | undefined;
  return {
    async send(request) {
      built ??= build();
      const transport = await built;
      return transport.send(request);
    },
    async close() {
      await (await built)?.close();
    },
  };
}
