import { ProxyAgent, fetch as undiciFetch } from 'undici';

export interface HostFetchOptions {
  /** The proxy that a PAC script names. */
  readonly proxy: string;
  /** The authorities that VS Code trusts, PEM. */
  readonly authority: string;
  /** `http.proxyStrictSSL`. */
  readonly isStrict: boolean;
}

/**
 * A fetch as VS Code's own: it goes through a proxy, and checks certificates unless the setting or Node's variable stop
 * it.
 */
export async function hostFetch(
  { proxy, authority, isStrict }: HostFetchOptions,
  url: string,
  init: object,
): Promise<Response> {
  const laxness = isStrict ? {} : { rejectUnauthorized: false };
  const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca: authority, ...laxness } });
  try {
    const { status, headers, body } = await undiciFetch(url, { ...init, dispatcher });
    const content = body && new Uint8Array(await new Response(body).arrayBuffer());
    return new Response(content, { status, headers: [...headers] });
  } finally {
    await dispatcher.destroy();
  }
}
