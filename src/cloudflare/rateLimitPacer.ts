import type { Clock } from '../clock.ts';
import type { TransportAnswer } from './transport.ts';

/** Cloudflare's limit of a user or an account token, where no header has told another. */
const DEFAULT_QUOTA = 1200;
const DEFAULT_WINDOW = 300_000;

/** The share of the quota that is left to the dashboard and to other tools with the same credential. */
const OTHERS_SHARE = 0.35;
/** What is left of it in any case, however much the others have used already. */
const MIN_RESERVE = 0.05;
/** The share that is kept for what the person asks for, beside what runs by itself. */
const URGENT_SHARE = 0.05;
/** The longest wait that a header can ask for, milliseconds: a wrong header does not block the extension for good. */
const MAX_WAIT = 3_600_000;
/** Milliseconds over which several windows spread when they resume after a wait. */
const SPREAD = 1000;

export interface RateLimitPacerOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Called when requests have to wait, until when (milliseconds since the epoch), and with undefined when they resume. */
  readonly onPause: (until: number | undefined) => void;
}

/**
 * Keeps within the API's limit of requests: it reads the rate limit headers of every answer, leaves a reserve
 * to other users of the same quota, and waits out a 429. Times are milliseconds.
 */
export class RateLimitPacer {
  readonly #options: RateLimitPacerOptions;
  #quota = DEFAULT_QUOTA;
  #window = DEFAULT_WINDOW;
  #resetAt = 0;
  #remaining = DEFAULT_QUOTA;
  #mine = 0;
  #inFlight = 0;
  #blockedUntil = 0;
  #waiting = 0;

  constructor(options: RateLimitPacerOptions) {
    this.#options = options;
  }

  /**
   * Resolves when a request may be sent, or when it is aborted.
   * @param urgent the person asked for it: it may use what is kept back from the rest
   */
  async admit(urgent: boolean, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#options;
    for (let until = this.#waitUntil(urgent); until !== undefined; until = this.#waitUntil(urgent)) {
      this.#waiting++;
      this.#options.onPause(until);
      await clock.sleep(until - clock.now() + random() * SPREAD, signal);
      this.#waiting--;
      if (signal.aborted) {
        break;
      }
    }
    if (this.#waiting === 0) {
      this.#options.onPause(undefined);
    }
    this.#inFlight++;
    this.#mine++;
    this.#remaining--;
  }

  /** Learns from an answer; undefined when none came. */
  settled(
    answer: Pick<TransportAnswer, 'status' | 'headers'> | undefined,
    retryAfter: number | undefined,
  ): void {
    this.#inFlight--;
    if (!answer) {
      return;
    }
    const now = this.#options.clock.now();
    const { quota, window, remaining, reset } = parseRateLimit(answer.headers);
    this.#quota = quota ?? this.#quota;
    this.#window = Math.min(window ?? this.#window, MAX_WAIT);
    if (reset !== undefined) {
      this.#enter(now + Math.min(reset, MAX_WAIT));
    }
    if (remaining !== undefined) {
      this.#remaining = remaining - this.#inFlight;
    }
    if (answer.status === 429) {
      this.#blockedUntil = now + Math.min(retryAfter ?? reset ?? this.#window, MAX_WAIT);
    }
  }

  /** When a request may go on at the earliest; undefined when at once. */
  #waitUntil(urgent: boolean): number | undefined {
    const now = this.#options.clock.now();
    if (now < this.#blockedUntil) {
      return this.#blockedUntil;
    }
    if (now >= this.#resetAt) {
      this.#enter(now + this.#window);
      this.#remaining = this.#quota - this.#inFlight;
    }
    return this.#remaining > this.#floor(urgent) ? undefined : this.#resetAt;
  }

  /** A reset time other than the known one begins a new window; headers tell whole seconds. */
  #enter(resetAt: number): void {
    if (resetAt > this.#resetAt + 2000) {
      this.#mine = this.#inFlight;
    }
    this.#resetAt = resetAt;
  }

  /** How much of the quota has to be left. What others have used already is not kept for them again. */
  #floor(urgent: boolean): number {
    const others = Math.max(0, this.#quota - this.#remaining - this.#mine);
    const reserve = Math.max(MIN_RESERVE * this.#quota, OTHERS_SHARE * this.#quota - others);
    return reserve + (urgent ? 0 : URGENT_SHARE * this.#quota);
  }
}

/** What the rate limit headers of an answer say; times in milliseconds. */
export interface RateLimitFacts {
  /** `Ratelimit-Policy`: how many requests a window allows. */
  readonly quota: number | undefined;
  readonly window: number | undefined;
  /** `Ratelimit`: how many are left, and when the window ends. */
  readonly remaining: number | undefined;
  readonly reset: number | undefined;
}

/**
 * Reads `Ratelimit: "default";r=50;t=30` and `Ratelimit-Policy: "default";q=1200;w=300`, seconds both
 * (draft-ietf-httpapi-ratelimit-headers). What is absent or unreadable is undefined.
 */
export function parseRateLimit(headers: TransportAnswer['headers']): RateLimitFacts {
  const limit = headers.ratelimit;
  const policy = headers['ratelimit-policy'];
  return {
    quota: positive(parameter(policy, 'q')),
    window: seconds(positive(parameter(policy, 'w'))),
    remaining: parameter(limit, 'r'),
    reset: seconds(parameter(limit, 't')),
  };
}

/**
 * A parameter's value in the first item of a structured field list (RFC 9651), whose integers have 15 digits at
 * most.
 */
function parameter(
  header: string | readonly string[] | undefined,
  name: 'q' | 'w' | 'r' | 't',
): number | undefined {
  const text = typeof header === 'string' ? header : header?.[0];
  const at = text?.indexOf(`;${name}=`) ?? -1;
  if (text === undefined || at < 0) {
    return undefined;
  }
  const value = Number.parseInt(text.slice(at + 3), 10);
  return value >= 0 && value < 1e15 ? value : undefined;
}

function positive(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value;
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}
