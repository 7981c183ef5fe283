import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { freeServer } from './freeServer.ts';
import { framed, soaAnswer } from './soaAnswer.ts';

const FLAGS = 2;
const TRUNCATED = 0x02;

export interface LoopbackOptions {
  /** The serial of every zone. */
  readonly serial: number;
  /** Cuts its answers over UDP, so that it is asked over TCP. */
  readonly cuts?: boolean;
  /** Called with each question, which is answered once this has resolved. */
  readonly hold: () => Promise<void>;
}

/** A name server on 127.0.0.1 that serves whatever zone it is asked for, over UDP and TCP. */
export async function startLoopbackServer({
  serial,
  cuts = false,
  hold,
}: LoopbackOptions): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const server = await freeServer();
  const udp = createSocket('udp4');
  let isClosed = false;
  udp.on('message', async (query, client) => {
    await hold();
    const answer = soaAnswer(query, serial);
    if (cuts) answer.writeUInt8(answer.readUInt8(FLAGS) | TRUNCATED, FLAGS);
    if (!isClosed) udp.send(answer, client.port, client.address);
  });
  const streams = new Set<Socket>();
  const tcp = createServer((stream) => {
    streams.add(stream);
    stream.on('error', () => stream.destroy());
    stream.once('data', async (frame) => {
      await hold();
      stream.end(framed(soaAnswer(frame.subarray(2), serial)));
    });
  });
  udp.bind(server.port, server.address);
  tcp.listen(server.port, server.address);
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')]);
  return {
    server,
    async [Symbol.asyncDispose]() {
      isClosed = true;
      udp.close();
      tcp.close();
      for (const stream of streams) stream.destroy();
      await Promise.all([once(udp, 'close'), once(tcp, 'close')]);
    },
  };
}
