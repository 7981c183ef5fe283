import type { Header } from './header.ts';
import type { Query } from './query.ts';

/** A query with what goes over the wire for it, which may be signed. */
export interface Outgoing {
  readonly query: Query;
  readonly bytes: Buffer;
}

/** An answer as it came. */
export interface Received {
  readonly header: Header;
  readonly message: Buffer;
}

/** What came of a question: the answer's bytes, or none. */
export type Reply =
  | ({ readonly kind: 'message' } & Received)
  /** Too short to be a message. */
  | { readonly kind: 'unreadable' }
  /** Something came that may be forged: over TCP it can be told. */
  | { readonly kind: 'doubtful' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  /** `code` is Node's, such as ECONNREFUSED. */
  | { readonly kind: 'failed'; readonly code: string };

/** Node's code of a network error. Specified in test/unit/dns/soaClient.test.ts. */
export function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
