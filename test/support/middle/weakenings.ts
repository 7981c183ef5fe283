import type { NetworkSettings } from '../../../src/cloudflare/route.ts';
import type { Variables } from '../host/variables.ts';

/** What makes Node, or VS Code's own fetch, accept any certificate. */
export interface Weakening {
  readonly title: string;
  readonly settings: Partial<NetworkSettings>;
  readonly variables: Variables;
}

const variables = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

export const STRICT: Weakening = {
  title: 'where nothing is weakened',
  settings: {},
  variables: { NODE_TLS_REJECT_UNAUTHORIZED: undefined },
};

/** For a process that begins with these variables. */
export const FROM_START: Weakening = {
  title: 'where the process was started with NODE_TLS_REJECT_UNAUTHORIZED=0',
  settings: {},
  variables,
};

/** For a process under way. */
export const WEAKENINGS: readonly Weakening[] = [
  { title: 'where another extension has set NODE_TLS_REJECT_UNAUTHORIZED=0', settings: {}, variables },
  { ...STRICT, title: 'with http.proxyStrictSSL off', settings: { proxyStrictSSL: false } },
  { title: 'with http.proxyStrictSSL off and that variable', settings: { proxyStrictSSL: false }, variables },
];
