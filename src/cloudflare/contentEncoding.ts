import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const DECODERS: ReadonlyMap<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>> =
  new Map([
    ['gzip', promisify(gunzip)],
    ['x-gzip', promisify(gunzip)],
    ['deflate', promisify(inflate)],
    ['br', promisify(brotliDecompress)],
  ]);

/**
 * Undoes a `Content-Encoding`, off the main thread. One that is not known, or more than one, is left as it is.
 * Rejects with the code ERR_BUFFER_TOO_LARGE past `maxBytes`, and with zlib's codes when the body is damaged.
 */
export async function decodeContent(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decode = DECODERS.get(encoding.trim().toLowerCase());
  return decode ? decode(body, { maxOutputLength: maxBytes }) : body;
}
