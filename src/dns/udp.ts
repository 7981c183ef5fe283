import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Cancellation } from './cancellation.ts';
import type { DnsClock } from './dnsClock.ts';
import { isAnswerTo, readHeader } from './header.ts';
import type { Query } from './query.ts';
import { errorCode, type Outgoing, type Reply } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';

export interface UdpOptions {
  readonly server: ServerAddress;
  readonly clock: DnsClock;
  /** Unpredictable, from 0 to 65535. */
  readonly randomId: () => number;
}

interface Pending {
  readonly query: Query;
  readonly settle: (reply: Reply) => void;
}

interface Line {
  readonly socket: Socket;
  /** What waits for the socket to be connected; undefined once it is. */
  unsent: Buffer[] | undefined;
}

/**
 * One connected UDP socket to one server, shared by questions that their ids tell apart. The kernel drops what
 * comes from elsewhere, and reports a closed port. The socket is open while a question is.
 */
export class UdpChannel {
  readonly #options: UdpOptions;
  readonly #pending = new Map<number, Pending>();
  #line: Line | undefined;

  constructor(options: UdpOptions) {
    this.#options = options;
  }

  /** Makes up an id that no question under way has. */
  freshId(): number {
    let id = this.#options.randomId();
    while (this.#pending.has(id)) {
      id = this.#options.randomId();
    }
    return id;
  }

  /** Sends a query under a fresh id, and waits so many milliseconds for the answer. */
  exchange({ query, bytes }: Outgoing, limit: number, cancellation: Cancellation): Promise<Reply> {
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        stopTimer();
        cancellation.delete(cancel);
        this.#pending.delete(query.id);
        this.#closeWhenIdle();
        resolve(reply);
      };
      const cancel = (): void => settle({ kind: 'cancelled' });
      const stopTimer = this.#options.clock.after(limit, () => settle({ kind: 'timeout' }));
      cancellation.add(cancel);
      this.#pending.set(query.id, { query, settle });
      this.#send(bytes);
    });
  }

  #send(bytes: Buffer): void {
    this.#line ??= this.#connect();
    if (this.#line.unsent) {
      this.#line.unsent.push(bytes);
    } else {
      this.#line.socket.send(bytes, this.#sent);
    }
  }

  #connect(): Line {
    const { address, port } = this.#options.server;
    const family = isIPv6(address) ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      lookup: (host, _options, found) => found(null, host, family),
    });
    const line: Line = { socket, unsent: [] };
    socket.on('message', (message) => this.#receive(message));
    socket.on('error', (error) => this.#failAll(error));
    socket.on('connect', () => {
      const unsent = line.unsent ?? [];
      line.unsent = undefined;
      for (const bytes of unsent) {
        socket.send(bytes, this.#sent);
      }
    });
    socket.connect(port, address);
    return line;
  }

  #receive(message: Buffer): void {
    const header = readHeader(message);
    const pending = header && this.#pending.get(header.id);
    if (pending && isAnswerTo(pending.query, header, message)) {
      pending.settle({ kind: 'message', header, message });
    }
  }

  /** The system reports a closed port at the next use of the socket, be it to read or to send. */
  readonly #sent = (error: Error | null): void => {
    if (error) {
      this.#failAll(error);
    }
  };

  #failAll(error: Error): void {
    const code = errorCode(error);
    for (const { settle } of [...this.#pending.values()]) {
      settle({ kind: 'failed', code });
    }
  }

  #closeWhenIdle(): void {
    if (this.#pending.size === 0) {
      this.#line?.socket.close();
      this.#line = undefined;
    }
  }
}
