import assert from 'node:assert/strict';
import { readHeader, relationOf } from '../../../src/dns/header.ts';
import { answerTo, edns, KEY, NS, read, SOA, sentQuery, signAnswer, signerOf } from './messages.ts';

/** Milliseconds that no datagram may take. */
const stallMs = 10;

const sent = sentQuery();
const signed = sentQuery(signerOf(KEY));

/** A fast generator of numbers from 0 to below `limit`, the same for the same seed (xorshift). */
function numbers(seed: number): (limit: number) => number {
  let state = seed || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

function pick<T>(random: (limit: number) => number, values: readonly T[]): T {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error('Nothing to pick from.');
  return value;
}

const mutations: readonly ((message: Buffer, random: (limit: number) => number) => Buffer)[] = [
  (message, random) => {
    message.writeUInt8(random(256), random(message.length));
    return message;
  },
  (message, random) => message.subarray(0, 1 + random(message.length)),
  (message, random) => {
    const at = random(message.length);
    return Buffer.concat([message.subarray(0, at), message.subarray(random(message.length))]);
  },
  (message, random) => {
    if (message.length >= 12) message.writeUInt16BE(random(0x1_0000), 4 + 2 * random(4));
    return message;
  },
  (message, random) => {
    if (message.length >= 2) message.writeUInt16BE(0xc000 | random(0x4000), random(message.length - 1));
    return message;
  },
  (_message, random) => Buffer.from(Array.from({ length: random(64) }, () => random(256))),
];

function mutate(message: Buffer, random: (limit: number) => number): Buffer {
  let mutated = Buffer.from(message);
  for (let times = 1 + random(4); times > 0 && mutated.length > 0; times -= 1) {
    mutated = Buffer.from(pick(random, mutations)(mutated, random));
  }
  return mutated;
}

/** Milliseconds that reading takes; when it seems long, the machine may be to blame: the shortest of some. */
function stall(work: () => void): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 10 && shortest > stallMs; times += 1) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

describe('hostile datagrams', () => {
  it('100,000 of them neither throw nor stall, and none is believed', function () {
    this.timeout(60_000);
    const seed = Date.now() | 0;
    const random = numbers(seed);
    const honest = [
      { answers: [SOA], authorities: [NS], additionals: [edns()] },
      { flags: 2, additionals: [edns([{ code: 15, data: Buffer.from('\0\x18expired') }])] },
      { flags: 0, authorities: [NS] },
      { flags: 5 },
    ].map((packet) => answerTo(sent.query, packet));
    const honestlySigned = honest.map((answer) => signAnswer(answer, signed, signerOf(KEY)));
    for (let count = 0; count < 100_000; count += 1) {
      const isSigned = count % 2 === 1;
      const asked = isSigned ? signed : sent;
      const message = mutate(pick(random, isSigned ? honestlySigned : honest), random);
      const what = `seed ${seed}, datagram ${count}: ${message.toString('hex')}`;
      let meaning: ReturnType<typeof read>;
      const milliseconds = stall(() => {
        meaning = read(asked, message);
      });
      assert.ok(milliseconds <= stallMs, `${milliseconds} ms, ${what}`);
      if (meaning?.outcome.kind !== 'ok') continue;
      const header = readHeader(message);
      assert.ok(header?.authoritative && relationOf(asked.query, header, message) !== 'other', what);
      if (isSigned) assert.equal(meaning.outcome.soa.serial, 4_026_112_401, what);
    }
  });

  for (const [what, spoil] of [
    ['counts that are inflated', (answer: Buffer) => answer.writeUInt16BE(0xffff, 6)],
    ['authorities that are not there', (answer: Buffer) => answer.writeUInt16BE(0xe401, 8)],
    ['a name that points to itself', (answer: Buffer) => answer.writeUInt16BE(0xc01d, 29)],
    ['a name that points forward', (answer: Buffer) => answer.writeUInt16BE(0xc0ff, 29)],
  ] as const) {
    it(`with ${what} are refused at once, signed or not`, () => {
      for (const asked of [sent, signed]) {
        const answer = answerTo(asked.query, { answers: [SOA] });
        spoil(answer);
        const message = asked === signed ? signAnswer(answer, signed, signerOf(KEY)) : answer;
        let kind: string | undefined;
        const milliseconds = stall(() => {
          kind = read(asked, message)?.outcome.kind;
        });
        assert.equal(kind, 'bad-message');
        assert.ok(milliseconds <= stallMs);
      }
    });
  }
});
