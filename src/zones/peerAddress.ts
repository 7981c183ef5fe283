import type { Peer } from '../cloudflare/peers.ts';
import type { ServerAddress } from '../dns/serverAddress.ts';
import { cleanText, type Text, text } from '../text/text.ts';

/** An address with its port, IPv6 in brackets (RFC 3986, section 3.2.2). */
export function serverAt({
  address,
  port,
}: Omit<ServerAddress, 'port'> & { readonly port: number | undefined }): Text {
  const host = cleanText(address.includes(':') ? `[${address}]` : address);
  return port ? text`${host}:${port}` : host;
}

/** Where a peer is, as it is shown; empty where it has no address. */
export function peerAddress({ ip, port }: Peer): Text {
  return ip ? serverAt({ address: ip, port }) : text``;
}
