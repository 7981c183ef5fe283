import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Cancellation } from './cancellation.ts';
import type { DnsClock } from './dnsClock.ts';
import { readHeader, relationOf } from './header.ts';
import type { Entropy } from './query.ts';
import { errorCode, type Outgoing, type Reply } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';

/** The most sockets to one server, each on a port of its own that the system chooses. */
const MAX_SOCKETS = 8;
/** Queries after which a socket is used for no further one: whoever guesses ids has to guess ports, too. */
const MAX_USES = 32;
/** Datagrams that answer nothing, after which a socket is taken for one that is being guessed at. */
const MAX_STRAYS = 16;

export interface UdpOptions {
  readonly server: ServerAddress;
  readonly clock: DnsClock;
  readonly entropy: Entropy;
}

interface Pending extends Outgoing {
  readonly settle: (reply: Reply) => void;
}

/** A query, and what came of it. */
export interface UdpExchange<Sent extends Outgoing> {
  readonly sent: Sent;
  readonly reply: Reply;
}

/** Connected UDP sockets to one server. They are open while a question is. */
export class UdpChannel {
  readonly #options: UdpOptions;
  readonly #lines = new Set<Line>();

  constructor(options: UdpOptions) {
    this.#options = options;
  }

  /**
   * Sends a query, and waits so many milliseconds for its answer.
   * @param prepare builds the query under an id that no other one on its socket has
   */
  async exchange<Sent extends Outgoing>(
    prepare: (id: number) => Sent,
    limit: number,
    cancellation: Cancellation,
  ): Promise<UdpExchange<Sent>> {
    const line = this.#line();
    const sent = prepare(line.freshId());
    return { sent, reply: await line.exchange(sent, limit, cancellation) };
  }

  /** One of the sockets, by chance, or a new one. */
  #line(): Line {
    const usable = [...this.#lines].filter(({ isWorn }) => !isWorn);
    const [chance = 0] = this.#options.entropy(1);
    const line = usable.length < MAX_SOCKETS ? undefined : usable[chance % usable.length];
    return line ?? this.#open();
  }

  #open(): Line {
    const line = new Line(this.#options, () => this.#lines.delete(line));
    this.#lines.add(line);
    return line;
  }
}

/**
 * One connected socket, shared by questions that their ids tell apart. The kernel drops what comes from elsewhere, and
 * reports a closed port.
 */
class Line {
  readonly #options: UdpOptions;
  readonly #closed: () => void;
  readonly #pending = new Map<number, Pending>();
  /** Ids of questions that have ended: one more answer to each is late or a copy, and no stray. */
  readonly #ended = new Set<number>();
  readonly #socket: Socket;
  #isConnected = false;
  #uses = 0;
  #strays = 0;

  /** @param closed called when the socket is closed, as it is when no question is under way */
  constructor(options: UdpOptions, closed: () => void) {
    this.#options = options;
    this.#closed = closed;
    this.#socket = this.#connect();
  }

  get isWorn(): boolean {
    return this.#uses >= MAX_USES || this.#strays >= MAX_STRAYS;
  }

  /** Makes up an id that no question under way has. */
  freshId(): number {
    for (;;) {
      const [high = 0, low = 0] = this.#options.entropy(2);
      const id = (high << 8) | low;
      if (!this.#pending.has(id)) {
        return id;
      }
    }
  }

  exchange(outgoing: Outgoing, limit: number, cancellation: Cancellation): Promise<Reply> {
    this.#uses += 1;
    const { id } = outgoing.query;
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        stopTimer();
        cancellation.delete(cancel);
        this.#pending.delete(id);
        this.#ended.add(id);
        this.#closeWhenIdle();
        resolve(reply);
      };
      const cancel = (): void => settle({ kind: 'cancelled' });
      const stopTimer = this.#options.clock.after(limit, () => settle({ kind: 'timeout' }));
      cancellation.add(cancel);
      this.#pending.set(id, { ...outgoing, settle });
      if (this.#isConnected) {
        this.#socket.send(outgoing.bytes, this.#sent);
      }
    });
  }

  #connect(): Socket {
    const { address, port } = this.#options.server;
    const family = isIPv6(address) ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      lookup: (host, _options, found) => found(null, host, family),
    });
    socket.on('message', (message) => this.#receive(message));
    socket.on('error', (error) => this.#failAll(error));
    socket.on('connect', () => {
      this.#isConnected = true;
      for (const { bytes } of this.#pending.values()) {
        socket.send(bytes, this.#sent);
      }
    });
    socket.connect(port, address);
    return socket;
  }

  #receive(message: Buffer): void {
    const header = readHeader(message);
    const pending = header && this.#pending.get(header.id);
    const relation = pending && relationOf(pending.query, header, message);
    if (pending && relation === 'answer') {
      pending.settle({ kind: 'message', header, message });
    } else if (pending && relation === 'doubtful') {
      pending.settle({ kind: 'doubtful' });
    } else if (!header || !this.#ended.delete(header.id)) {
      this.#stray();
    }
  }

  /** So many datagrams that answer nothing are no accident: what is under way here is asked over TCP. */
  #stray(): void {
    this.#strays += 1;
    if (this.#strays >= MAX_STRAYS) {
      this.#settleAll({ kind: 'doubtful' });
    }
  }

  /** The system reports a closed port at the next use of the socket, be it to read or to send. */
  readonly #sent = (error: Error | null): void => {
    if (error) {
      this.#failAll(error);
    }
  };

  #failAll(error: Error): void {
    this.#settleAll({ kind: 'failed', code: errorCode(error) });
  }

  #settleAll(reply: Reply): void {
    for (const { settle } of [...this.#pending.values()]) {
      settle(reply);
    }
  }

  #closeWhenIdle(): void {
    if (this.#pending.size === 0) {
      this.#socket.close();
      this.#closed();
    }
  }
}
