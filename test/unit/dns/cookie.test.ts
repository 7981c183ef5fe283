import assert from 'node:assert/strict';
import type { SoaAnswer } from '../../../src/dns/answer.ts';
import { COOKIE_OPTION, Cookie } from '../../../src/dns/cookie.ts';
import { SoaClient } from '../../../src/dns/soaClient.ts';
import { startHostileServer } from '../../support/dns/hostileServer.ts';
import { answerTo, edns, SOA, sentQuery, ZONE } from './messages.ts';

const OURS = Buffer.from('0123456789abcdef', 'hex');
const SERVERS = Buffer.from('fedcba9876543210', 'hex');

const cookie = () => new Cookie((count) => OURS.subarray(0, count));

describe('a DNS cookie', () => {
  it('begins as ours alone, and has the part of the server once it has sent one', () => {
    const known = cookie();
    assert.deepEqual(known.sent, OURS);
    assert.equal(known.accepts(Buffer.concat([OURS, SERVERS])), true);
    assert.deepEqual(known.sent, Buffer.concat([OURS, SERVERS]));
  });

  it('is not asked of a server that has never shown one', () => {
    assert.equal(cookie().accepts(undefined), true);
    assert.equal(cookie().accepts(OURS), true);
  });

  it('is expected in every answer of a server that has shown one', () => {
    const known = cookie();
    known.accepts(Buffer.concat([OURS, SERVERS]));
    assert.equal(known.accepts(undefined), false);
    assert.equal(known.accepts(OURS), false);
    assert.equal(known.accepts(Buffer.concat([OURS, SERVERS])), true);
  });

  for (const [what, option] of [
    ['another client’s', Buffer.concat([SERVERS, SERVERS])],
    ['a part of ours', OURS.subarray(0, 7)],
    ['one with too short a part of the server', Buffer.concat([OURS, SERVERS.subarray(0, 7)])],
    ['one with too long a part of the server', Buffer.concat([OURS, Buffer.alloc(33)])],
  ] as const) {
    it(`is refused where it is ${what}, and nothing is learned of it`, () => {
      const known = cookie();
      assert.equal(known.accepts(option), false);
      assert.deepEqual(known.sent, OURS);
    });
  }
});

describe('the client, with a server that knows cookies', () => {
  /** The data of the cookie in a query, which ends with it. */
  const cookieOf = (query: Buffer): Buffer => query.subarray(query.lastIndexOf(Buffer.from([0, 10])) + 4);

  function answered(query: Buffer, data: Buffer | undefined, flags?: { readonly extendedRcode: number }) {
    const options = data ? [{ code: COOKIE_OPTION, data }] : [];
    const asked = sentQuery(undefined, query.readUInt16BE(0)).query;
    const additionals = [edns(options, flags?.extendedRcode)];
    const answer = answerTo(asked, {
      ...(flags ? { flags: 7 } : { answers: [SOA] }),
      additionals,
    });
    query.copy(answer, 12, 12, 12 + ZONE.length + 6);
    return answer;
  }

  async function askTwice(serve: (query: Buffer, nth: number) => Buffer): Promise<readonly SoaAnswer[]> {
    let nth = 0;
    await using server = await startHostileServer(
      (query) => {
        nth += 1;
        return [serve(query, nth)];
      },
      (query) => answered(query, undefined),
    );
    const client = new SoaClient();
    const answers = [await client.ask(ZONE, server.server), await client.ask(ZONE, server.server)];
    client.dispose();
    return answers;
  }

  it('sends back what the server gave', async () => {
    const sent: Buffer[] = [];
    const answers = await askTwice((query) => {
      sent.push(cookieOf(query));
      return answered(query, Buffer.concat([cookieOf(query).subarray(0, 8), SERVERS]));
    });
    assert.deepEqual(
      answers.map(({ kind, transport }) => `${kind} ${transport}`),
      ['ok udp', 'ok udp'],
    );
    assert.deepEqual(
      sent.map(({ length }) => length),
      [8, 16],
    );
    assert.deepEqual(sent[1]?.subarray(8), SERVERS);
  });

  it('asks over TCP when an answer lacks the cookie', async () => {
    const answers = await askTwice((query, nth) =>
      answered(query, nth === 1 ? Buffer.concat([cookieOf(query).subarray(0, 8), SERVERS]) : undefined),
    );
    assert.deepEqual(
      answers.map(({ kind, transport }) => `${kind} ${transport}`),
      ['ok udp', 'ok tcp'],
    );
  });

  it('asks once more with the cookie that BADCOOKIE brings', async () => {
    const answers = await askTwice((query, nth) =>
      answered(
        query,
        Buffer.concat([cookieOf(query).subarray(0, 8), SERVERS]),
        nth === 1 ? { extendedRcode: 1 } : undefined,
      ),
    );
    assert.deepEqual(
      answers.map(({ kind, transport }) => `${kind} ${transport}`),
      ['ok udp', 'ok udp'],
    );
  });
});
