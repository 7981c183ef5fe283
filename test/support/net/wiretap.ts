import type { Socket as DatagramSocket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket as StreamSocket } from 'node:net';

/** What a client handed to a connected socket. */
export interface Sent {
  /** Where it goes: `tcp 8080`. */
  readonly to: string;
  readonly bytes: Buffer;
}

/** Listens in on all sockets that clients in this process open, until it is disposed of. Servers' own are left out. */
export class Wiretap implements Disposable {
  readonly sent: Sent[] = [];
  readonly #open = { tcp: new Set<object>(), udp: new Set<object>() };
  readonly #onSent: (sent: Sent) => void;
  readonly #streams = (message: unknown): void =>
    this.#watchStream((message as { readonly socket: StreamSocket }).socket);
  readonly #datagrams = (message: unknown): void =>
    this.#watchDatagrams((message as { readonly socket: DatagramSocket }).socket);

  constructor(onSent: (sent: Sent) => void = () => {}) {
    this.#onSent = onSent;
    subscribe('net.client.socket', this.#streams);
    subscribe('udp.socket', this.#datagrams);
  }

  /** How many sockets are connected, or about to be. */
  open(transport: 'tcp' | 'udp'): number {
    return this.#open[transport].size;
  }

  [Symbol.dispose](): void {
    unsubscribe('net.client.socket', this.#streams);
    unsubscribe('udp.socket', this.#datagrams);
  }

  #note(transport: 'tcp' | 'udp', port: number | undefined, bytes: Buffer): void {
    const sent = { to: `${transport} ${port}`, bytes };
    this.sent.push(sent);
    this.#onSent(sent);
  }

  #watchStream(socket: StreamSocket): void {
    this.#watchClose('tcp', socket);
    const { _write: write, _writev: writeAll } = socket;
    const note = (chunk: unknown, encoding: BufferEncoding): void =>
      this.#note('tcp', socket.remotePort, bytesOf(chunk, encoding));
    socket._write = (chunk, encoding, done) => {
      note(chunk, encoding);
      write.call(socket, chunk, encoding, done);
    };
    socket._writev = (chunks, done) => {
      for (const { chunk, encoding } of chunks) note(chunk, encoding);
      writeAll?.call(socket, chunks, done);
    };
  }

  #watchDatagrams(socket: DatagramSocket): void {
    socket.once('connect', () => {
      this.#watchClose('udp', socket);
      const { send } = socket;
      socket.send = (...parts: unknown[]): void => {
        this.#note('udp', socket.remoteAddress().port, bytesOf(parts[0]));
        Reflect.apply(send, socket, parts);
      };
    });
  }

  #watchClose(transport: 'tcp' | 'udp', socket: StreamSocket | DatagramSocket): void {
    this.#open[transport].add(socket);
    socket.once('close', () => this.#open[transport].delete(socket));
  }
}

function bytesOf(chunk: unknown, encoding?: BufferEncoding): Buffer {
  return typeof chunk === 'string' ? Buffer.from(chunk, encoding) : Buffer.from(chunk as Uint8Array);
}
