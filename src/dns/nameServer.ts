import { type DnsTransport, type SoaAnswer, type SoaOutcome, unanswered } from './answer.ts';
import type { Cancellation } from './cancellation.ts';
import { Cookie } from './cookie.ts';
import { type DnsClock, sleep } from './dnsClock.ts';
import type { ZoneName } from './name.ts';
import { type Entropy, prepareQuery, type SentQuery, UDP_BYTES } from './query.ts';
import { readSoaAnswer } from './readSoaAnswer.ts';
import type { Reply } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';
import { exchangeOverTcp, TCP_BYTES } from './tcp.ts';
import { CircuitBreaker, type CircuitBreakerOptions, RateLimiter, Semaphore } from './throttle.ts';
import type { Signer } from './tsigKey.ts';
import { UdpChannel } from './udp.ts';

/** How a server is asked. Times in milliseconds. */
export interface ServerLimits {
  /** Questions under way at a time. */
  readonly inFlight: number;
  /** Of which so many over TCP. */
  readonly tcpConnections: number;
  /** Questions a second once the server has dropped one. */
  readonly gentleRate: number;
  /** How often a datagram is sent, and how long each is waited for. */
  readonly tries: number;
  readonly udpTimeout: number;
  /** For a whole exchange over TCP. */
  readonly tcpTimeout: number;
  readonly breaker: CircuitBreakerOptions;
}

export interface NameServerOptions {
  readonly server: ServerAddress;
  readonly limits: ServerLimits;
  readonly clock: DnsClock;
  readonly entropy: Entropy;
}

export interface Question {
  readonly zone: ZoneName;
  readonly signer: Signer | undefined;
  readonly cancellation: Cancellation;
}

/**
 * One server, and the line of questions to it: UDP first, TCP where an answer was cut or may be forged.
 * Specified in test/unit/dns/soaClient.test.ts.
 */
export class NameServer {
  readonly #options: NameServerOptions;
  readonly #udp: UdpChannel;
  readonly #cookie: Cookie;
  readonly #inFlight: Semaphore;
  readonly #tcpConnections: Semaphore;
  readonly #rateLimiter: RateLimiter;
  readonly #breaker: CircuitBreaker;

  constructor(options: NameServerOptions) {
    const { limits } = options;
    this.#options = options;
    this.#udp = new UdpChannel(options);
    this.#cookie = new Cookie(options.entropy);
    this.#inFlight = new Semaphore(limits.inFlight);
    this.#tcpConnections = new Semaphore(limits.tcpConnections);
    this.#rateLimiter = new RateLimiter(limits.gentleRate);
    this.#breaker = new CircuitBreaker(limits.breaker);
  }

