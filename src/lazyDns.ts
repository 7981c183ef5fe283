import type { DnsClient } from './dns/dnsClient.ts';
import type { CheckerOptions } from './zones/checker.ts';

/** The DNS client, loaded with its first question and not with the extension. */
export function lazyDns(): Pick<CheckerOptions, 'ask' | 'lookUp'> & { dispose(): void } {
  let loading: Promise<DnsClient> | undefined;
  const client = (): Promise<DnsClient> => {
    loading ??= import('./dns/dnsClient.ts').then(({ DnsClient }) => new DnsClient());
    return loading;
  };
  return {
    ask: async (...question) => (await client()).ask(...question),
    lookUp: async (hosts) => (await client()).lookUp(hosts),
    dispose: () =>
      void loading?.then(
        (loaded) => loaded.dispose(),
        () => {},
      ),
  };
}
