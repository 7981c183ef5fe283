import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';

const FLAGS = 2;
const AUTHORITATIVE = 0x04;
const RECURSION_AVAILABLE = 0x80;

/** A forwarder, as stands before many a primary: it passes questions on, and its answers are not authoritative. */
export async function startForwarder(
  upstream: ServerAddress,
): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const socket = createSocket('udp4');
  const upstreams = new Set<ReturnType<typeof createSocket>>();
  socket.on('message', (query, client) => {
    const onward = createSocket('udp4');
    upstreams.add(onward);
    onward.on('message', (answer) => {
      answer.writeUInt8(answer.readUInt8(FLAGS) & ~AUTHORITATIVE, FLAGS);
      answer.writeUInt8(answer.readUInt8(FLAGS + 1) | RECURSION_AVAILABLE, FLAGS + 1);
      socket.send(answer, client.port, client.address);
      onward.close();
      upstreams.delete(onward);
    });
    onward.send(query, upstream.port, upstream.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    server: { address: '127.0.0.1', port: socket.address().port },
    async [Symbol.asyncDispose]() {
      for (const onward of upstreams) onward.close();
      socket.close();
      await once(socket, 'close');
    },
  };
}
