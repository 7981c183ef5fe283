import { Resolver } from 'node:dns/promises';
import type { SoaClient } from './dns/soaClient.ts';
import type { CheckerOptions } from './zones/checker.ts';

/** The DNS client, loaded with its first question and not with the extension. */
export function lazyDns(): Pick<CheckerOptions, 'ask' | 'lookUp'> & { dispose(): void } {
  const resolver = new Resolver();
  let client: Promise<SoaClient> | undefined;
  const load = async () => {
    const { SoaClient } = await import('./dns/soaClient.ts');
    return new SoaClient();
  };
  return {
    async ask(zone, server, options) {
      client ??= load();
      return (await client).ask(zone, server, options);
    },
    async lookUp(hosts) {
      const { lookUpNameServers } = await import('./dns/nameServers.ts');
      return lookUpNameServers(hosts, resolver);
    },
    dispose() {
      resolver.cancel();
      void client?.then((loaded) => loaded.dispose());
    },
  };
}
