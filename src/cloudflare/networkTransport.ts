import { Lazy } from '../lazy.ts';
import type { Logger } from '../logger.ts';
import { cleanText, type Text, text } from '../text/text.ts';
import { FallbackTransport } from './fallbackTransport.ts';
import { hostFetchTransport } from './hostFetchTransport.ts';
import { type Environment, type HttpProxy, type NetworkSettings, type Route, routeTo } from './route.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

export interface NetworkOptions {
  readonly settings: () => NetworkSettings;
  readonly environment: Environment;
  /** `node:tls`. */
  readonly certificates: CertificateSource;
  /** The host's own: VS Code patches it to go through whatever proxy it knows of. */
  readonly fetch: typeof globalThis.fetch;
  readonly log: Logger;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Sends each request by the route that the settings and the environment give to its origin. */
export class NetworkTransport implements Transport {
  readonly #options: NetworkOptions;
  readonly #current = new Map<string, RetirableTransport>();
  /** The current ones and those that requests under way still hold. */
  readonly #open = new Set<RetirableTransport>();

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  send(request: TransportRequest): Promise<TransportAnswer> {
    const transport = this.#current.get(request.origin) ?? this.#add(request.origin);
    return transport.send(request);
  }

  /** Applies changed settings: requests under way keep their route, later ones get a new one. */
  renew(): void {
    for (const transport of this.#current.values()) {
      const forget = () => this.#open.delete(transport);
      transport.retire().then(forget, forget);
    }
    this.#current.clear();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((transport) => transport.close()));
  }

  #add(origin: string): RetirableTransport {
    const { settings: read, environment, log } = this.#options;
    const settings = read();
    const route = routeTo(origin, settings, environment);
    log.info(
      text`${cleanText(origin)}: ${describe(route)}; ${trustText(route, settings, this.#options.certificates)}.`,
    );
    const transport = new RetirableTransport(this.#build(route, settings));
    this.#current.set(origin, transport);
    this.#open.add(transport);
    return transport;
  }

  #build(route: Route, settings: NetworkSettings): Transport {
    const { log, now } = this.#options;
    switch (route.kind) {
      case 'host':
        return this.#host();
      case 'proxy':
        return this.#undici(settings, route.proxy);
      case 'direct': {
        const direct = this.#undici(settings);
        return route.orHost ? new FallbackTransport({ direct, host: this.#host(), log, now }) : direct;
      }
    }
  }

  #host(): Transport {
    const { fetch, settings, environment } = this.#options;
    return hostFetchTransport(
      fetch,
      () => settings().proxyStrictSSL && environment.NODE_TLS_REJECT_UNAUTHORIZED !== '0',
    );
  }

  #undici(settings: NetworkSettings, proxy?: HttpProxy): Transport {
    const { certificates } = this.#options;
    return lazyTransport(
      new Lazy(async () => {
        const { undiciTransport } = await import('./undiciTransport.ts');
        return undiciTransport({
          proxy,
          ca: settings.systemCertificates ? systemCertificates(certificates) : undefined,
        });
      }),
    );
  }
}

/** A transport that is loaded with its first request. */
function lazyTransport(lazy: Lazy<Transport>): Transport {
  return {
    send: async (request) => (await lazy.get()).send(request),
    close: async () => (await lazy.loading?.catch(() => undefined))?.close(),
  };
}

/** A route as an English clause for the log, without a credential. */
function describe(route: Route): Text {
  switch (route.kind) {
    case 'direct':
      return route.orHost
        ? text`asked directly, or through VS Code's own fetch`
        : text`asked directly, never by a proxy`;
    case 'proxy':
      return text`asked through the proxy ${cleanText(route.proxy.url)}`;
    case 'host':
      return text`asked through VS Code's own fetch`;
  }
}

/** Whose certificates are accepted on a route, as an English clause for the log. */
function trustText(
  { kind }: Route,
  { systemCertificates }: NetworkSettings,
  { getCACertificates }: CertificateSource,
): Text {
  if (kind === 'host') {
    return text`VS Code checks the certificate, or nothing is sent`;
  }
  if (systemCertificates && !getCACertificates) {
    return text`its certificate is checked against Node's authorities, for this VS Code cannot read the system's`;
  }
  return systemCertificates
    ? text`its certificate is checked against the system's authorities and Node's (http.systemCertificates is on)`
    : text`its certificate is checked against Node's authorities (http.systemCertificates is off)`;
}

/** A transport that can be closed once the last request under way has ended. */
class RetirableTransport implements Transport {
  readonly #transport: Transport;
  readonly #retired = Promise.withResolvers<void>();
  #underWay = 0;
  #isRetired = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    this.#underWay += 1;
    try {
      return await this.#transport.send(request);
    } finally {
      this.#underWay -= 1;
      this.#closeWhenDone();
    }
  }

  /** Closes when nothing is under way any more; resolves then. No further request may be sent. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#closeWhenDone();
    await this.#retired.promise;
    await this.close();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #closeWhenDone(): void {
    if (this.#isRetired && this.#underWay === 0) {
      this.#retired.resolve();
    }
  }
}

/** What is needed of node:tls; `getCACertificates` came with Node 22.15. */
export interface CertificateSource {
  readonly rootCertificates: readonly string[];
  readonly getCACertificates?: (type: 'system' | 'extra') => readonly string[];
}

/**
 * The certificate authorities to trust with `http.systemCertificates`: Node's own, those of NODE_EXTRA_CA_CERTS
 * and the system's, each once. The first call takes some 60 ms, for Node reads the system's then.
 * @returns PEM; undefined where Node cannot read the system's: Node's default, which has the first two, holds
 */
export function systemCertificates({
  rootCertificates,
  getCACertificates,
}: CertificateSource): readonly string[] | undefined {
  if (!getCACertificates) {
    return undefined;
  }
  const all = [...rootCertificates, ...getCACertificates('extra'), ...getCACertificates('system')];
  return [...new Set(all.map((certificate) => certificate.trim()))];
}
