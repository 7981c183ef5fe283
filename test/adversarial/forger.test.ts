import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { SoaAnswer } from '../../src/dns/answer.ts';
import type { Entropy } from '../../src/dns/query.ts';
import { SoaClient } from '../../src/dns/soaClient.ts';
import { startForgedServer } from '../support/forger/forgedServer.ts';
import { SEED } from '../support/fuzz/seed.ts';

const ZONE = 'secondary-dns-for-cloudflare.example';
const SERIAL = 2_026_112_001;
const MILLION = 1_000_000;
/** One more, and the client would close the socket and ask over TCP. */
const GUESSES = 15;
const FLOOD = 40;
/** Questions at a time: each has a socket of its own. */
const ASKERS = 8;

/** Ids, which are two bytes, are below 256 and so far easier to guess; all else is as random as ever. */
const halfKnownIds: Entropy = (count) => {
  const bytes = randomBytes(count);
  return count === 2 ? bytes.fill(0, 0, 1) : bytes;
};

/** Counts the forged datagrams that arrive at sockets of this thread, until it is disposed of. */
class Arrivals implements Disposable {
  count = 0;
  readonly #trueSerial = Buffer.alloc(4);
  readonly #watch = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.on('message', (datagram) => {
      if (!datagram.includes(this.#trueSerial)) this.count += 1;
    });
  };

  constructor(trueSerial: number) {
    this.#trueSerial.writeUInt32BE(trueSerial);
    subscribe('udp.socket', this.#watch);
  }

  [Symbol.dispose](): void {
    unsubscribe('udp.socket', this.#watch);
  }
}

function isTrue(answer: SoaAnswer): boolean {
  return answer.kind === 'ok' && answer.soa.serial === SERIAL;
}

describe('an off-path forger', function () {
  this.timeout(120_000);

  it('is believed in none of a million datagrams that arrive, though zone, server, port and half of each id are known', async () => {
    const options = { zone: ZONE, serial: SERIAL, guesses: GUESSES, flood: FLOOD, seed: SEED };
    using arrivals = new Arrivals(SERIAL);
    await using forged = await startForgedServer(options);
    const client = new SoaClient({ entropy: halfKnownIds });
    const wrong: SoaAnswer[] = [];
    const transports = new Set<string>();
    const ask = async (): Promise<void> => {
      while (arrivals.count < MILLION && wrong.length === 0) {
        const answer = await client.ask(ZONE, forged.server);
        transports.add(answer.transport);
        if (!isTrue(answer)) wrong.push(answer);
      }
    };
    await Promise.all(Array.from({ length: ASKERS }, ask));
    client.dispose();
    assert.deepEqual(wrong, [], `believed, when ${arrivals.count} forged datagrams had arrived`);
    assert.deepEqual(transports, new Set(['udp', 'tcp']), 'the true answers came both ways');
  });
});
