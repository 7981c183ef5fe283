import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Cancellation } from '../../../src/dns/cancellation.ts';
import { systemDnsClock } from '../../../src/dns/dnsClock.ts';
import { UdpChannel } from '../../../src/dns/udp.ts';
import { answerTo, NO_ENTROPY, SOA, sentQuery } from './messages.ts';

describe('a UDP channel', () => {
  it('keeps nothing of a query that has ended: its callback, its id and its socket go', async () => {
    const server = createSocket('udp4');
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    server.on('message', (query, { port, address }) =>
      server.send(
        answerTo(sentQuery(undefined, query.readUInt16BE(0)).query, { answers: [SOA] }),
        port,
        address,
      ),
    );
    const { port } = server.address();
    const callbacks = new Set<() => void>();
    class Watched extends Cancellation {
      override add(callback: () => void): void {
        callbacks.add(callback);
        super.add(callback);
      }
      override delete(callback: () => void): void {
        callbacks.delete(callback);
        super.delete(callback);
      }
    }
    const channel = new UdpChannel({
      server: { address: '127.0.0.1', port },
      clock: systemDnsClock,
      entropy: NO_ENTROPY,
    });
    const cancellation = new Watched([new AbortController().signal]);
    const asking = channel.exchange((id) => sentQuery(undefined, id), 5000, cancellation);
    assert.equal(callbacks.size, 1);
    assert.equal((await asking).reply.kind, 'message');
    assert.equal(callbacks.size, 0);
    server.close();
  });
});
