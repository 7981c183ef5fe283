import assert from 'node:assert/strict';
import { AUTHORITATIVE_ANSWER, type Packet, TRUNCATED_RESPONSE } from 'dns-packet';
import { answerTo, edns, NS, read, SOA, sentQuery, ZONE } from './messages.ts';

const sent = sentQuery();

function meaning(packet: Packet) {
  return read(sent, answerTo(sent.query, packet));
}

function outcome(message: Buffer) {
  return read(sent, message)?.outcome.kind;
}

describe('an answer', () => {
  it('tells the SOA of a zone', () => {
    assert.deepEqual(meaning({ answers: [SOA], additionals: [edns()] }), {
      outcome: {
        kind: 'ok',
        soa: { serial: 4_026_112_401, refresh: 3600, retry: 600, expire: 1_209_600 },
      },
      extendedErrors: [],
      cookie: undefined,
    });
  });

  it('may write the name in other letters', () => {
    const message = answerTo(sent.query, { answers: [{ ...SOA, name: 'EXAMPLE.com' }] });
    assert.equal(message.write('EXAMPLE', 13), 7);
    assert.equal(outcome(message), 'ok');
  });

  for (const [what, packet, kind] of [
    ['a cached SOA', { flags: 0, answers: [SOA] }, 'not-authoritative'],
    ["a parent's referral", { flags: 0, authorities: [NS] }, 'lame'],
    ['a referral to the root', { flags: 0, authorities: [{ ...NS, name: '.' }] }, 'lame'],
    ['a name within another zone', { authorities: [{ ...SOA, name: 'com' }] }, 'no-soa'],
    ['the SOA of another zone', { answers: [{ ...SOA, name: 'example.net' }] }, 'no-soa'],
    ['REFUSED', { flags: 5 }, 'refused'],
    ['NXDOMAIN', { flags: AUTHORITATIVE_ANSWER | 3 }, 'nxdomain'],
    ['SERVFAIL', { flags: 2 }, 'servfail'],
    ['another opcode', { flags: AUTHORITATIVE_ANSWER | (4 << 11), answers: [SOA] }, 'bad-message'],
    ['a second cut', { flags: AUTHORITATIVE_ANSWER | TRUNCATED_RESPONSE, answers: [SOA] }, 'bad-message'],
  ] as const) {
    it(`tells ${what}`, () => {
      assert.equal(meaning({ ...packet } as Packet)?.outcome.kind, kind);
    });
  }

  for (const [rcode, extended, name] of [
    [1, 0, 'FORMERR'],
    [4, 0, 'NOTIMP'],
    [9, 0, 'NOTAUTH'],
    [0, 1, 'BADVERS'],
    [15, 3, 'RCODE63'],
  ] as const) {
    it(`tells the error ${name}`, () => {
      const found = meaning({ flags: rcode, additionals: [edns([], extended)] })?.outcome;
      assert.deepEqual(found, { kind: 'rcode', rcode: (extended << 4) | rcode, name });
    });
  }

  it('tells errors of servers that could not read the question', () => {
    const message = Buffer.alloc(12);
    message.writeUInt16BE(sent.query.id);
    message.writeUInt16BE(0x8001, 2);
    assert.deepEqual(read(sent, message)?.outcome, { kind: 'rcode', rcode: 1, name: 'FORMERR' });
  });

  it('brings Extended DNS Errors, with text that can be shown', () => {
    const data = Buffer.concat([Buffer.from([0, 24]), Buffer.from('zone\u0007 expired\u202e\n')]);
    const found = meaning({ flags: 2, additionals: [edns([{ code: 15, data }])] });
    assert.deepEqual(found?.extendedErrors, [{ code: 24, text: 'zone expired' }]);
  });

  it('is not believed with another id, another question or none', () => {
    const good = answerTo(sent.query, { answers: [SOA] });
    const otherId = Buffer.from(good);
    otherId.writeUInt16BE(sent.query.id ^ 1);
    const query = Buffer.from(good);
    query.writeUInt8(0, 2);
    assert.equal(outcome(otherId), 'bad-message');
    assert.equal(outcome(query), 'bad-message');
    for (const questions of [
      [],
      [{ type: 'SOA', name: 'example.net' }],
      [{ type: 'NS', name: ZONE }],
      [{ type: 'SOA', class: 'CH', name: ZONE }],
      [
        { type: 'SOA', name: ZONE },
        { type: 'SOA', name: ZONE },
      ],
    ] as Packet['questions'][]) {
      assert.equal(outcome(answerTo(sent.query, { questions, answers: [SOA] })), 'bad-message');
    }
  });

  it('is not believed when it is cut, has a tail, or is longer than we asked for', () => {
    const good = answerTo(sent.query, { answers: [SOA] });
    assert.equal(outcome(good.subarray(0, -1)), 'bad-message');
    assert.equal(outcome(Buffer.concat([good, Buffer.from([0])])), 'bad-message');
    const filler = edns([{ code: 12, data: Buffer.alloc(1232) }]);
    assert.equal(outcome(answerTo(sent.query, { answers: [SOA], additionals: [filler] })), 'bad-message');
  });
});
