import { errorCode } from './reply.ts';
import type { ServerAddress } from './serverAddress.ts';

const DNS_PORT = 53;
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

/** Looks up the addresses of name servers, IPv4 first. Never throws. */
export function lookUpNameServers(
  hosts: readonly string[],
  resolver: AddressResolver,
): Promise<NameServerHost[]> {
  return Promise.all(hosts.map((host) => lookUpHost(host, resolver)));
}

async function lookUpHost(host: string, resolver: AddressResolver): Promise<NameServerHost> {
  const lookUps = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const servers = lookUps
    .flatMap((lookUp) => (lookUp.status === 'fulfilled' ? lookUp.value : []))
    .map((address) => ({ address, port: DNS_PORT }));
  return { host, servers, failure: servers.length > 0 ? undefined : failureOf(lookUps) };
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
