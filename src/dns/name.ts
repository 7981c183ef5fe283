import { domainToASCII } from 'node:url';

/** A zone's name in A-labels, lower case, without the trailing dot. */
export type ZoneName = string & { readonly zoneName: unique symbol };

export type NameProblem =
  /** Nothing, or the root alone. */
  | 'empty'
  /** Two dots in a row, or one at the start. */
  | 'empty-label'
  /** A label over 63 bytes (RFC 1035, section 2.3.4). */
  | 'label-too-long'
  /** Over 255 bytes on the wire (RFC 1035, section 2.3.4). */
  | 'name-too-long'
  /** Spaces, control characters, backslashes, or what IDNA does not allow. */
  | 'bad-character';

export type NameResult =
  | { readonly ok: true; readonly name: ZoneName }
  | { readonly ok: false; readonly problem: NameProblem };

const MAX_LABEL_BYTES = 63;
const MAX_NAME_BYTES = 255;
const ASCII = /^[\0-\x7f]*$/;
const PLAIN = /^[\x21-\x5b\x5d-\x7e]*$/;

/**
 * Reads a zone's name as people write it: Unicode becomes A-labels, upper case lower, a trailing dot goes.
 * ASCII names need not be host names: `_x.example` and `0/25.2.0.192.in-addr.arpa` are zones too.
 */
export function parseZoneName(text: string): NameResult {
  const ascii = ASCII.test(text) ? text.toLowerCase() : domainToASCII(text);
  const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  const problem = nameProblem(name, text);
  return problem === undefined ? { ok: true, name: name as ZoneName } : { ok: false, problem };
}

function nameProblem(name: string, text: string): NameProblem | undefined {
  if (name === '') {
    return text === '' || text === '.' ? 'empty' : 'bad-character';
  }
  if (!PLAIN.test(name)) {
    return 'bad-character';
  }
  const labels = name.split('.');
  if (labels.includes('')) {
    return 'empty-label';
  }
  if (labels.some((label) => label.length > MAX_LABEL_BYTES)) {
    return 'label-too-long';
  }
  return name.length + 2 > MAX_NAME_BYTES ? 'name-too-long' : undefined;
}

/** A name as it goes over the wire, uncompressed. */
export function encodeName(name: ZoneName): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.alloc(1)]);
}

/**
 * Reads a name, following pointers, in canonical form: uncompressed, lower case (RFC 4034, section 6.2).
 * @throws {RangeError} when it runs out of the message, forward or over 255 bytes
 */
export function canonicalName(message: Buffer, start: number): Buffer {
  const labels: Buffer[] = [];
  let bytes = 1;
  let at = start;
  let floor = start;
  for (let length = message.readUInt8(at); length !== 0; length = message.readUInt8(at)) {
    if (length >= 0xc0) {
      at = message.readUInt16BE(at) & 0x3fff;
      if (at >= floor) {
        throw new RangeError('A pointer that does not point back.');
      }
      floor = at;
      continue;
    }
    bytes += length + 1;
    if (length >= 0x40 || bytes > MAX_NAME_BYTES || at + 1 + length > message.length) {
      throw new RangeError('A label that cannot be.');
    }
    labels.push(message.subarray(at, at + 1 + length));
    at += 1 + length;
  }
  return lowerCase(Buffer.concat([...labels, Buffer.alloc(1)]));
}

/** Lengths of labels are below 64, and the letters above: both go through it. */
function lowerCase(name: Buffer): Buffer {
  return Buffer.from(name.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)));
}
