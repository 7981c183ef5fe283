import { isLoopback } from './baseUrl.ts';

/** VS Code's settings for the network, `http.*`. */
export interface NetworkSettings {
  /** Empty when there is none. */
  readonly proxy: string;
  /** When it is not empty, the environment's exceptions are ignored. */
  readonly noProxy: readonly string[];
  readonly proxySupport: string;
  /** Whether the certificate of the proxy is checked; the API's always is. */
  readonly proxyStrictSSL: boolean;
  /** A value for the Proxy-Authorization header. */
  readonly proxyAuthorization: string | undefined;
  readonly systemCertificates: boolean;
}

export interface HttpProxy {
  /** Its origin, which holds no credential: it may be logged. */
  readonly url: string;
  /** The value of the Proxy-Authorization header. Secret. */
  readonly authorization: string | undefined;
  /** Whether its own certificate is checked. */
  readonly strict: boolean;
}

/** How requests reach an origin. */
export type Route =
  /** `orHost`: through the host's own fetch where no connection can be made. */
  | { readonly kind: 'direct'; readonly orHost: boolean }
  | { readonly kind: 'proxy'; readonly proxy: HttpProxy }
  /** Through the host's own fetch, which speaks to kinds of proxies that this extension does not. */
  | { readonly kind: 'host' };

export type Environment = Readonly<Record<string, string | undefined>>;

/** The route to an origin: the settings', else the environment's. Loopback is never proxied. */
export function routeTo(origin: string, settings: NetworkSettings, environment: Environment): Route {
  const { protocol, hostname, port } = new URL(origin);
  if (isLoopback(hostname) || settings.proxySupport === 'off') {
    return { kind: 'direct', orHost: false };
  }
  const proxy = settings.proxy.trim() || environmentProxy(protocol, environment);
  if (!proxy) {
    return { kind: 'direct', orHost: true };
  }
  const exceptions = settings.noProxy.length > 0 ? settings.noProxy : environmentExceptions(environment);
  if (isExcepted(exceptions, hostname, port || (protocol === 'https:' ? '443' : '80'))) {
    return { kind: 'direct', orHost: false };
  }
  return proxyRoute(proxy, settings);
}

function environmentProxy(protocol: string, environment: Environment): string | undefined {
  const { https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY } = environment;
  return (protocol === 'https:' && (https_proxy || HTTPS_PROXY)) || http_proxy || HTTP_PROXY;
}

function environmentExceptions({ no_proxy, NO_PROXY }: Environment): readonly string[] {
  return (no_proxy || NO_PROXY || '').split(/[,\s]+/);
}

function proxyRoute(text: string, settings: NetworkSettings): Route {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url?.hostname || !/^https?:$/.test(url.protocol)) {
    return { kind: 'host' };
  }
  return {
    kind: 'proxy',
    proxy: {
      url: url.origin,
      authorization: settings.proxyAuthorization || basicAuthorization(url),
      strict: settings.proxyStrictSSL,
    },
  };
}

function basicAuthorization({ username, password }: URL): string | undefined {
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return username || password ? `Basic ${Buffer.from(pair).toString('base64')}` : undefined;
}

/** The text itself where a percent sign in it starts no escape. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether a list of exceptions, as in `http.noProxy` or NO_PROXY, names a host. An entry is `*`, or a host name
 * or address that counts for its subdomains too (`example.com`, `.example.com`, `*.example.com`), and may end
 * in a port.
 * @param port never empty
 */
function isExcepted(entries: readonly string[], hostname: string, port: string): boolean {
  const name = withoutBrackets(hostname).replace(/\.$/, '').toLowerCase();
  return entries.some((text) => {
    const entry = text.trim().toLowerCase();
    const { host = entry, port: only = port } =
      /^(?<host>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {};
    const domain = withoutBrackets(host)
      .replace(/^\*?\./, '')
      .replace(/\.$/, '');
    return only === port && (domain === '*' || name === domain || name.endsWith(`.${domain}`));
  });
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}
