import type { Peer } from '../cloudflare/peers.ts';
import type { ServerAddress } from '../dns/serverAddress.ts';

/** An address with its port, IPv6 in brackets (RFC 3986, section 3.2.2). */
export function serverAt({
  address,
  port,
}: Omit<ServerAddress, 'port'> & { readonly port: number | undefined }): string {
  const host = address.includes(':') ? `[${address}]` : address;
  return port ? `${host}:${port}` : host;
}

/** Where a peer is, as it is shown; empty where it has no address. */
export function peerAddress({ ip, port }: Peer): string {
  return ip ? serverAt({ address: ip, port }) : '';
}
