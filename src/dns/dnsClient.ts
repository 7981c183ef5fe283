import { Resolver } from 'node:dns/promises';
import { NameServerLookup } from './nameServerLookup.ts';
import { SoaClient } from './soaClient.ts';

/**
 * The DNS lookups: SOA records of servers, and the addresses of name servers by the system's resolver.
 * Specified in test/scenarios/lab.test.ts.
 */
export class DnsClient {
  readonly #soa = new SoaClient();
  readonly #resolver = new Resolver();

  readonly #lookup = new NameServerLookup(this.#resolver);

  readonly ask: SoaClient['ask'] = (...question) => this.#soa.ask(...question);
  readonly lookUp: NameServerLookup['lookUp'] = (...hosts) => this.#lookup.lookUp(...hosts);

  dispose(): void {
    this.#resolver.cancel();
    this.#soa.dispose();
  }
}
