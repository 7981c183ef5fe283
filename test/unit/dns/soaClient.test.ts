import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { SoaAnswer } from '../../../src/dns/answer.ts';
import { type DnsClock, systemDnsClock } from '../../../src/dns/dnsClock.ts';
import { HEADER_BYTES, questionEnd } from '../../../src/dns/header.ts';
import type { ServerLimits } from '../../../src/dns/nameServer.ts';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { SoaClient, type SoaClientOptions } from '../../../src/dns/soaClient.ts';
import { freeServer } from '../../support/dns/freeServer.ts';
import { type Attack, startHostileServer } from '../../support/dns/hostileServer.ts';
import { framed } from '../../support/dns/soaAnswer.ts';
import { startStreamServer } from '../../support/dns/streamServer.ts';
import { answerTo, KEY, NO_ENTROPY, SOA, sentQuery, ZONE } from './messages.ts';

/** Short enough for tests that wait for a time-out. */
const impatient: Partial<ServerLimits> = { udpTimeout: 100, tcpTimeout: 200 };

/** The answer of an honest server: it repeats the id and the question as they came. */
function honest(query: Buffer): Buffer {
  const { query: asked } = sentQuery(undefined, query.readUInt16BE(0));
  const answer = answerTo(asked, { answers: [SOA] });
  query.copy(answer, HEADER_BYTES, HEADER_BYTES, questionEnd(asked.zone));
  return answer;
}

/** An error as of a server that could not read the question: a header alone. */
function withoutQuestion(query: Buffer, rcode: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8000 | rcode, 2);
  return header;
}

async function withClient<T>(options: SoaClientOptions, use: (client: SoaClient) => Promise<T>): Promise<T> {
  const client = new SoaClient(options);
  try {
    return await use(client);
  } finally {
    client.dispose();
  }
}

async function attacked(attack: Attack, overTcp?: (query: Buffer) => Buffer): Promise<SoaAnswer> {
  await using hostile = await startHostileServer(attack, overTcp);
  return await withClient({ limits: impatient }, (client) => client.ask(ZONE, hostile.server));
}

/** What a forger of an answer wants to be believed. */
const FORGED_SERIAL = 666;

function forged(answer: Buffer): Buffer {
  const forgery = Buffer.from(answer);
  forgery.writeUInt32BE(FORGED_SERIAL, forgery.length - 20);
  return forgery;
}

/** Forged answers under other ids than the query's. */
function guesses(query: Buffer, count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const guess = forged(honest(query));
    guess.writeUInt16BE((query.readUInt16BE(0) + index + 1) & 0xffff);
    return guess;
  });
}

function kinds(answers: readonly SoaAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of answers) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function askMany(client: SoaClient, server: ServerAddress, count: number): Promise<SoaAnswer[]> {
  return Promise.all(Array.from({ length: count }, () => client.ask(ZONE, server)));
}

