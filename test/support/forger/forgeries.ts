import { type Answer, encode, type Packet, type PacketOpt, type Question } from 'dns-packet';
import { soaRecord } from '../dns/soaAnswer.ts';
import type { Random } from '../fuzz/random.ts';

/** The serial that forged answers tell. */
export const FORGED_SERIAL = 666;

const ANSWER = 0x8000;
const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
const RECURSIVE = 0x0180;

/** Messages under the id 0. */
export interface Forgeries {
  /** Those with an SOA record. */
  readonly serials: readonly Buffer[];
  /** Every response code, referrals, and what is no answer at all. */
  readonly others: readonly Buffer[];
}

/**
 * All that one may send who knows which zone is asked for, and neither id, letter case nor cookie: each question with
 * each response code, flags and records.
 */
export function forgeries(zone: string, random: Random): Forgeries {
  const questions = questionsOf(zone, random);
  const serial = { answers: [soaRecord(zone, FORGED_SERIAL)] };
  const referral = { authorities: [referralOf(zone)] };
  return {
    serials: messages(questions, [serial], [0]),
    others: messages(
      questions,
      [{}, referral],
      Array.from({ length: 16 }, (_, rcode) => rcode),
    ),
  };
}

function messages(
  questions: readonly (readonly Question[])[],
  records: readonly Packet[],
  rcodes: readonly number[],
): readonly Buffer[] {
  const flags = [ANSWER, ANSWER | TRUNCATED, ANSWER | RECURSIVE, 0].flatMap((bits) =>
    rcodes.map((rcode) => bits | AUTHORITATIVE | rcode),
  );
  return questions.flatMap((asked) =>
    records.flatMap((kind) =>
      [[], [forgedCookie()]].flatMap((additionals) =>
        flags.map((bits) => message({ ...kind, questions: [...asked], additionals }, bits)),
      ),
    ),
  );
}

function message(packet: Packet, flags: number): Buffer {
  const bytes = encode({ ...packet, id: 0 });
  bytes.writeUInt16BE(flags, 2);
  return bytes;
}

function questionsOf(zone: string, random: Random): readonly (readonly Question[])[] {
  const asked = (name: string): Question => ({ type: 'SOA', class: 'IN', name });
  const mixed = Array.from(zone, (letter) => (random.next() < 0.5 ? letter.toUpperCase() : letter)).join('');
  return [
    [],
    [asked(zone)],
    [asked(zone.toUpperCase())],
    [asked(mixed)],
    [asked(`not-${zone}`)],
    [asked(zone), asked(zone)],
  ];
}

function referralOf(name: string): Answer {
  return { type: 'NS', class: 'IN', name, ttl: 60, data: 'ns.forger.example' };
}

function forgedCookie(): Answer {
  const options = [{ code: 10, data: Buffer.alloc(24, 'forger') }];
  const fields = { udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false };
  return { type: 'OPT', name: '.', ...fields, options: options as PacketOpt[] };
}
