import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Identity } from './certificate.ts';
import { connectionsOf, listen, stop } from './listening.ts';

export interface ProxyOptions {
  /** Where every tunnel leads, a port of 127.0.0.1, whatever host was asked for. */
  readonly target: number;
  /** Speaks TLS to its clients with this. */
  readonly identity?: Identity;
  /** The user name and password that it wants, `name:password`. */
  readonly credential?: string;
  /** Answers each CONNECT with this status instead. */
  readonly refuse?: number;
}

export interface ConnectProxy {
  readonly url: string;
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** The hosts that tunnels were made to. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** An HTTP proxy that knows CONNECT (RFC 9110, section 9.3.6) and nothing else. */
export async function startConnectProxy(options: ProxyOptions): Promise<ConnectProxy> {
  const { identity } = options;
  const sockets = connectionsOf<Socket>();
  const tunnels: string[] = [];
  const server: Server = identity ? createSecureServer(identity) : createServer();
  server.on('connection', sockets.add);
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    client.on('error', () => client.destroy());
    const refusal = refusalOf(request, options);
    if (refusal) {
      client.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    tunnels.push(request.url ?? '');
    const target = connect(options.target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    sockets.add(target);
    target.on('error', () => client.destroy());
    client.once('close', () => target.destroy());
  });
  const port = await listen(server);
  const host = `127.0.0.1:${port}`;
  return {
    url: identity ? `https://localhost:${port}` : `http://${host}`,
    host,
    tunnels,
    close: () => stop(server, sockets.open),
  };
}

function refusalOf({ headers }: IncomingMessage, { credential, refuse }: ProxyOptions): string | undefined {
  if (refuse) {
    return `${refuse} Refused`;
  }
  const wanted = credential && `Basic ${Buffer.from(credential).toString('base64')}`;
  return wanted && headers['proxy-authorization'] !== wanted
    ? '407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="test"'
    : undefined;
}