describe('the client', () => {
  it('asks over IPv4 and IPv6', async () => {
    for (const [type, address] of [
      ['udp4', '127.0.0.1'],
      ['udp6', '::1'],
    ] as const) {
      const socket = createSocket(type);
      socket.on('message', (query, { port }) => socket.send(honest(query), port, address));
      socket.bind(0, address);
      await once(socket, 'listening');
      const server = { address, port: socket.address().port };
      const answer = await withClient({}, (client) => client.ask('Example.com.', server));
      assert.equal(answer.kind, 'ok');
      socket.close();
    }
  });

  it('asks without recursion, with EDNS, under ids that cannot be guessed', async () => {
    const queries: Buffer[] = [];
    await using server = await startHostileServer((query) => {
      queries.push(query);
      return [honest(query)];
    });
    await withClient({}, (client) => askMany(client, server.server, 64));
    assert.ok(queries.every((query) => query.readUInt16BE(2) === 0 && query.readUInt16BE(10) === 1));
    assert.ok(new Set(queries.map((query) => query.readUInt16BE(0))).size > 60);
  });

  for (const [name, rcode] of [
    ['FORMERR', 1],
    ['NOTIMP', 4],
  ] as const) {
    it(`asks once more without EDNS where a server does not know it and says ${name}`, async () => {
      const additionals: number[] = [];
      const answer = await attacked((query) => {
        additionals.push(query.readUInt16BE(10));
        return [additionals.at(-1) === 0 ? honest(query) : withoutQuestion(query, rcode)];
      });
      assert.deepEqual([answer.kind, answer.transport], ['ok', 'udp']);
      assert.deepEqual(additionals, [1, 0]);
    });

    it(`believes ${name} without the question over TCP alone where EDNS is not the cause`, async () => {
      const additionals: number[] = [];
      const answer = await attacked(
        (query) => {
          additionals.push(query.readUInt16BE(10));
          return [withoutQuestion(query, rcode)];
        },
        (query) => withoutQuestion(query, rcode),
      );
      assert.deepEqual([answer.kind, answer.transport], ['rcode', 'tcp']);
      assert.deepEqual(additionals, [1, 0]);
    });

    it(`asks over TCP when ${name} comes cut and without the question, and no slower afterwards`, async () => {
      const cut = (query: Buffer): Buffer => {
        const error = withoutQuestion(query, rcode);
        error.writeUInt8(error.readUInt8(2) | 0x02, 2);
        return error;
      };
      const waits: number[] = [];
      const clock: DnsClock = {
        ...systemDnsClock,
        after(milliseconds, then) {
          waits.push(milliseconds);
          return systemDnsClock.after(milliseconds, then);
        },
      };
      await using hostile = await startHostileServer((query) => [cut(query)], honest);
      await withClient({ clock }, async (client) => {
        const answers = await askMany(client, hostile.server, 20);
        assert.deepEqual(kinds(answers), { ok: 20 });
        assert.ok(answers.every(({ transport }) => transport === 'tcp'));
        await askMany(client, hostile.server, 20);
      });
      assert.deepEqual(new Set(waits), new Set([2000, 4000]));
    });
  }

  it('keeps questions apart that would have the same id', async () => {
    const ids = [7, 7, 7, 8, 8, 9];
    const answers = await withClient(
      { entropy: (count) => Uint8Array.from({ length: count }, () => ids.shift() ?? 10) },
      async (client) => {
        await using server = await startHostileServer((query) => [honest(query)]);
        return await askMany(client, server.server, 4);
      },
    );
    assert.deepEqual(kinds(answers), { ok: 4 });
  });

  it('asks again when a datagram is lost', async () => {
    let asked = 0;
    const answer = await attacked((query) => {
      asked += 1;
      return asked === 1 ? [] : [honest(query)];
    });
    assert.equal(answer.kind, 'ok');
  });

  it('tells how long it waited in vain', async () => {
    assert.deepEqual(await attacked(() => []), {
      kind: 'timeout',
      waited: 200,
      transport: 'udp',
      extendedErrors: [],
    });
  });

  it('tells a port that nobody listens on', async () => {
    const server = await freeServer();
    const answers = await withClient({}, (client) => askMany(client, server, 300));
    assert.deepEqual(kinds(answers), { 'closed-port': 300 });
  });

  it('asks few ports of one address, so that it cannot be used to probe one', async () => {
    const { address, port } = await freeServer();
    await withClient({ limits: impatient }, async (client) => {
      const ports = Array.from({ length: 600 }, (_, index) => (port + index) % 64_000 || 1);
      const answers = await Promise.all(ports.map((each) => client.ask(ZONE, { address, port: each })));
      assert.equal(kinds(answers)['bad-server'], 600 - 16);
    });
  });

  it('does not ask what cannot be asked', async () => {
    const server = { address: '127.0.0.1', port: 53 };
    await withClient({}, async (client) => {
      assert.equal((await client.ask('a..b', server)).kind, 'bad-name');
      for (const bad of [{ address: '' }, { address: 'ns1.example' }, { port: 0 }, { port: 65_536 }]) {
        assert.equal((await client.ask(ZONE, { ...server, ...bad })).kind, 'bad-server');
      }
      const answer = await client.ask(ZONE, server, { tsig: { ...KEY, algorithm: 'none' } });
      assert.equal(answer.kind, 'unusable-key');
      assert.ok(!JSON.stringify(answer).includes(KEY.secret));
    });
  });
});

