import { type Answer, AUTHORITATIVE_ANSWER, encode, type Packet, type PacketOpt } from 'dns-packet';
import { readHeader } from '../../../src/dns/header.ts';
import { parseZoneName } from '../../../src/dns/name.ts';
import { type Entropy, prepareQuery, type Query, type SentQuery, UDP_BYTES } from '../../../src/dns/query.ts';
import { type Meaning, readSoaAnswer } from '../../../src/dns/readSoaAnswer.ts';

import { signQuery } from '../../../src/dns/tsig.ts';
import { type Signer, type TsigKey, tsigSigner } from '../../../src/dns/tsigKey.ts';

export const ZONE = 'example.com';
/** Seconds since the epoch. */
export const NOW = 1_790_000_000;
export const KEY: TsigKey = {
  name: 'cf-key',
  algorithm: 'hmac-sha256.',
  secret: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0',
};

export function signerOf(key: TsigKey): Signer {
  const result = tsigSigner(key);
  if (!result.ok) throw new Error(result.problem);
  return result.signer;
}

/** No chance at all: the letters of a name stay lower case. */
export const NO_ENTROPY: Entropy = (count) => new Uint8Array(count);

/** A query for the zone's SOA as it may have been sent. */
export function sentQuery(signer?: Signer, id = 0x4d2): SentQuery {
  const name = parseZoneName(ZONE);
  if (!name.ok) throw new Error(name.problem);
  return prepareQuery({ zone: name.name, id, cookie: Buffer.alloc(8), signer, entropy: NO_ENTROPY }, NOW);
}

export const SOA: Answer = {
  type: 'SOA',
  class: 'IN',
  name: ZONE,
  ttl: 60,
  data: {
    mname: 'ns1.example.com',
    rname: 'hostmaster.example.com',
    serial: 4_026_112_401,
    refresh: 3600,
    retry: 600,
    expire: 1_209_600,
    minimum: 60,
  },
};

export const NS: Answer = { type: 'NS', class: 'IN', name: ZONE, ttl: 60, data: 'ns1.elsewhere.test' };

/** An OPT record, with options such as Extended DNS Errors. */
export function edns(options: readonly { code: number; data: Buffer }[] = [], extendedRcode = 0): Answer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: options as PacketOpt[],
  };
}

/** A well-formed answer to a query. `flags` are the header's, rcode included. */
export function answerTo(query: Query, packet: Packet = {}): Buffer {
  return encode({
    type: 'response',
    id: query.id,
    flags: AUTHORITATIVE_ANSWER,
    questions: [{ type: 'SOA', class: 'IN', name: query.zone }],
    ...packet,
  });
}

/** Signs an answer as a server does: its MAC covers the query's. */
export function signAnswer(answer: Buffer, sent: SentQuery, signer: Signer, now = NOW): Buffer {
  const length = Buffer.alloc(2);
  const mac = sent.signature?.mac ?? Buffer.alloc(0);
  length.writeUInt16BE(mac.length);
  return signQuery(answer, { ...signer, mac: (parts) => signer.mac([length, mac, ...parts]) }, now).bytes;
}

/** What the client makes of a message over UDP; undefined when it has no header. */
export function read(sent: SentQuery, message: Buffer): Meaning | undefined {
  const header = readHeader(message);
  return header && readSoaAnswer(sent, { header, message }, UDP_BYTES, NOW);
}
