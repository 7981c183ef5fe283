import { timingSafeEqual } from 'node:crypto';
import type { Entropy } from './query.ts';

/** The option's code in EDNS(0) (RFC 7873, section 4). */
export const COOKIE_OPTION = 10;

/** Bytes of a client's cookie; a server's has 8 to 32. */
const CLIENT_BYTES = 8;
const MIN_BYTES = CLIENT_BYTES + 8;
const MAX_BYTES = CLIENT_BYTES + 32;

/**
 * The DNS cookie with one server (RFC 7873). A server that knows cookies repeats ours in each answer, which a forger who
 * does not see the queries cannot.
 */
export class Cookie {
  readonly #client: Buffer;
  #server: Buffer = Buffer.alloc(0);

  constructor(entropy: Entropy) {
    this.#client = Buffer.from(entropy(CLIENT_BYTES));
  }

  /** The option's data for the next query. */
  get sent(): Buffer {
    return Buffer.concat([this.#client, this.#server]);
  }

  /**
   * Learns from the option of an answer, undefined for an answer without one.
   * @returns whether the answer may be believed: it has our cookie, or the server has never shown to know cookies
   */
  accepts(option: Buffer | undefined): boolean {
    const isOurs = option !== undefined && option.length >= CLIENT_BYTES && this.#isClients(option);
    if (isOurs && option.length >= MIN_BYTES && option.length <= MAX_BYTES) {
      this.#server = Buffer.from(option.subarray(CLIENT_BYTES));
      return true;
    }
    const isUnknowing = option === undefined || (isOurs && option.length === CLIENT_BYTES);
    return isUnknowing && this.#server.length === 0;
  }

  #isClients(option: Buffer): boolean {
    return timingSafeEqual(option.subarray(0, CLIENT_BYTES), this.#client);
  }
}
