import { type Answer, AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';

/** The SOA record of a zone at a serial. */
export function soaRecord(name: string, serial: number): Answer {
  const [mname, rname] = ['ns1.example', 'hostmaster.example'];
  const data = { mname, rname, serial, refresh: 3600, retry: 600, expire: 1_209_600, minimum: 60 };
  return { type: 'SOA', class: 'IN', name, ttl: 60, data };
}

/** What a server of a zone answers when it is asked for the SOA record. It repeats the question as it came. */
export function soaAnswer(query: Buffer, serial: number): Buffer {
  const { id = 0, questions = [] } = decode(query);
  const answers = questions.map(({ name }) => soaRecord(name, serial));
  return encode({ type: 'response', id, flags: AUTHORITATIVE_ANSWER, questions, answers });
}

/** A message as it goes over TCP, its length before it. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}
