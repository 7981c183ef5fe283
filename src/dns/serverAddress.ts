import { isIP } from 'node:net';

/** Where a name server listens. */
export interface ServerAddress {
  /** An IPv4 or IPv6 address. */
  readonly address: string;
  readonly port: number;
}

/**
 * Whether a question can be sent there: peers may have no address and port 0.
 * Specified in test/unit/dns/soaClient.test.ts.
 */
export function isAskable({ address, port }: ServerAddress): boolean {
  return isIP(address) !== 0 && Number.isInteger(port) && port >= 1 && port <= 65_535;
}
