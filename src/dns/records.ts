import { HEADER_BYTES, type Header } from './header.ts';

/** A record as it lies in a message: offsets in bytes. */
export interface RecordSpan {
  readonly start: number;
  /** Where the owner's name ends and type, class, TTL and length begin. */
  readonly fixed: number;
  readonly data: number;
  readonly end: number;
}

/**
 * Finds the last record of a message that ends with it. A walk over lengths alone: nothing is decoded, and no
 * pointer followed.
 * @throws {RangeError} when the message is not one record after the other to its end
 */
export function lastRecord(header: Header, message: Buffer): RecordSpan | undefined {
  let at = HEADER_BYTES;
  for (let question = 0; question < header.questions; question += 1) {
    at = nameEnd(message, at) + 4;
  }
  let last: RecordSpan | undefined;
  for (let record = 0; record < header.records; record += 1) {
    const fixed = nameEnd(message, at);
    const data = fixed + 10;
    last = { start: at, fixed, data, end: data + message.readUInt16BE(fixed + 8) };
    at = last.end;
  }
  if (at !== message.length) {
    throw new RangeError('The records do not fill the message.');
  }
  return last;
}

/**
 * Where a name ends that starts at an offset; a pointer ends it (RFC 1035, section 4.1.4).
 * @throws {RangeError} past the end
 */
export function nameEnd(message: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const length = message.readUInt8(at);
    if (length === 0) {
      return at + 1;
    }
    if (length >= 0xc0) {
      return at + 2;
    }
    if (length >= 0x40) {
      throw new RangeError('No such kind of label.');
    }
    at += length + 1;
  }
}
