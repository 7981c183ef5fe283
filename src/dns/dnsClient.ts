import { Resolver } from 'node:dns/promises';
import { lookUpNameServers } from './nameServerLookup.ts';
import { SoaClient } from './soaClient.ts';

/**
 * The DNS lookups: SOA records of servers, and the addresses of name servers by the system's resolver.
 * Specified in test/scenarios/lab.test.ts.
 */
export class DnsClient {
  readonly #soa = new SoaClient();
  readonly #resolver = new Resolver();

  readonly ask: SoaClient['ask'] = (...question) => this.#soa.ask(...question);

  lookUp(hosts: Parameters<typeof lookUpNameServers>[0]): ReturnType<typeof lookUpNameServers> {
    return lookUpNameServers(hosts, this.#resolver);
  }

  dispose(): void {
    this.#resolver.cancel();
    this.#soa.dispose();
  }
}
