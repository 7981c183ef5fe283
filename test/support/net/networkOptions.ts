import type { NetworkOptions } from '../../../src/cloudflare/networkTransport.ts';
import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import { collectLog } from './logLines.ts';

/** VS Code's defaults. */
export const DEFAULT_NETWORK: NetworkSettings = {
  proxy: '',
  noProxy: [],
  proxySupport: 'override',
  proxyStrictSSL: true,
  proxyAuthorization: undefined,
  systemCertificates: true,
};

/** Options of a network with VS Code's default settings, no environment, and no authority of the system's. */
export function networkOptions(rest: Partial<NetworkOptions> = {}): NetworkOptions {
  return {
    settings: () => DEFAULT_NETWORK,
    environment: {},
    certificates: { rootCertificates: [], getCACertificates: () => [] },
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    log: collectLog(),
    now: () => performance.now(),
    ...rest,
  };
}
