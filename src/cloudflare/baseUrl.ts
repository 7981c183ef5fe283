/** Where Cloudflare's API is. */
export const DEFAULT_BASE_URL = 'https://api.cloudflare.com/client/v4';

export type BaseUrlProblem = 'not-a-url' | 'not-https' | 'has-credential' | 'has-query';

/**
 * Reads the base URL of the API. Plain http is for loopback alone, where no other machine can listen in.
 * @returns the URL without a trailing slash, or what is wrong with it
 */
export function parseBaseUrl(text: string): { readonly url: string } | { readonly problem: BaseUrlProblem } {
  const url = URL.parse(text.trim());
  if (!url?.hostname) {
    return { problem: 'not-a-url' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return { problem: 'not-https' };
  }
  if (url.username || url.password) {
    return { problem: 'has-credential' };
  }
  if (url.search || url.hash) {
    return { problem: 'has-query' };
  }
  return { url: url.href.replace(/\/+$/, '') };
}

/** Whether a URL’s host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