describe('the client, given up', () => {
  it('answers what was asked under the signal, and goes on with the rest', async () => {
    let isQuiet = true;
    await using server = await startHostileServer((query) => (isQuiet ? [] : [honest(query)]));
    await withClient({}, async (client) => {
      const abort = new AbortController();
      const asked = Array.from({ length: 300 }, () =>
        client.ask(ZONE, server.server, { signal: abort.signal }),
      );
      isQuiet = false;
      abort.abort();
      assert.deepEqual(kinds(await Promise.all(asked)), { cancelled: 300 });
      assert.equal((await client.ask(ZONE, server.server, { signal: abort.signal })).kind, 'cancelled');
      assert.equal((await client.ask(ZONE, server.server)).kind, 'ok');
    });
  });

  it('sends nothing under a signal that has aborted, though the socket was to be shared', async () => {
    const asked: string[] = [];
    await using server = await startHostileServer((query) => {
      asked.push(query.toString('latin1', HEADER_BYTES + 1, HEADER_BYTES + 5).toLowerCase());
      return [query];
    });
    await withClient({ limits: impatient }, async (client) => {
      const abort = new AbortController();
      const all = Array.from({ length: 20 }, () => [
        client.ask('left.example', server.server, { signal: abort.signal }),
        client.ask('kept.example', server.server),
      ]).flat();
      // As far as questions get before their sockets are connected.
      for (let turns = 0; turns < 100; turns += 1) await undefined;
      abort.abort();
      await Promise.all(all);
    });
    assert.deepEqual(new Set(asked), new Set(['kept']));
  });

  it('answers everything when it is disposed', async () => {
    await using server = await startHostileServer(() => []);
    await using streams = await startStreamServer(() => {});
    const client = new SoaClient();
    const asked = [askMany(client, server.server, 200), askMany(client, streams.server, 20)];
    client.dispose();
    assert.deepEqual(kinds((await Promise.all(asked)).flat()), { cancelled: 220 });
    assert.equal((await client.ask(ZONE, server.server)).kind, 'cancelled');
  });
});

describe('the client, with a server that is silent', () => {
  it('spares the wait after three time-outs, and tries again after a while', async () => {
    let isDead = true;
    let late = 0;
    const clock = { ...systemDnsClock, now: () => systemDnsClock.now() + late };
    await using server = await startHostileServer((query) => (isDead ? [] : [honest(query)]));
    await withClient({ limits: { ...impatient, inFlight: 4 }, clock }, async (client) => {
      const { timeout = 0, silent = 0, ...others } = kinds(await askMany(client, server.server, 1000));
      assert.deepEqual(others, {});
      assert.equal(timeout + silent, 1000);
      assert.ok(timeout < 10, `${timeout} were waited for`);
      isDead = false;
      assert.equal((await client.ask(ZONE, server.server)).kind, 'silent');
      late = 60_000;
      assert.deepEqual(kinds(await askMany(client, server.server, 1)), { ok: 1 });
      assert.deepEqual(kinds(await askMany(client, server.server, 100)), { ok: 100 });
    });
  });

  it('does not take it out on others', async () => {
    await using dead = await startHostileServer(() => []);
    await using alive = await startHostileServer((query) => [honest(query)]);
    await withClient({ limits: impatient }, async (client) => {
      const [, answers] = await Promise.all([
        askMany(client, dead.server, 200),
        askMany(client, alive.server, 200),
      ]);
      assert.deepEqual(kinds(answers), { ok: 200 });
    });
  });

  it('gets all answers of one that drops every third question', async () => {
    let asked = 0;
    await using server = await startHostileServer((query) => {
      asked += 1;
      return asked % 3 === 0 ? [] : [honest(query)];
    });
    const limits = { udpTimeout: 500, tries: 8, gentleRate: 1000 };
    const answers = await withClient({ limits }, (client) => askMany(client, server.server, 300));
    assert.deepEqual(kinds(answers), { ok: 300 });
  });
});

