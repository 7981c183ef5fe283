import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import type { Variables } from '../host/variables.ts';

/** Where a test's servers are. */
export interface Places {
  /** Of the API behind TLS, on all addresses of this machine. */
  readonly port: number;
  /** A proxy that leads there. */
  readonly proxy: string;
  /** Ports where connections are refused, and where they are reset. */
  readonly refusing: number;
  readonly resetting: number;
}

/** A way to the API. */
export interface Way {
  readonly title: string;
  /** VS Code's own fetch makes the connection, and not the extension. */
  readonly isHosts: boolean;
  /** What the log says of who checks the certificate, and by which authorities. */
  readonly trust: string;
  readonly origin: (places: Places) => string;
  readonly settings?: (places: Places) => Partial<NetworkSettings>;
  readonly variables?: (places: Places) => Variables;
}

/** A name that leads nowhere but through a proxy. */
export const API_HOST = 'api.invalid';
/** Leads to this machine, and does not count as loopback, which is never asked through a proxy. */
export const LOCAL_HOST = '0.0.0.0';

const OURS =
  "its certificate is checked against the system's authorities and Node's (http.systemCertificates is on)";
const FALLBACK = "VS Code's own fetch serves, and VS Code checks the certificate";
const HOSTS = 'VS Code checks the certificate, or nothing is sent';

export const DIRECTLY: Way = {
  title: 'over a direct connection',
  isHosts: false,
  trust: OURS,
  origin: ({ port }) => `https://${LOCAL_HOST}:${port}`,
};

export const THROUGH_PROXY: Way = {
  title: 'through the proxy of http.proxy',
  isHosts: false,
  trust: OURS,
  origin: () => `https://${API_HOST}`,
  settings: ({ proxy }) => ({ proxy }),
};

export const THROUGH_PAC: Way = {
  title: 'through the proxy of a PAC script, as direct connections are refused',
  isHosts: true,
  trust: FALLBACK,
  origin: ({ refusing }) => `https://${LOCAL_HOST}:${refusing}`,
};

export const WAYS: readonly Way[] = [
  DIRECTLY,
  THROUGH_PROXY,
  {
    title: 'through the proxy of the environment',
    isHosts: false,
    trust: OURS,
    origin: () => `https://${API_HOST}`,
    variables: ({ proxy }) => ({ HTTPS_PROXY: proxy }),
  },
  THROUGH_PAC,
  {
    title: 'through the proxy of a PAC script, as direct connections are reset',
    isHosts: true,
    trust: FALLBACK,
    origin: ({ resetting }) => `https://${LOCAL_HOST}:${resetting}`,
  },
  {
    title: 'through a SOCKS proxy, to which VS Code alone speaks',
    isHosts: true,
    trust: HOSTS,
    origin: () => `https://${API_HOST}`,
    settings: () => ({ proxy: 'socks5://127.0.0.1:1' }),
  },
];
