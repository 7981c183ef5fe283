import { connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Identity } from './certificate.ts';
import { connectionsOf, listen, stop } from './listening.ts';

/** What stands before a server without TLS: it speaks TLS to clients, and hears all that they say. */
export interface TlsFront {
  readonly port: number;
  /** Connections whose handshake was begun. */
  readonly connections: number;
  /** Those that are still open. */
  readonly open: number;
  /** What came after the handshakes, decrypted. */
  readonly heard: string;
  close(): Promise<void>;
}

/** @param target a port of 127.0.0.1, to which everything is passed on */
export async function startTlsFront(identity: Identity, target: number): Promise<TlsFront> {
  const sockets = connectionsOf<Socket>();
  let heard = '';
  let connections = 0;
  // HTTP/1.1 alone: in HTTP/2 headers are compressed, and would have to be decoded to be searched.
  const server = createServer({ ...identity, ALPNProtocols: ['http/1.1'] }, (client) => {
    const onward = connect(target, '127.0.0.1');
    sockets.add(onward);
    client.on('data', (bytes) => {
      heard += bytes.toString('latin1');
    });
    client.on('error', () => onward.destroy()).once('close', () => onward.destroy());
    onward.on('error', () => client.destroy());
    client.pipe(onward).pipe(client);
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  return {
    port,
    get connections() {
      return connections;
    },
    get open() {
      return sockets.open.size;
    },
    get heard() {
      return heard;
    },
    close: () => stop(server, sockets.open),
  };
}
