import type { ZoneName } from './name.ts';

const NAME_BYTES = 255;

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
    if (length >= 0x40 || bytes > NAME_BYTES || at + 1 + length > message.length) {
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
