import ipaddr from 'ipaddr.js';

/**
 * Who can reach an address:
 * - `public`: every host, Cloudflare's included.
 * - `private`: this machine or its network, and Cloudflare never.
 * - `none`: no server can be there, such as at a multicast address or one for documentation.
 */
export type Reach = 'public' | 'private' | 'none';

/** Names of `ipaddr.js` for what IANA's registries of special-purpose addresses (RFC 6890) set apart for a network. */
const PRIVATE: ReadonlySet<string> = new Set(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal']);

/** Who can reach an IPv4 or IPv6 address; `none` for a text that is no address. */
export function reachOf(address: string): Reach {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) {
    return 'none';
  }
  const range = ipaddr.parse(address).range();
  return range === 'unicast' ? 'public' : PRIVATE.has(range) ? 'private' : 'none';
}
