import pLimit from 'p-limit';
import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { TIME_LIMIT } from '../../../src/cloudflare/client.ts';
import { Cloudflare } from '../../../src/cloudflare/cloudflare.ts';
import { NetworkTransport } from '../../../src/cloudflare/networkTransport.ts';
import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import { BASE_PATH } from '../api/route.ts';
import { HurriedClock } from '../clock/hurriedClock.ts';
import { collectLog } from '../net/logLines.ts';
import { DEFAULT_NETWORK } from '../net/networkOptions.ts';
import { FOREVER } from '../values/forever.ts';
import { plain } from '../values/plain.ts';
import { hostFetch } from './hostFetch.ts';

/** How the API is asked, in plain values, which another process can be handed. */
export interface Plan {
  /** Of the API. */
  readonly origin: string;
  readonly settings: Partial<NetworkSettings>;
  /** The proxy that VS Code's own fetch goes through. */
  readonly fetchProxy: string;
  /** The system's only authority, PEM; Node itself has none. */
  readonly authority: string;
}

/** The network of the extension in this process, by its environment. */
export class Network {
  readonly log = collectLog();
  /** How often VS Code's own fetch was called. */
  fetched = 0;
  readonly #plan: Plan;
  readonly #transport: NetworkTransport;
  readonly #cloudflare: Cloudflare;

  constructor(plan: Plan) {
    this.#plan = plan;
    const { log } = this;
    this.#transport = new NetworkTransport({
      settings: () => this.#settings,
      environment: process.env,
      certificates: { rootCertificates: [], getCACertificates: () => [plan.authority] },
      fetch: (url, init = {}) => this.#fetch(String(url), init),
      log,
      now: () => performance.now(),
    });
    this.#cloudflare = new Cloudflare({
      transport: this.#transport,
      limit: pLimit(1),
      log,
      userAgent: 'test',
      clock: new HurriedClock(),
      random: Math.random,
      timeLimit: TIME_LIMIT,
    });
  }

  get #settings(): NetworkSettings {
    return { ...DEFAULT_NETWORK, ...this.#plan.settings };
  }

  /** Asks for an account's peers. @returns `answered`, or the kind of failure with its code */
  async ask(accountId: string, credential: Credential): Promise<string> {
    const { origin } = this.#plan;
    const connection = this.#cloudflare.connect(origin + BASE_PATH, credential, FOREVER, () => {});
    const answer = await connection.getPeers(plain(accountId), {});
    if (answer.ok) return 'answered';
    const { kind, networkCode = '' } = answer.failure;
    return `${kind} ${networkCode}`.trim();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #fetch(url: string, init: object): Promise<Response> {
    this.fetched += 1;
    const { fetchProxy: proxy, authority } = this.#plan;
    return hostFetch({ proxy, authority, isStrict: this.#settings.proxyStrictSSL }, url, init);
  }
}
