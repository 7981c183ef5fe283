import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { freeServer } from './freeServer.ts';
import { framed } from './soaAnswer.ts';

/** Answers a query with any datagrams, in order. */
export type Attack = (query: Buffer, client: RemoteInfo) => readonly Buffer[];

/**
 * A name server on 127.0.0.1 that answers as `attack` says.
 * @param overTcp what it answers a query over TCP; without, it refuses connections
 */
export async function startHostileServer(
  attack: Attack,
  overTcp?: (query: Buffer) => Buffer,
): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, client) => {
    for (const answer of attack(query, client)) socket.send(answer, client.port, client.address);
  });
  const server = await freeServer();
  socket.bind(server.port, server.address);
  await once(socket, 'listening');
  const tcp = overTcp && createServer((stream) => answerStream(stream, overTcp));
  if (tcp) {
    await once(tcp.listen(server.port, server.address), 'listening');
  }
  return {
    server,
    async [Symbol.asyncDispose]() {
      tcp?.close();
      socket.close();
      await once(socket, 'close');
    },
  };
}

function answerStream(stream: Socket, answer: (query: Buffer) => Buffer): void {
  stream.once('data', (frame) => {
    stream.end(framed(answer(frame.subarray(2))));
  });
}
