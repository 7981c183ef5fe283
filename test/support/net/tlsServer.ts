import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Identity } from './certificate.ts';
import { connectionsOf, listen, stop } from './listening.ts';

export interface ServedRequest {
  readonly url?: string | undefined;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the answers of HTTP/1.1 and HTTP/2 have in common. */
export interface ServedResponse {
  /** Of HTTP/2 alone. */
  readonly stream?: ServerHttp2Stream;
  writeHead(status: number, headers?: OutgoingHttpHeaders): unknown;
  writeEarlyHints(hints: Record<string, string>): void;
  write(chunk: string | Uint8Array): boolean;
  addTrailers(headers: OutgoingHttpHeaders): void;
  end(body?: string | Uint8Array): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
}

export type Handler = (request: ServedRequest, response: ServedResponse) => void;

export interface TlsServer {
  readonly port: number;
  /** `https://127.0.0.1:port`. */
  readonly origin: string;
  /** The open HTTP/2 sessions. */
  readonly sessions: ReadonlySet<ServerHttp2Session>;
  /** How many connections came so far. */
  readonly connections: number;
  /** The HTTP version of each request that came. */
  readonly versions: readonly string[];
  close(): Promise<void>;
}

/** A server over TLS that speaks HTTP/1.1, or also HTTP/2. */
export async function startTlsServer(
  identity: Identity,
  protocol: 'h1' | 'h2',
  handle: Handler,
): Promise<TlsServer> {
  const sockets = connectionsOf<Socket>();
  const sessions = connectionsOf<ServerHttp2Session>();
  const versions: string[] = [];
  let connections = 0;
  const listener: Handler = (request, response) => {
    versions.push(request.httpVersion);
    handle(request, response);
  };
  const server =
    protocol === 'h2'
      ? createSecureServer({ ...identity, allowHTTP1: true }, listener)
          .on('session', sessions.add)
          .on('sessionError', () => undefined)
      : createServer(identity, listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  const port = await listen(server);
  return {
    port,
    origin: `https://127.0.0.1:${port}`,
    sessions: sessions.open,
    get connections() {
      return connections;
    },
    versions,
    close: () => stop(server, sockets.open),
  };
}
