import { writeFile } from 'node:fs/promises';
import { manyZones } from '../../test/support/api/manyZones.ts';
import { answerTo } from '../../test/support/api/router.ts';
import { startApi } from '../../test/support/api/server.ts';
import { createAuthority } from '../../test/support/net/certificate.ts';
import { startTlsServer } from '../../test/support/net/tlsServer.ts';

/** The API of the contenders, in a process of its own: over HTTP, and over TLS with HTTP/1.1 and HTTP/2. */
const [, , zones = '2000', caFile = ''] = process.argv;
const world = manyZones(Number(zones), Date.now());
const plain = await startApi(world);
const authority = createAuthority('Bench');
await writeFile(caFile, authority.cert);
const secure = await startTlsServer(
  authority.issue(['127.0.0.1', 'localhost']),
  'h2',
  (request, response) => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const answer = answerTo(
      { method: 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, body: '' },
      world,
    );
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  },
);
console.log(
  JSON.stringify({
    plain: plain.url,
    secure: `${secure.origin.replace('127.0.0.1', 'localhost')}/client/v4`,
  }),
);
