import type { FileText } from './load.ts';

/** A larger file is not read, bytes: a configuration of 5,000 zones has one million. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

/**
 * Decodes a file: UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it. A NUL character is never
 * part of a configuration.
 */
export function decodeText(bytes: Uint8Array): FileText {
  if (bytes.length > MAX_FILE_BYTES) {
    return { ok: false, reason: 'too-large' };
  }
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return text.includes('\0') ? { ok: false, reason: 'not-text' } : { ok: true, text };
}

/** Whether a file is text in UTF-16, by its byte order mark: no server but Windows reads that. */
export function isUtf16(bytes: Uint8Array): boolean {
  return encodingOf(bytes) !== 'utf-8';
}

/** Other encodings of names and comments are read as UTF-8: what matters here is ASCII. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
