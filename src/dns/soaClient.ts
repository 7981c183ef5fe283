import { randomBytes } from 'node:crypto';
import { type SoaAnswer, unanswered } from './answer.ts';
import { Cancellation } from './cancellation.ts';
import { type DnsClock, systemDnsClock } from './dnsClock.ts';
import { parseZoneName } from './name.ts';
import { NameServer, type ServerLimits } from './nameServer.ts';
import type { Entropy } from './query.ts';
import { isAskable, type ServerAddress } from './serverAddress.ts';
import { type TsigKey, tsigSigner } from './tsigKey.ts';

const DEFAULT_LIMITS: ServerLimits = {
  inFlight: 128,
  tcpConnections: 16,
  gentleRate: 100,
  tries: 2,
  udpTimeout: 2000,
  tcpTimeout: 4000,
  breaker: { timeouts: 3, cooldown: 5000 },
};

/** Ports of one address that are asked: a host has few name servers, and who names many would have them probed. */
const MAX_PORTS = 16;

export interface SoaClientOptions {
  readonly limits?: Partial<ServerLimits>;
  readonly clock?: DnsClock;
  readonly entropy?: Entropy;
}

export interface AskOptions {
  /** Signs the question, and asks for a signed answer. Used for this question alone and not kept. */
  readonly tsig?: TsigKey;
  readonly signal?: AbortSignal;
}

/**
 * Asks name servers for the SOA records of zones. Every query resolves with a typed answer and none rejects; each
 * server is asked at the rate that it can take.
 */
export class SoaClient {
  readonly #limits: ServerLimits;
  readonly #clock: DnsClock;
  readonly #entropy: Entropy;
  /** By address and port. */
  readonly #servers = new Map<string, Map<number, NameServer>>();
  readonly #end = new AbortController();
  readonly #cancellations = new WeakMap<AbortSignal, Cancellation>();

  constructor({ limits, clock = systemDnsClock, entropy = randomBytes }: SoaClientOptions = {}) {
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#clock = clock;
    this.#entropy = entropy;
  }

  /** Asks one server for one zone's SOA; the zone as people write it, Unicode or A-labels. */
  async ask(zone: string, server: ServerAddress, { tsig, signal }: AskOptions = {}): Promise<SoaAnswer> {
    const name = parseZoneName(zone);
    if (!name.ok) {
      return unanswered({ kind: 'bad-name', problem: name.problem });
    }
    if (!isAskable(server)) {
      return unanswered({ kind: 'bad-server' });
    }
    const key = tsig && tsigSigner(tsig);
    if (key && !key.ok) {
      return unanswered({ kind: 'unusable-key', problem: key.problem });
    }
    const nameServer = this.#server(server);
    if (!nameServer) {
      return unanswered({ kind: 'bad-server' });
    }
    return nameServer.ask({
      zone: name.name,
      signer: key?.signer,
      cancellation: this.#cancellation(signal ?? this.#end.signal),
    });
  }

  /** Cancels all queries, which then resolve as `cancelled`, and closes all sockets. */
  dispose(): void {
    this.#end.abort();
    this.#servers.clear();
  }

  /** An IPv6 address is the same however it is written. @returns undefined for one port too many of an address */
  #server({ address, port }: ServerAddress): NameServer | undefined {
    const host = URL.parse(`http://[${address}]`)?.hostname ?? address;
    const ports = this.#servers.get(host) ?? new Map<number, NameServer>();
    this.#servers.set(host, ports);
    const known = ports.get(port);
    if (known || ports.size >= MAX_PORTS) {
      return known;
    }
    const server = new NameServer({
      server: { address, port },
      limits: this.#limits,
      clock: this.#clock,
      entropy: this.#entropy,
    });
    ports.set(port, server);
    return server;
  }

  /** What ends a question: the asker's signal, or the end of this client. One for each signal. */
  #cancellation(asker: AbortSignal): Cancellation {
    let cancellation = this.#cancellations.get(asker);
    if (!cancellation) {
      cancellation = new Cancellation([asker, this.#end.signal]);
      this.#cancellations.set(asker, cancellation);
    }
    return cancellation;
  }
}
