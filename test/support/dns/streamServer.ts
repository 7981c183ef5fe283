import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { freeServer } from './freeServer.ts';

const FLAGS = 2;
const ANSWER = 0x80;
const TRUNCATED = 0x02;

/** A name server on 127.0.0.1 that cuts every answer over UDP, and does as `serve` says over TCP. */
export async function startStreamServer(
  serve: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const server = await freeServer();
  const udp = createSocket('udp4');
  udp.on('message', (query, client) => {
    query.writeUInt8(query.readUInt8(FLAGS) | ANSWER | TRUNCATED, FLAGS);
    udp.send(query, client.port, client.address);
  });
  udp.bind(server.port, server.address);
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  tcp.listen(server.port, server.address);
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
  return {
    server,
    async [Symbol.asyncDispose]() {
      udp.close();
      for (const socket of sockets) socket.destroy();
      tcp.close();
      await Promise.all([once(udp, 'close'), once(tcp, 'close')]);
    },
  };
}
