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

/** Response codes that servers send without a question, since they could not read one (RFC 1035, section 4.1.1). */
const UNREAD_QUESTION: ReadonlySet<number> = new Set([1, 4]);

/**
 * How a message relates to a query:
 * - `answer`: it has its id and its question byte for byte, whose letter case is random; or it has the id and says,
 *   whole, that the question could not be read.
 * - `doubtful`: it has its id, and either the question in another letter case or an error without one. Some servers
 *   answer so; a forger who does not see the query needs to guess the id alone.
 * - `other`: it answers something else.
 */
export type Relation = 'answer' | 'doubtful' | 'other';

export function relationOf(query: Query, header: Header, message: Buffer): Relation {
  if (!header.isAnswer || header.id !== query.id) {
    return 'other';
  }
  if (header.questions === 0) {
    if (header.rcode === 0 || header.answers > 0) {
      return 'other';
    }
    return UNREAD_QUESTION.has(header.rcode) && !header.truncated ? 'answer' : 'doubtful';
  }
  return header.questions === 1 ? questionRelation(query, message) : 'other';
}

/** The cheap look at a message before anything decodes it. */
export function isPlausible(header: Header, message: Buffer, maxBytes: number): boolean {
  return header.opcode === 0 && header.records <= MAX_RECORDS && message.length <= maxBytes;
}

function questionRelation(query: Query, message: Buffer): Relation {
  const end = questionEnd(query.zone);
  const asked = query.bytes.subarray(HEADER_BYTES, end);
  const repeated = message.subarray(HEADER_BYTES, end);
  if (asked.equals(repeated)) {
    return 'answer';
  }
  return asked.length === repeated.length &&
    asked.every((byte, at) => lowerCase(byte) === lowerCase(repeated[at]))
    ? 'doubtful'
    : 'other';
}

/** Lengths of labels are below 64, and the letters above: both can go through it. */
function lowerCase(byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}
