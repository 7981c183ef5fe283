import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { SoaAnswer } from '../../../src/dns/answer.ts';
import { systemDnsClock } from '../../../src/dns/dnsClock.ts';
import type { ServerLimits } from '../../../src/dns/nameServer.ts';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';
import { SoaClient, type SoaClientOptions } from '../../../src/dns/soaClient.ts';
import { freeServer } from '../../support/dns/freeServer.ts';
import { type Attack, startHostileServer } from '../../support/dns/hostileServer.ts';
import { startStreamServer } from '../../support/dns/streamServer.ts';
import { answerTo, KEY, SOA, sentQuery, ZONE } from './messages.ts';

/** Short enough for tests that wait for a time-out. */
const impatient: Partial<ServerLimits> = { udpTimeout: 100, tcpTimeout: 200 };

/** The answer of an honest server, to whatever id. */
function honest(query: Buffer): Buffer {
  return answerTo(sentQuery(undefined, query.readUInt16BE(0)).query, { answers: [SOA] });
}

async function withClient<T>(options: SoaClientOptions, use: (client: SoaClient) => Promise<T>): Promise<T> {
  const client = new SoaClient(options);
  try {
    return await use(client);
  } finally {
    client.dispose();
  }
}

async function attacked(
  attack: Attack,
  options: SoaClientOptions = { limits: impatient },
): Promise<SoaAnswer> {
  await using hostile = await startHostileServer(attack);
  return await withClient(options, (client) => client.ask(ZONE, hostile.server));
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
      const refuses = (query: Buffer): Buffer => {
        const header = Buffer.alloc(12);
        header.writeUInt16BE(query.readUInt16BE(0), 0);
        header.writeUInt16BE(0x8000 | rcode, 2);
        return header;
      };
      const additionals: number[] = [];
      const ask = (knowsPlain: boolean) =>
        attacked((query) => {
          additionals.push(query.readUInt16BE(10));
          return [knowsPlain && additionals.at(-1) === 0 ? honest(query) : refuses(query)];
        });
      assert.equal((await ask(true)).kind, 'ok');
      assert.deepEqual(additionals.splice(0), [1, 0]);
      assert.equal((await ask(false)).kind, 'rcode');
      assert.deepEqual(additionals, [1, 0]);
    });
  }

  it('keeps questions apart that would have the same id', async () => {
    const ids = [7, 7, 7, 8, 8, 9];
    const answers = await withClient({ randomId: () => ids.shift() ?? 10 }, async (client) => {
      await using server = await startHostileServer((query) => [honest(query)]);
      return await askMany(client, server.server, 4);
    });
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
      const forged = Array.from({ length: 200 }, (_, index) => {
        const message = Buffer.from(good);
        message.writeUInt16BE((query.readUInt16BE(0) + index + 1) & 0xffff);
        message.writeUInt32BE(666, message.length - 20);
        return message;
      });
      const otherQuestion = Buffer.from(good);
      otherQuestion.write('x', 13);
      return [Buffer.alloc(0), Buffer.alloc(11), query, otherQuestion, ...forged, good];
    });
    assert.equal(answer.kind, 'ok');
    assert.ok(answer.kind === 'ok' && answer.soa.serial === 4_026_112_401);
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
  const framed = (message: Buffer): Buffer => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    return Buffer.concat([length, message]);
  };

  for (const [what, serve, kind] of [
    [
      'reads an answer that comes byte by byte',
      (query: Buffer) => [...framed(honest(query))].map((byte) => Buffer.from([byte])),
      'ok',
    ],
    ['refuses an empty message', () => [Buffer.alloc(2)], 'bad-message'],
    ['refuses one that is too long', () => [Buffer.alloc(65_000, 0xff)], 'bad-message'],
    ['refuses another id', () => [framed(honest(Buffer.alloc(2)))], 'bad-message'],
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
        randomId: () => 77,
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
