import { errorCode } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';
import { Semaphore } from './throttle.ts';

const DNS_PORT = 53;
/** Node's code for a lookup that was cancelled. */
const CANCELLED = 'ECANCELLED';
/** The codes of Node's resolver for a name that has no address of a family. */
const NO_ADDRESSES: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND']);

/** As of node:dns/promises. */
export interface AddressResolver {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
}

/** A name server's host, with where it can be asked. */
export interface NameServerHost {
  readonly host: string;
  readonly servers: readonly ServerAddress[];
  /** Node's code for why there is no address, such as ENOTFOUND. */
  readonly failure: string | undefined;
}

/** Hosts that are looked up at a time. */
const AT_ONCE = 16;

/** Looks up the addresses of name servers. */
export class NameServerLookup {
  readonly #resolver: AddressResolver;
  readonly #places = new Semaphore(AT_ONCE);

  constructor(resolver: AddressResolver) {
    this.#resolver = resolver;
  }

  /** Looks up hosts, IPv4 first; after the signal has aborted, none. Never throws. */
  lookUp(hosts: readonly string[], signal: AbortSignal): Promise<NameServerHost[]> {
    return Promise.all(
      hosts.map((host) =>
        this.#places.run(async () =>
          signal.aborted ? { host, servers: [], failure: CANCELLED } : this.#lookUp(host),
        ),
      ),
    );
  }

  async #lookUp(host: string): Promise<NameServerHost> {
    const lookUps = await Promise.allSettled([this.#resolver.resolve4(host), this.#resolver.resolve6(host)]);
    const servers = lookUps
      .flatMap((lookUp) => (lookUp.status === 'fulfilled' ? lookUp.value : []))
      .map((address) => ({ address, port: DNS_PORT }));
    return { host, servers, failure: servers.length > 0 ? undefined : failureOf(lookUps) };
  }
}

/** The more telling of two failures: a network that does not work rather than a name that has no address. */
function failureOf(lookUps: readonly PromiseSettledResult<string[]>[]): string {
  const codes = lookUps.flatMap((lookUp) =>
    lookUp.status === 'rejected'
      ? [lookUp.reason instanceof Error ? errorCode(lookUp.reason) : String(lookUp.reason)]
      : [],
  );
  return codes.find((code) => !NO_ADDRESSES.has(code)) ?? codes[0] ?? 'ENODATA';
}
