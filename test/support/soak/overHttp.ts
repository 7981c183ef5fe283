import { createServer } from 'node:http';
import type { Transport } from '../../../src/cloudflare/transport.ts';
import { listen } from '../net/listening.ts';

export interface OverHttp {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves a transport's answers over HTTP on loopback, and keeps nothing of what is asked. */
export async function overHttp(transport: Transport): Promise<OverHttp> {
  const { signal } = new AbortController();
  const server = createServer({ keepAliveTimeout: 600_000 }, async ({ url: path = '' }, response) => {
    const asked = { method: 'GET', origin: '', path, headers: {}, signal, timeLimit: 0 } as const;
    const { status, headers, body } = await transport.send(asked);
    response.writeHead(status, headers).end(body);
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
