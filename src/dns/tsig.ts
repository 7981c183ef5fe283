import { timingSafeEqual } from 'node:crypto';
import type { TsigProblem } from './answer.ts';
import { HEADER_BYTES, type Header } from './header.ts';
import { canonicalName } from './name.ts';
import type { Signer } from './tsigKey.ts';

/** A signed query, with the MAC that its answer's MAC covers too. */
export interface SignedQuery {
  readonly bytes: Buffer;
  readonly mac: Buffer;
}

export type Verification =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: TsigProblem; readonly skew: number | undefined }
  /** Not a DNS message. */
  | { readonly ok: false; readonly problem: 'malformed' };

const TYPE_TSIG = 250;
const CLASS_ANY = 255;
/** How far the clocks may be apart, seconds (RFC 8945, section 10: recommended). */
const FUDGE = 300;
const BADTIME = 18;
const ERRORS: Readonly<Record<number, TsigProblem>> = {
  16: 'bad-sig',
  17: 'bad-key',
  [BADTIME]: 'bad-time',
  22: 'bad-trunc',
};

/** Everything in a TSIG record but its MAC (RFC 8945, section 4.2). */
interface TsigVariables {
  /** Canonical names. */
  readonly name: Buffer;
  readonly algorithm: Buffer;
  /** 48 bits, seconds since the epoch. */
  readonly time: Buffer;
  readonly fudge: number;
  readonly error: number;
  readonly other: Buffer;
}

interface TsigRecord extends TsigVariables {
  readonly start: number;
  readonly mac: Buffer;
  readonly originalId: number;
}

/** Signs a query (RFC 8945, section 5.1). `now`: seconds since the epoch. */
export function signQuery(query: Buffer, signer: Signer, now: number): SignedQuery {
  const time = Buffer.alloc(6);
  time.writeUIntBE(now, 0, 6);
  const { name, algorithm } = signer;
  const mac = signer.mac([
    query,
    digestOf({ name, algorithm, time, fudge: FUDGE, error: 0, other: Buffer.alloc(0) }),
  ]);
  const data = Buffer.concat([
    algorithm,
    time,
    uint16(FUDGE),
    uint16(mac.length),
    mac,
    query.subarray(0, 2),
    uint16(0),
    uint16(0),
  ]);
  const bytes = Buffer.concat([query, name, uint16(TYPE_TSIG), classAndTtl(), uint16(data.length), data]);
  bytes.writeUInt16BE(query.readUInt16BE(10) + 1, 10);
  return { bytes, mac };
}

/**
 * Verifies the answer to a signed query (RFC 8945, sections 5.2 and 5.3). Errors about the key come without a
 * MAC and are told as they are. `now`: seconds since the epoch.
 */
export function verifyAnswer(
  header: Header,
  answer: Buffer,
  signer: Signer,
  queryMac: Buffer,
  now: number,
): Verification {
  try {
    const record = header.additionals === 0 ? undefined : lastRecord(header, answer);
    if (record === undefined || answer.readUInt16BE(record.fixed) !== TYPE_TSIG) {
      return failed('unsigned');
    }
    return judge(header, answer, readTsig(answer, record), signer, queryMac, now);
  } catch (error) {
    if (error instanceof RangeError) {
      return { ok: false, problem: 'malformed' };
    }
    throw error;
  }
}

function judge(
  header: Header,
  answer: Buffer,
  tsig: TsigRecord,
  signer: Signer,
  queryMac: Buffer,
  now: number,
): Verification {
  if (tsig.mac.length === 0) {
    return tsig.error === 0 ? failed('unsigned') : toldError(tsig, now);
  }
  if (!tsig.name.equals(signer.name) || !tsig.algorithm.equals(signer.algorithm)) {
    return failed('other-key');
  }
  const signed = signer.mac([
    uint16(queryMac.length),
    queryMac,
    withoutTsig(header, answer, tsig),
    digestOf(tsig),
  ]);
  if (signed.length !== tsig.mac.length || !timingSafeEqual(signed, tsig.mac)) {
    return failed('bad-mac');
  }
  if (tsig.error !== 0) {
    return toldError(tsig, now);
  }
  const skew = tsig.time.readUIntBE(0, 6) - now;
  return Math.abs(skew) > tsig.fudge ? failed('bad-time', skew) : { ok: true };
}

function failed(problem: TsigProblem, skew?: number): Verification {
  return { ok: false, problem, skew };
}

/** BADTIME carries the server's time beside (RFC 8945, section 5.2.3). */
function toldError({ error, other }: TsigRecord, now: number): Verification {
  const hasTime = error === BADTIME && other.length === 6;
  return failed(ERRORS[error] ?? 'other-error', hasTime ? other.readUIntBE(0, 6) - now : undefined);
}

/** @throws {RangeError} when the record is not what RFC 8945 says */
function readTsig(answer: Buffer, { start, fixed, data, end }: RecordSpan): TsigRecord {
  const times = nameEnd(answer, data);
  const macStart = times + 10;
  const macEnd = macStart + answer.readUInt16BE(times + 8);
  const otherStart = macEnd + 6;
  const isWhole = otherStart + answer.readUInt16BE(macEnd + 4) === end;
  if (!isWhole || !answer.subarray(fixed + 2, fixed + 8).equals(classAndTtl())) {
    throw new RangeError('Not a TSIG record.');
  }
  return {
    start,
    name: canonicalName(answer, start),
    algorithm: canonicalName(answer, data),
    time: answer.subarray(times, times + 6),
    fudge: answer.readUInt16BE(times + 6),
    mac: answer.subarray(macStart, macEnd),
    originalId: answer.readUInt16BE(macEnd),
    error: answer.readUInt16BE(macEnd + 2),
    other: answer.subarray(otherStart, end),
  };
}

/** The message as it was when its sender signed it. */
function withoutTsig(header: Header, answer: Buffer, { start, originalId }: TsigRecord): Buffer {
  const message = Buffer.from(answer.subarray(0, start));
  message.writeUInt16BE(originalId, 0);
  message.writeUInt16BE(header.additionals - 1, 10);
  return message;
}

function digestOf({ name, algorithm, time, fudge, error, other }: TsigVariables): Buffer {
  return Buffer.concat([
    name,
    classAndTtl(),
    algorithm,
    time,
    uint16(fudge),
    uint16(error),
    uint16(other.length),
    other,
  ]);
}

function classAndTtl(): Buffer {
  return Buffer.concat([uint16(CLASS_ANY), Buffer.alloc(4)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

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
function lastRecord(header: Header, message: Buffer): RecordSpan | undefined {
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
function nameEnd(message: Buffer, start: number): number {
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
