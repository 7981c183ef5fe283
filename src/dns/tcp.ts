import { connect } from 'node:net';
import type { Cancellation } from './cancellation.ts';
import type { DnsClock } from './dnsClock.ts';
import { readHeader } from './header.ts';
import { errorCode, type Reply } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';

/** The longest answer taken over TCP, bytes: an SOA answer with signatures has some hundreds. */
export const TCP_BYTES = 16_384;

export interface TcpExchange {
  readonly server: ServerAddress;
  readonly bytes: Buffer;
  readonly clock: DnsClock;
  /** For the whole exchange, milliseconds. */
  readonly limit: number;
  readonly cancellation: Cancellation;
}

/**
 * Asks once over a TCP connection of its own (RFC 7766). A message over `TCP_BYTES` comes back cut; nothing
 * after the first message is read.
 * Specified in test/unit/dns/soaClient.test.ts.
 */
export function exchangeOverTcp({ server, bytes, clock, limit, cancellation }: TcpExchange): Promise<Reply> {
  if (cancellation.isCancelled) {
    return Promise.resolve({ kind: 'cancelled' });
  }
  return new Promise((resolve) => {
    const socket = connect({ host: server.address, port: server.port });
    const settle = (reply: Reply): void => {
      stopTimer();
      cancellation.delete(cancel);
      socket.destroy();
      resolve(reply);
    };
    const cancel = (): void => settle({ kind: 'cancelled' });
    const stopTimer = clock.after(limit, () => settle({ kind: 'timeout' }));
    cancellation.add(cancel);
    const frame = new FrameReader();
    socket.on('connect', () => socket.write(framed(bytes)));
    socket.on('data', (chunk) => {
      const message = frame.add(chunk);
      if (message) {
        const header = readHeader(message);
        settle(header ? { kind: 'message', header, message } : { kind: 'unreadable' });
      }
    });
    socket.on('error', (error) => settle({ kind: 'failed', code: errorCode(error) }));
    socket.on('end', () => settle({ kind: 'failed', code: 'ECONNRESET' }));
  });
}

/** Puts a message's length before it (RFC 1035, section 4.2.2). */
function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Gathers the first message of a stream. */
class FrameReader {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  /** @returns the message, as soon as it is whole or longer than we take */
  add(chunk: Buffer): Buffer | undefined {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < 2) {
      return undefined;
    }
    const stream = Buffer.concat(this.#chunks);
    const end = 2 + Math.min(stream.readUInt16BE(0), TCP_BYTES + 1);
    return stream.length >= end ? stream.subarray(2, end) : undefined;
  }
}