  ask(question: Question): Promise<SoaAnswer> {
    return this.#inFlight.run(async () => {
      if (question.cancellation.isCancelled) {
        return unanswered({ kind: 'cancelled' });
      }
      if (!this.#breaker.admits(this.#options.clock.now())) {
        return unanswered({ kind: 'silent' });
      }
      return this.#exchange(question);
    });
  }

  async #exchange(question: Question): Promise<SoaAnswer> {
    const { clock, limits, entropy } = this.#options;
    const { zone, signer, cancellation } = question;
    let edns = true;
    for (let tries = 1; ; tries += 1) {
      await sleep(clock, this.#rateLimiter.turn(clock.now()), cancellation);
      if (cancellation.isCancelled) {
        return unanswered({ kind: 'cancelled' });
      }
      if (tries > 1 && this.#breaker.isOpen) {
        return unanswered({ kind: 'timeout', waited: (tries - 1) * limits.udpTimeout });
      }
      const sentAt = clock.now();
      const plan = { zone, cookie: edns ? this.#cookie.sent : undefined, signer, entropy };
      const { sent, reply } = await this.#udp.exchange(
        (id) => prepareQuery({ ...plan, id }, clock.epochSeconds()),
        limits.udpTimeout,
        cancellation,
      );
      this.#learn(reply, sentAt);
      if (edns && knowsNoEdns(reply)) {
        edns = false;
        tries -= 1;
        continue;
      }
      if (needsTcp(reply)) {
        return this.#tcpConnections.run(() => this.#overTcp(sent, cancellation));
      }
      if (reply.kind !== 'timeout' || tries >= limits.tries || this.#breaker.isOpen) {
        const answer = this.#conclude(sent, reply, 'udp', tries * limits.udpTimeout);
        if (answer && wantsCookie(answer) && tries < limits.tries) {
          continue;
        }
        return answer ?? this.#tcpConnections.run(() => this.#overTcp(sent, cancellation));
      }
    }
  }

  async #overTcp(sent: SentQuery, cancellation: Cancellation): Promise<SoaAnswer> {
    const { server, clock, limits } = this.#options;
    const limit = limits.tcpTimeout;
    const reply = await exchangeOverTcp({ server, bytes: sent.bytes, clock, limit, cancellation });
    return this.#conclude(sent, reply, 'tcp', limit) ?? unanswered({ kind: 'bad-message' }, 'tcp');
  }

  /** What an exchange tells about the server's health. Rate limits drop answers or cut them short. */
  #learn(reply: Reply, sentAt: number): void {
    const now = this.#options.clock.now();
    if (reply.kind === 'message') {
      this.#breaker.answered(now);
      if (reply.header.truncated) {
        this.#rateLimiter.dropped(now);
      } else {
        this.#rateLimiter.answered();
      }
    } else if (reply.kind === 'timeout') {
      this.#breaker.timedOut(sentAt, now);
      this.#rateLimiter.dropped(now);
    }
  }

  /**
   * @param waited milliseconds, should it be a time-out
   * @returns undefined for a datagram without the cookie that it should have
   */
  #conclude(sent: SentQuery, reply: Reply, transport: DnsTransport, waited: number): SoaAnswer | undefined {
    switch (reply.kind) {
      case 'message': {
        const maxBytes = transport === 'udp' ? UDP_BYTES : TCP_BYTES;
        const now = this.#options.clock.epochSeconds();
        const { outcome, extendedErrors, cookie } = readSoaAnswer(sent, reply, maxBytes, now);
        if (!this.#cookie.accepts(cookie) && transport === 'udp') {
          return undefined;
        }
        return { ...outcome, extendedErrors, transport };
      }
      case 'unreadable':
      case 'doubtful':
        return unanswered({ kind: 'bad-message' }, transport);
      case 'timeout':
        return unanswered({ kind: 'timeout', waited }, transport);
      case 'failed':
        return unanswered(networkFailure(reply.code), transport);
      case 'cancelled':
        return unanswered({ kind: 'cancelled' }, transport);
    }
  }
}

/** Response codes of servers that do not implement EDNS (RFC 6891, section 7): FORMERR and NOTIMP. */
const WITHOUT_EDNS: ReadonlySet<number> = new Set([1, 4]);

function knowsNoEdns(reply: Reply): boolean {
  return reply.kind === 'message' && WITHOUT_EDNS.has(reply.header.rcode);
}

/** What was cut, or may be forged: an error without a question has the id alone to tell it by. */
function needsTcp(reply: Reply): boolean {
  return (
    reply.kind === 'doubtful' ||
    (reply.kind === 'message' && (reply.header.truncated || reply.header.questions === 0))
  );
}

/** BADCOOKIE brings the cookie that the next query has to have (RFC 7873, section 5.3). */
function wantsCookie(answer: SoaAnswer): boolean {
  return answer.kind === 'rcode' && answer.rcode === 23;
}

function networkFailure(code: string): SoaOutcome {
  return code === 'ECONNREFUSED' ? { kind: 'closed-port' } : { kind: 'unreachable', code };
}
