import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { transfers } from '../support/primaries/transfer.ts';

describe('a client in a namespace of its own', () => {
  for (const [host, from] of [
    ['127.0.0.1', '104.30.167.163'],
    ['127.0.0.1', '198.41.150.255'],
    ['::1', '2a09:bac0:1000:c47:ffff:ffff:ffff:ffff'],
  ] as const) {
    it(`asks from ${from}`, async () => {
      const seen: (string | undefined)[] = [];
      await using server = createServer((socket) => {
        seen.push(socket.remoteAddress);
        socket.resume().end();
      });
      server.listen(0, host);
      await once(server, 'listening');
      const address = server.address();
      assert.ok(address !== null && typeof address !== 'string');
      assert.equal(await transfers({ zone: 'a.example', port: address.port, from, key: undefined }), false);
      assert.deepEqual(seen, [from]);
    });
  }
});
