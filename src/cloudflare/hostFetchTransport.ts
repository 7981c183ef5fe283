import { MAX_ANSWER_BYTES, type Transport, TransportError } from './transport.ts';

/** The code of a request that was not sent, since nothing would have checked the API's certificate. */
export const UNCHECKED = 'TLS_NOT_CHECKED';

/**
 * A transport over the host's own `fetch`, which alone goes through proxies of a PAC script or of the system.
 * It is handed plain values only, and decodes by itself.
 * Specified in test/unit/cloudflare/fallbackTransport.test.ts.
 * @param checksCertificates whether that fetch checks certificates now: settings and the environment can stop it
 */
export function hostFetchTransport(
  fetch: typeof globalThis.fetch,
  checksCertificates: () => boolean,
): Transport {
  const closed = new AbortController();
  return {
    async send({ method, origin, path, headers, signal, timeLimit }) {
      if (!checksCertificates()) {
        const cause = Object.assign(new Error("VS Code's own fetch checks no certificate"), {
          code: UNCHECKED,
        });
        throw new TransportError('unreachable', cause, false);
      }
      const late = AbortSignal.timeout(Math.ceil(timeLimit));
      try {
        const response = await fetch(origin + path, {
          method,
          headers,
          redirect: 'manual',
          signal: AbortSignal.any([signal, late, closed.signal]),
        });
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await readText(response),
        };
      } catch (error) {
        throw asTransportError(error, signal, late);
      }
    },
    close: async () => closed.abort(),
  };
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      throw new TransportError('too-large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function asTransportError(error: unknown, signal: AbortSignal, late: AbortSignal): TransportError {
  if (error instanceof TransportError) {
    return error;
  }
  if (signal.aborted) {
    return new TransportError('cancelled', signal.reason);
  }
  return new TransportError(late.aborted ? 'timeout' : 'unreachable', error);
}