describe('the client, under attack', () => {
  it('waits for the right id and question', async () => {
    const answer = await attacked((query) => {
      const good = honest(query);
      const otherQuestion = forged(good);
      otherQuestion.write('x', 13);
      return [Buffer.alloc(0), Buffer.alloc(11), query, otherQuestion, ...guesses(query, 10), good];
    });
    assert.deepEqual([answer.kind, answer.transport], ['ok', 'udp']);
    assert.ok(answer.kind === 'ok' && answer.soa.serial === 4_026_112_401);
  });

  it('asks over TCP once many answers had other ids: its own are being guessed', async () => {
    const answer = await attacked(
      (query) => [...guesses(query, 200), forged(honest(query))],
      (query) => honest(query),
    );
    assert.deepEqual([answer.kind, answer.transport], ['ok', 'tcp']);
    assert.ok(answer.kind === 'ok' && answer.soa.serial === 4_026_112_401);
  });

  it('asks in letters of random case, and over TCP when the answer repeats them in another', async () => {
    const asked = new Set<string>();
    const otherCase = (query: Buffer) => {
      asked.add(query.toString('latin1', HEADER_BYTES, HEADER_BYTES + ZONE.length + 2));
      const answer = forged(honest(query));
      const at = HEADER_BYTES + 1;
      answer.writeUInt8(answer.readUInt8(at) ^ 0x20, at);
      return [answer];
    };
    for (let times = 0; times < 8; times += 1) {
      const answer = await attacked(otherCase, honest);
      assert.deepEqual([answer.kind, answer.transport], ['ok', 'tcp']);
      assert.ok(answer.kind === 'ok' && answer.soa.serial !== FORGED_SERIAL);
    }
    assert.ok(asked.size > 1, [...asked].join());
  });

  for (const [name, rcode] of [
    ['SERVFAIL', 2],
    ['NXDOMAIN', 3],
    ['REFUSED', 5],
    ['NOTAUTH', 9],
  ] as const) {
    it(`asks over TCP when ${name} comes without the question: its id alone may be a guess`, async () => {
      const answer = await attacked((query) => [withoutQuestion(query, rcode)], honest);
      assert.deepEqual([answer.kind, answer.transport], ['ok', 'tcp']);
    });
  }

  it('asks from several ports, each for few questions', async () => {
    const uses = new Map<number, number>();
    await using hostile = await startHostileServer((query, { port }) => {
      uses.set(port, (uses.get(port) ?? 0) + 1);
      return [honest(query)];
    });
    await withClient({}, (client) => askMany(client, hostile.server, 640));
    assert.ok(uses.size >= 20, `${uses.size} ports`);
    assert.ok(Math.max(...uses.values()) <= 32, [...uses.values()].join());
  });

  it('hears nobody but the server', async () => {
    const elsewhere = createSocket('udp4');
    const answer = await attacked((query, { port, address }) => {
      elsewhere.send(honest(query), port, address);
      return [];
    });
    elsewhere.close();
    assert.equal(answer.kind, 'timeout');
  });

  it('refuses counts that are inflated', async () => {
    const bad = Buffer.from(
      '000084020001000000' + '00e401046578ce0474657374000006000100002904d000000000',
      'hex',
    );
    const answer = await attacked((query) => {
      query.copy(bad, 0, 0, 2);
      const inflated = honest(query);
      inflated.writeUInt16BE(0xe401, 10);
      return [bad, inflated];
    });
    assert.equal(answer.kind, 'bad-message');
  });
});

describe('the client, over TCP', () => {
  for (const [what, serve, kind] of [
    [
      'reads an answer that comes byte by byte',
      (query: Buffer) => [...framed(honest(query))].map((byte) => Buffer.from([byte])),
      'ok',
    ],
    ['refuses an empty message', () => [Buffer.alloc(2)], 'bad-message'],
    ['refuses one that is too long', () => [Buffer.alloc(65_000, 0xff)], 'bad-message'],
    [
      'refuses another id',
      (query: Buffer) => {
        const answer = honest(query);
        answer.writeUInt16BE((query.readUInt16BE(0) + 1) & 0xffff);
        return [framed(answer)];
      },
      'bad-message',
    ],
    ['does not wait for ever', () => [Buffer.from([0, 99])], 'timeout'],
  ] as const) {
    it(what, async () => {
      await using streams = await startStreamServer((socket) => {
        socket.once('data', (frame) => {
          for (const chunk of serve(frame.subarray(2))) socket.write(chunk);
        });
      });
      const options = {
        limits: { ...impatient, tcpTimeout: kind === 'timeout' ? 200 : 10_000 },
        entropy: NO_ENTROPY,
      };
      const answer = await withClient(options, (client) => client.ask(ZONE, streams.server));
      assert.deepEqual({ kind: answer.kind, transport: answer.transport }, { kind, transport: 'tcp' });
    });
  }

  it('tells a connection that is closed without an answer', async () => {
    await using streams = await startStreamServer((socket) => socket.end());
    const answer = await withClient({}, (client) => client.ask(ZONE, streams.server));
    assert.ok(answer.kind === 'unreachable' && answer.transport === 'tcp');
  });
});
