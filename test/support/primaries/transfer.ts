import { once } from 'node:events';
import { connect } from 'node:net';
import { encode } from 'dns-packet';
import { signQuery } from '../../../src/dns/tsig.ts';
import { type TsigKey, tsigSigner } from '../../../src/dns/tsigKey.ts';

export interface TransferQuestion {
  readonly zone: string;
  readonly port: number;
  /** The address that the client has; the server's is the loopback's of that family. */
  readonly from: string;
  readonly key: TsigKey | undefined;
}

const limitMs = 10_000;

/** Asks a server on loopback for a whole zone (AXFR over TCP). Resolves to whether it begins to send it. */
export async function transfers({ zone, port, from, key }: TransferQuestion): Promise<boolean> {
  const family = from.includes(':') ? 6 : 4;
  const socket = connect({ host: family === 6 ? '::1' : '127.0.0.1', port, localAddress: from, family });
  try {
    const signal = AbortSignal.timeout(limitMs);
    await once(socket, 'connect', { signal });
    const message = question(zone, key);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    socket.write(Buffer.concat([length, message]));
    return isTransfer(await firstMessage(socket, signal));
  } finally {
    socket.destroy();
  }
}

function question(zone: string, key: TsigKey | undefined): Buffer {
  const query = Buffer.from(
    encode({ type: 'query', id: 4242, questions: [{ type: 'AXFR', class: 'IN', name: zone }] }),
  );
  if (key === undefined) return query;
  const signer = tsigSigner(key);
  if (!signer.ok) throw new Error(`The key ${key.name} cannot sign: ${signer.problem}.`);
  return signQuery(query, signer.signer, Math.floor(Date.now() / 1000)).bytes;
}

/** The first message that a server sends, or undefined when it closes the connection without one. */
async function firstMessage(socket: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Buffer | undefined> {
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    signal.throwIfAborted();
    received = Buffer.concat([received, chunk]);
    const end = received.length < 2 ? Number.POSITIVE_INFINITY : 2 + received.readUInt16BE(0);
    if (received.length >= end) return received.subarray(2, end);
  }
  return undefined;
}

/** NOERROR with an answer: a refusal has another code or none. */
function isTransfer(message: Buffer | undefined): boolean {
  return message !== undefined && (message.readUInt8(3) & 0x0f) === 0 && message.readUInt16BE(6) > 0;
}
