import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';

/** Answers a query with any datagrams, in order. */
export type Attack = (query: Buffer, client: RemoteInfo) => readonly Buffer[];

/** A name server on 127.0.0.1 that answers as `attack` says. */
export async function startHostileServer(
  attack: Attack,
): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, client) => {
    for (const answer of attack(query, client)) socket.send(answer, client.port, client.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: { address: '127.0.0.1', port: socket.address().port },
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}
