import { type Answer, type DecodedPacket, decode } from 'dns-packet';
import type { ExtendedError, Soa, SoaOutcome } from './answer.ts';
import { COOKIE_OPTION } from './cookie.ts';
import { type Header, isPlausible, relationOf } from './header.ts';
import type { ZoneName } from './name.ts';
import type { SentQuery } from './query.ts';
import type { Received } from './reply.ts';
import { verifyAnswer } from './tsig.ts';

/** A message's meaning, and what the server added to it. */
export interface Meaning {
  readonly outcome: SoaOutcome;
  readonly extendedErrors: readonly ExtendedError[];
  /** The data of its cookie option; undefined without one. */
  readonly cookie: Buffer | undefined;
}

const BAD_MESSAGE: Meaning = { outcome: { kind: 'bad-message' }, extendedErrors: [], cookie: undefined };

/** Names of response codes (IANA, DNS RCODEs) that have no outcome of their own. */
const RCODE_NAMES: Readonly<Record<number, string>> = {
  1: 'FORMERR',
  4: 'NOTIMP',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};

/** Reads a complete answer, whose header has passed the guard, to a question for the zone's SOA. */
function decodeAnswer(header: Header, message: Buffer, zone: ZoneName): Meaning {
  const packet = decodeWhole(message);
  if (packet === undefined) {
    return BAD_MESSAGE;
  }
  const edns = packet.additionals?.find((record) => record.type === 'OPT');
  const rcode = header.rcode | ((edns?.extendedRcode ?? 0) << 4);
  return {
    outcome: rcode === 0 ? readRecords(header, packet, zone) : readError(rcode),
    extendedErrors: extendedErrors(edns?.options ?? []),
    cookie: cookieIn(edns?.options ?? []),
  };
}

function decodeWhole(message: Buffer): DecodedPacket | undefined {
  try {
    const packet = decode(message);
    return decode.bytes === message.length ? packet : undefined;
  } catch {
    return undefined;
  }
}

function readError(rcode: number): SoaOutcome {
  switch (rcode) {
    case 2:
      return { kind: 'servfail' };
    case 3:
      return { kind: 'nxdomain' };
    case 5:
      return { kind: 'refused' };
    default:
      return { kind: 'rcode', rcode, name: RCODE_NAMES[rcode] ?? `RCODE${rcode}` };
  }
}

function readRecords(header: Header, packet: DecodedPacket, zone: ZoneName): SoaOutcome {
  const soa = findSoa(packet.answers ?? [], zone);
  if (soa) {
    return { kind: header.authoritative ? 'ok' : 'not-authoritative', soa };
  }
  const isReferral =
    !header.authoritative &&
    header.answers === 0 &&
    packet.authorities?.some((record) => record.type === 'NS') === true;
  return { kind: isReferral ? 'lame' : 'no-soa' };
}

function findSoa(answers: readonly Answer[], zone: ZoneName): Soa | undefined {
  for (const record of answers) {
    if (record.type === 'SOA' && record.class === 'IN' && record.name.toLowerCase() === zone) {
      const { serial = 0, refresh = 0, retry = 0, expire = 0 } = record.data;
      return { serial, refresh, retry, expire };
    }
  }
  return undefined;
}

/** The option's code in EDNS(0) (RFC 8914, section 2). */
const EXTENDED_ERROR = 15;
const MAX_TEXT = 200;

interface EdnsOption {
  readonly code: number;
  readonly data?: Buffer | undefined;
}

function cookieIn(options: readonly EdnsOption[]): Buffer | undefined {
  return options.find(({ code }) => code === COOKIE_OPTION)?.data;
}

/** The Extended DNS Errors among the options of an OPT record. Text from the net is cut and made printable. */
function extendedErrors(options: readonly EdnsOption[]): ExtendedError[] {
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

/**
 * What a message says about the zone that was asked for. It never throws, whatever the message holds, and accepts
 * nothing but an answer to this query, signed by the key if the query was. `now`: seconds since the epoch.
 */
export function readSoaAnswer(
  sent: SentQuery,
  { header, message }: Received,
  maxBytes: number,
  now: number,
): Meaning {
  // What is doubtful has come over TCP, where only who sees the query can answer.
  const isOurs = relationOf(sent.query, header, message) !== 'other';
  if (!isOurs || !isPlausible(header, message, maxBytes) || header.truncated) {
    return BAD_MESSAGE;
  }
  return disbelief(sent, header, message, now) ?? decodeAnswer(header, message, sent.query.zone);
}

/**
 * Why the answer to a signed query is not accepted. An error without a signature is: servers that refuse, or do not
 * know TSIG, have nothing to sign with.
 */
function disbelief(
  { signature }: SentQuery,
  header: Header,
  message: Buffer,
  now: number,
): Meaning | undefined {
  if (!signature) {
    return undefined;
  }
  const verified = verifyAnswer(header, message, signature.signer, signature.mac, now);
  if (verified.ok || (verified.problem === 'unsigned' && header.rcode !== 0)) {
    return undefined;
  }
  return verified.problem === 'malformed'
    ? BAD_MESSAGE
    : {
        outcome: { kind: 'tsig', problem: verified.problem, skew: verified.skew },
        extendedErrors: [],
        cookie: undefined,
      };
}
