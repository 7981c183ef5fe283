import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { freeServer } from '../dns/freeServer.ts';
import { framed, soaAnswer } from '../dns/soaAnswer.ts';
import { Random } from '../fuzz/random.ts';
import type { ForgedServerOptions } from './forgedServer.ts';
import { forgeries } from './forgeries.ts';

const { zone, serial, guesses, flood, seed }: ForgedServerOptions = workerData;
const random = new Random(seed);
const { serials, others } = forgeries(zone, random);

/** Sends guesses to a port of the client. Whoever forges them sees nothing of the question. */
function forge(socket: Socket, port: number, address: string, count: number): void {
  for (let sent = 0; sent < count; sent += 1) {
    const guess = Buffer.from(random.pick(random.next() < 0.5 ? serials : others));
    guess.writeUInt16BE(random.below(256));
    socket.send(guess, port, address);
  }
}

/** The true answer comes last: after the guesses, or over TCP where those were too many. */
function serveDatagrams(socket: Socket): void {
  let asked = 0;
  socket.on('message', (query, { port, address }) => {
    asked += 1;
    forge(socket, port, address, asked % 10 === 0 ? flood : guesses);
    socket.send(soaAnswer(query, serial), port, address);
  });
}

const server = await freeServer();
const socket = createSocket('udp4');
serveDatagrams(socket);
socket.bind(server.port, server.address);
await once(socket, 'listening');
const streams = createServer((stream) => {
  stream.on('error', () => stream.destroy());
  stream.once('data', (frame) => stream.end(framed(soaAnswer(frame.subarray(2), serial))));
});
await once(streams.listen(server.port, server.address), 'listening');
parentPort?.postMessage(server);
