import { type Answer, type DecodedPacket, decode } from 'dns-packet';
import type { ExtendedError, Soa, SoaOutcome } from './answer.ts';
import { extendedErrors } from './extendedError.ts';
import type { Header } from './header.ts';
import type { ZoneName } from './name.ts';

/** A message's meaning, and what the server added to it. */
export interface Meaning {
  readonly outcome: SoaOutcome;
  readonly extendedErrors: readonly ExtendedError[];
}

export const BAD_MESSAGE: Meaning = { outcome: { kind: 'bad-message' }, extendedErrors: [] };

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
export function readAnswer(header: Header, message: Buffer, zone: ZoneName): Meaning {
  const packet = decodeWhole(message);
  if (packet === undefined) {
    return BAD_MESSAGE;
  }
  const edns = packet.additionals?.find((record) => record.type === 'OPT');
  const rcode = header.rcode | ((edns?.extendedRcode ?? 0) << 4);
  return {
    outcome: rcode === 0 ? readRecords(header, packet, zone) : readError(rcode),
    extendedErrors: extendedErrors(edns?.options ?? []),
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
