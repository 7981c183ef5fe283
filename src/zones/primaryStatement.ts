/** What the configuration of a zone's primary says of Cloudflare's transfers, in a file that was read. */
export interface PrimaryStatement {
  /** The file as a URI. */
  readonly uri: string;
  /** The statement that decides, the first line being 0. */
  readonly line: number;
  /** The place in words: `named.conf:41`. */
  readonly place: string;
  /** The best of what it answers over IPv4 and IPv6. */
  readonly answer: 'allowed' | 'allowed-with-key' | 'partly' | 'only-old' | 'refused' | 'cannot-tell';
  /** The key that a transfer needs, by its name there. */
  readonly key: string | undefined;
}
