import type { ExtendedError } from './answer.ts';

/** The option's code in EDNS(0) (RFC 8914, section 2). */
const EXTENDED_ERROR = 15;
const MAX_TEXT = 200;

interface EdnsOption {
  readonly code: number;
  readonly data?: Buffer | undefined;
}

/** The Extended DNS Errors among the options of an OPT record. Text from the net is cut and made printable. */
export function extendedErrors(options: readonly EdnsOption[]): ExtendedError[] {
  return options.flatMap(({ code, data }) =>
    code === EXTENDED_ERROR && data !== undefined && data.length >= 2
      ? [{ code: data.readUInt16BE(0), text: printable(data.subarray(2)) }]
      : [],
  );
}

function printable(bytes: Buffer): string {
  const text = bytes.subarray(0, MAX_TEXT).toString('utf8');
  return text.replace(/[\p{C}\p{Z}\ufffd]+/gu, ' ').trim();
}
