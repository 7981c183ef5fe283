import type { Text } from './text.ts';

declare const idBrand: unique symbol;

/**
 * An id of the API, of a zone, an account, a peer or a TSIG. It holds letters, digits, - and _ alone, so that it may be
 * a segment of a path, a part of a file's name and of a row's own id.
 */
export type Id = Text & { readonly [idBrand]: true };

/** Whether a text can be an id. Specified in test/unit/cloudflare/cloudflare.test.ts. */
export function isId(text: string): text is Id {
  return /^[\w-]{1,64}$/.test(text);
}

/** Whether a text is an id as Cloudflare makes them for zones and accounts: 32 hex digits. */
export function isHexId(text: string): text is Id {
  return /^[0-9a-f]{32}$/i.test(text);
}
