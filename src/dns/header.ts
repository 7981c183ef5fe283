import type { ZoneName } from './name.ts';
import type { Query } from './query.ts';

/** Bytes of a message's header (RFC 1035, section 4.1.1). */
export const HEADER_BYTES = 12;
/** An SOA answer has a handful of records; a decoder may take milliseconds over a header that claims thousands. */
const MAX_RECORDS = 64;

export interface Header {
  readonly id: number;
  readonly isAnswer: boolean;
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  /** The lower four bits: EDNS has the upper ones. */
  readonly rcode: number;
  readonly questions: number;
  readonly answers: number;
  /** Answers, authorities and additionals. */
  readonly records: number;
  readonly additionals: number;
}

/**
 * Reads a header; undefined when the message is too short for one.
 * Specified in test/unit/dns/readSoaAnswer.test.ts.
 */
export function readHeader(message: Buffer): Header | undefined {
  if (message.length < HEADER_BYTES) {
    return undefined;
  }
  const flags = message.readUInt16BE(2);
  const answers = message.readUInt16BE(6);
  const additionals = message.readUInt16BE(10);
  return {
    id: message.readUInt16BE(0),
    isAnswer: (flags & 0x8000) !== 0,
    opcode: (flags >> 11) & 0xf,
    authoritative: (flags & 0x0400) !== 0,
    truncated: (flags & 0x0200) !== 0,
    rcode: flags & 0xf,
    questions: message.readUInt16BE(4),
    answers,
    records: answers + message.readUInt16BE(8) + additionals,
    additionals,
  };
}

/** Where the question section of a message about a zone ends, bytes: header, name, type and class. */
export function questionEnd(zone: ZoneName): number {
  return HEADER_BYTES + zone.length + 2 + 4;
}

/**
 * Whether a message answers the query: its id and question, byte for byte but for letter case. Servers that
 * cannot read a query answer with an error and without the question.
 */
export function isAnswerTo(query: Query, header: Header, message: Buffer): boolean {
  if (!header.isAnswer || header.id !== query.id) {
    return false;
  }
  if (header.questions === 0) {
    return header.rcode !== 0 && header.answers === 0;
  }
  return header.questions === 1 && repeatsQuestion(query, message);
}

/** The cheap look at a message before anything decodes it. */
export function isPlausible(header: Header, message: Buffer, maxBytes: number): boolean {
  return header.opcode === 0 && header.records <= MAX_RECORDS && message.length <= maxBytes;
}

function repeatsQuestion(query: Query, message: Buffer): boolean {
  const end = questionEnd(query.zone);
  if (message.length < end) {
    return false;
  }
  for (let at = HEADER_BYTES; at < end; at += 1) {
    if (lowerCase(message[at]) !== query.bytes[at]) {
      return false;
    }
  }
  return true;
}

/** Lengths of labels are below 64, and the letters above: both can go through it. */
function lowerCase(byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
